/** Makes texts findable, from a parameter that holds `{ complaint_id, text_id, words, pieces }[]` as JSON. */
export const insertTexts = (parameter: string): string => `
  INSERT INTO text_words SELECT complaint_id, text_id, to_tsvector('english', words) || pieces::tsvector
    FROM jsonb_to_recordset(${parameter}) AS t (complaint_id uuid, text_id uuid, words text, pieces text)`;
