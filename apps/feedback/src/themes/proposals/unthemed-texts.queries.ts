import { type Reader, sql } from '@harken/database';

export interface FoundText {
  readonly feedbackId: string;
  readonly text: string;
  readonly language: string | null;
}

const select = sql<FoundText>(`
  SELECT f.id AS "feedbackId", f.text, f.language
    FROM feedback f
   WHERE f.occurred_at >= $1 AND f.occurred_at < $2 AND f.text IS NOT NULL AND f.voice = 'customer'
     AND f.retracted_at IS NULL
     AND NOT EXISTS (SELECT FROM feedback_themes t WHERE t.feedback_id = f.id AND t.theme IS NOT NULL)
   ORDER BY f.occurred_at DESC, f.id DESC LIMIT $3`);

/** The newest texts of customers in a range that fit no theme, or of which the text reader was unsure. */
export const unthemedTexts = (reader: Reader, since: Date, until: Date, limit: number): Promise<FoundText[]> =>
  select.query(reader, [since, until, limit]);
