import { selectList } from '@harken/database';
import { NotFound } from '@harken/errors';
import type { TimeCursor } from '@harken/service';
import type { DataSource } from 'typeorm';
import type { FeedbackQuery } from './feedback.dto.ts';
import { FeedbackTable, toFeedbackRecord } from './feedback.table.ts';
import type { FeedbackRecord } from './feedback-record.ts';

const filteredFields = ['touchpoint', 'product', 'location', 'method', 'pattern', 'verdict'] as const;

export type FeedbackFilter = Readonly<Pick<FeedbackQuery, 'customer' | (typeof filteredFields)[number]>> & {
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
};

type SelectedRow = Parameters<typeof toFeedbackRecord>[0];

export const selectFeedback = `SELECT ${selectList(FeedbackTable, 'f')}, c.external_id AS customer
  FROM feedback f LEFT JOIN customers c ON c.id = f.customer_id`;

/** Newest first. To know whether there is a next page, pass a `limit` one higher than the page size. */
export async function listFeedback(
  database: DataSource,
  filter: FeedbackFilter,
  limit: number,
  after?: TimeCursor,
): Promise<FeedbackRecord[]> {
  const parameters: unknown[] = [];
  const parameter = (value: unknown): string => `$${parameters.push(value)}`;
  // A single value is compared with `=`: only then does an index keep its order.
  const anyOf = (column: string, wanted: readonly string[] | undefined): string[] => {
    if (wanted === undefined) return [];
    return [
      wanted.length === 1 ? `${column} = ${parameter(wanted[0])}` : `${column} = ANY (${parameter(wanted)}::text[])`,
    ];
  };
  const conditions = [
    ...anyOf('c.external_id', filter.customer),
    ...filteredFields.flatMap((field) => anyOf(`f.${field}`, filter[field])),
    ...(filter.from === undefined ? [] : [`f.occurred_at >= ${parameter(filter.from)}`]),
    ...(filter.to === undefined ? [] : [`f.occurred_at < ${parameter(filter.to)}`]),
    ...(after === undefined
      ? []
      : [`(f.occurred_at, f.id) < (${parameter(after.at)}::timestamptz, ${parameter(after.id)}::uuid)`]),
  ];
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const rows: SelectedRow[] = await database.query(
    `${selectFeedback} ${where} ORDER BY f.occurred_at DESC, f.id DESC LIMIT ${parameter(limit)}`,
    parameters,
  );
  return rows.map(toFeedbackRecord);
}

/** Throws NotFound. */
export async function findFeedback(database: DataSource, id: string): Promise<FeedbackRecord> {
  const [row]: SelectedRow[] = await database.query(`${selectFeedback} WHERE f.id = $1`, [id]);
  if (!row) throw new NotFound('feedback', id);
  return toFeedbackRecord(row);
}

/** The newest feedback of one customer after a cursor, for the timeline. */
export async function feedbackOfCustomer(
  database: DataSource,
  customerId: string,
  limit: number,
  after?: TimeCursor,
): Promise<FeedbackRecord[]> {
  const rows: SelectedRow[] = await database.query(
    `${selectFeedback} WHERE f.customer_id = $1 AND ($3::timestamptz IS NULL OR (f.occurred_at, f.id) < ($3::timestamptz, $4::uuid))
      ORDER BY f.occurred_at DESC, f.id DESC LIMIT $2`,
    [customerId, limit, after?.at ?? null, after?.id ?? null],
  );
  return rows.map(toFeedbackRecord);
}
