import { millisecondsUntil, sql, type Tx, upsertMany } from '@harken/database';
import { SurveyResponseTable } from './survey-response.table.ts';
import type { SurveyResponse } from './survey-response.ts';

const lock = sql<{ id: string }>('SELECT id FROM survey_responses WHERE token_hash = $1 FOR UPDATE');
const forget = sql<{ id: string }>(`
  DELETE FROM survey_responses WHERE id IN (
    SELECT id FROM survey_responses WHERE sent_at IS NULL AND expires_at <= clock_timestamp()
     ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING id`);

/** How long until the next answers that were never sent have expired. */
export const nextExpiryInMs = millisecondsUntil('SELECT min(expires_at) FROM survey_responses WHERE sent_at IS NULL');

export const surveyResponseStore = {
  /** Locks the response of an open link until the transaction ends. */
  async lock(tx: Tx, tokenHash: Buffer): Promise<void> {
    await lock.query(tx, [tokenHash]);
  },

  /** The caller holds the lock of the response, or of its invitation. */
  save: (tx: Tx, response: SurveyResponse): Promise<void> => upsertMany(tx, SurveyResponseTable, [response]),

  /** Deletes what was never sent and can be sent no more; says how many. */
  async forgetExpired(tx: Tx): Promise<number> {
    return (await forget.query(tx, [1_000])).length;
  },
};
