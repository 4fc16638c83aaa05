import { selectList } from '@harken/database';
import { NotFound } from '@harken/errors';
import type { TimeCursor } from '@harken/service';
import type { DataSource } from 'typeorm';
import { recordedIdsOf } from '../customers/customer.queries.ts';
import { ListConditions } from '../requests/list-conditions.ts';
import type { FeedbackQuery } from './feedback.dto.ts';
import { FeedbackTable, toFeedbackRecord } from './feedback.table.ts';
import type { FeedbackRecord } from './feedback-record.ts';

const filteredFields = ['touchpoint', 'product', 'location', 'method', 'pattern', 'verdict'] as const;

export type FeedbackFilter = Readonly<Pick<FeedbackQuery, 'customer' | 'theme' | (typeof filteredFields)[number]>> & {
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
};

type SelectedRow = Parameters<typeof toFeedbackRecord>[0];

const columns = selectList(FeedbackTable, 'f', { except: ['customerId'] });

export const selectFeedback = `SELECT ${columns}, c.id AS "customerId", c.external_id AS customer,
       coalesce(t.themes, '[]') AS themes, coalesce(t.unsure, false) AS "themesUnsure"
  FROM feedback f LEFT JOIN current_customers c ON c.recorded_id = f.customer_id
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
  const customers = filter.customer && (await recordedIdsOf(database, filter.customer));
  const conditions = new ListConditions().anyOf('f.customer_id', customers, 'uuid');
  for (const field of filteredFields) conditions.anyOf(`f.${field}`, filter[field]);
  // Of one theme the index has its feedback in the order of time.
  const ofOneTheme = filter.theme?.length === 1;
  const of = ofOneTheme ? { time: 'ft.occurred_at', id: 'ft.feedback_id' } : { time: 'f.occurred_at', id: 'f.id' };
  const joined = ofOneTheme ? 'JOIN feedback_themes ft ON ft.feedback_id = f.id' : '';
  if (ofOneTheme) conditions.anyOf('ft.theme', filter.theme);
  else if (filter.theme !== undefined) {
    const themes = `${conditions.parameter(filter.theme)}::text[]`;
    conditions.and(`f.id IN (SELECT feedback_id FROM feedback_themes WHERE theme = ANY (${themes}))`);
  }
  conditions.between(of.time, filter.from, filter.to).after(of.time, of.id, after);
  const rows: SelectedRow[] = await database.query(
    `${selectFeedback} ${joined} ${conditions.where()}
      ORDER BY ${of.time} DESC, ${of.id} DESC LIMIT ${conditions.parameter(limit)}`,
    conditions.values,
  );
  return rows.map(toFeedbackRecord);
}

/** Throws NotFound. */
export async function findFeedback(database: DataSource, id: string): Promise<FeedbackRecord> {
  const [row]: SelectedRow[] = await database.query(`${selectFeedback} WHERE f.id = $1`, [id]);
  if (!row) throw new NotFound('feedback', id);
  return toFeedbackRecord(row);
}

/** The newest feedback recorded for any of these ids after a cursor, for the timeline of one customer. */
export async function feedbackOfCustomer(
  database: DataSource,
  recordedIds: readonly string[],
  limit: number,
  after?: TimeCursor,
): Promise<FeedbackRecord[]> {
  const rows: SelectedRow[] = await database.query(
    `SELECT said.* FROM unnest($1::uuid[]) AS own (id), LATERAL (
       ${selectFeedback}
        WHERE f.customer_id = own.id AND ($3::timestamptz IS NULL OR (f.occurred_at, f.id) < ($3::timestamptz, $4::uuid))
        ORDER BY f.occurred_at DESC, f.id DESC LIMIT $2) said
      ORDER BY said."occurredAt" DESC, said.id DESC LIMIT $2`,
    [recordedIds, limit, after?.at ?? null, after?.id ?? null],
  );
  return rows.map(toFeedbackRecord);
}
