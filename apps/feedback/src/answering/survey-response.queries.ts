import { type Reader, selectList, sql } from '@harken/database';
import type { TimeCursor } from '@harken/service';
import { SurveyResponseTable } from './survey-response.table.ts';
import type { SurveyResponse } from './survey-response.ts';

/** Of answers that were sent. */
export interface SentResponse extends SurveyResponse {
  readonly sentAt: Date;
  readonly feedbackId: string;
}

export interface SentResponseFilter {
  readonly programme?: readonly string[] | undefined;
  readonly openLink?: readonly string[] | undefined;
}

const page = sql<SentResponse>(`
  SELECT ${selectList(SurveyResponseTable, 'r')} FROM survey_responses r
   WHERE r.sent_at IS NOT NULL AND ($1::text[] IS NULL OR r.programme = ANY($1))
     AND ($2::text[] IS NULL OR r.open_link = ANY($2))
     AND ($3::timestamptz IS NULL OR (r.sent_at, r.id) < ($3, $4::uuid))
   ORDER BY r.sent_at DESC, r.id DESC LIMIT $5`);

/** The newest first. */
export const listSentResponses = (
  db: Reader,
  { programme, openLink }: SentResponseFilter,
  limit: number,
  before: TimeCursor | undefined,
): Promise<SentResponse[]> =>
  page.query(db, [programme ?? null, openLink ?? null, before?.at ?? null, before?.id ?? null, limit]);
