/**
 * Inserts search rows from a parameter that holds `{ complaint_id, text_id, opened_at?, words, ngrams }[]` as JSON.
 * Without `opened_at` it is taken from the complaint.
 */
export const insertTexts = (parameter: string): string => `
  INSERT INTO text_words (complaint_id, text_id, opened_at, words)
  SELECT t.complaint_id, t.text_id,
         coalesce(t.opened_at, (SELECT c.opened_at FROM complaints c WHERE c.id = t.complaint_id)),
         to_tsvector('english', t.words) || t.ngrams::tsvector
    FROM jsonb_to_recordset(${parameter}) AS t
         (complaint_id uuid, text_id uuid, opened_at timestamptz(3), words text, ngrams text)`;
