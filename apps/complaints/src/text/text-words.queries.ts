import { sqlOverRows, type Tx } from '@harken/database';
import { type SearchableText, searchableText } from '@harken/text';

interface SearchText extends SearchableText {
  readonly complaintId: string;
  readonly textId: string;
  /** Of the complaint; without it, the database looks it up. */
  readonly openedAt?: Date | undefined;
}

const insertWords = sqlOverRows<SearchText>(
  { complaintId: 'uuid', textId: 'uuid', openedAt: 'timestamptz', words: 'text', ngrams: 'text' },
  (given) => `
  INSERT INTO text_words (complaint_id, text_id, opened_at, words)
  SELECT t.complaint_id, t.text_id,
         coalesce(t.opened_at, (SELECT c.opened_at FROM complaints c WHERE c.id = t.complaint_id)),
         to_tsvector('english', t.words) || t.ngrams::tsvector
    FROM ${given} AS t`,
);

export const insertTexts = (tx: Tx, texts: readonly SearchText[]): Promise<void> => insertWords.write(tx, texts);

/** How an answer, a message or a complaint is found. `names` are found as a whole. */
export const searchText = (
  { id, text, ...rest }: { id: string; complaintId: string; text: string | null; openedAt?: Date },
  names?: readonly string[],
): SearchText => ({
  complaintId: rest.complaintId,
  openedAt: rest.openedAt,
  textId: id,
  ...searchableText(text, names),
});
