import { selectList } from '@harken/database';
import { NotFound } from '@harken/errors';
import type { TimeCursor } from '@harken/service';
import type { DataSource } from 'typeorm';
import type { FeedbackQuery } from './feedback.dto.ts';
import { FeedbackTable, toFeedbackRecord } from './feedback.table.ts';
import type { FeedbackRecord } from './feedback-record.ts';

const filteredFields = ['touchpoint', 'product', 'location', 'method', 'pattern', 'verdict'] as const;

export type FeedbackFilter = Readonly<Pick<FeedbackQuery, 'customer' | 'theme' | (typeof filteredFields)[number]>> & {
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
};

type SelectedRow = Parameters<typeof toFeedbackRecord>[0];

export const selectFeedback = `SELECT ${selectList(FeedbackTable, 'f')}, c.external_id AS customer,
       coalesce(t.themes, '[]') AS themes, coalesce(t.unsure, false) AS "themesUnsure"
  FROM feedback f LEFT JOIN customers c ON c.id = f.customer_id
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object('theme', theme, 'by', found_by, 'score', score) ORDER BY theme COLLATE "C")
             FILTER (WHERE theme IS NOT NULL) AS themes, bool_or(theme IS NULL) AS unsure
      FROM feedback_themes WHERE feedback_id = f.id
  ) t ON true`;

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
  // Of one theme the index has its feedback in the order of time.
  const ofOneTheme = filter.theme?.length === 1;
  const of = ofOneTheme ? { time: 'ft.occurred_at', id: 'ft.feedback_id' } : { time: 'f.occurred_at', id: 'f.id' };
  const joined = ofOneTheme
    ? `JOIN feedback_themes ft ON ft.feedback_id = f.id AND ft.theme = ${parameter(filter.theme?.[0])}`
    : '';
  const conditions = [
    ...(filter.theme === undefined || ofOneTheme
      ? []
      : [`f.id IN (SELECT feedback_id FROM feedback_themes WHERE theme = ANY (${parameter(filter.theme)}::text[]))`]),
    ...anyOf('c.external_id', filter.customer),
    ...filteredFields.flatMap((field) => anyOf(`f.${field}`, filter[field])),
    ...(filter.from === undefined ? [] : [`${of.time} >= ${parameter(filter.from)}`]),
    ...(filter.to === undefined ? [] : [`${of.time} < ${parameter(filter.to)}`]),
    ...(after === undefined
      ? []
      : [`(${of.time}, ${of.id}) < (${parameter(after.at)}::timestamptz, ${parameter(after.id)}::uuid)`]),
  ];
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const rows: SelectedRow[] = await database.query(
    `${selectFeedback} ${joined} ${where} ORDER BY ${of.time} DESC, ${of.id} DESC LIMIT ${parameter(limit)}`,
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
