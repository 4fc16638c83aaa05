import { folded } from './words.ts';

/**
 * What a text is found by. Words between spaces go to PostgreSQL, which stems them as English. Scripts that write
 * without spaces are cut into overlapping pieces here: dictionaries cut the same word in different ways in different
 * sentences, pieces find it anywhere.
 */
export interface SearchableText {
  /** Words with one space between, folded. */
  readonly words: string;
  /** A tsvector as text. */
  readonly ngrams: string;
}

// Two of these say as much as a word; of the alphabets it takes three letters.
const bigramScripts = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\u30fc';
const trigramScripts = '\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const tokens = new RegExp(
  `(?<two>[${bigramScripts}]+)|(?<three>[${trigramScripts}]+)|(?:(?![${bigramScripts}${trigramScripts}])[\\p{L}\\p{M}\\p{N}])+`,
  'gu',
);

/** A word, or a run of a script without spaces with the length of its pieces. */
export interface Token {
  readonly text: string;
  readonly size: 2 | 3 | null;
}

export function tokensOf(text: string): Token[] {
  return [...folded(text).matchAll(tokens)].map(({ 0: found, groups }) => ({
    text: found,
    size: groups?.two !== undefined ? 2 : groups?.three !== undefined ? 3 : null,
  }));
}

/** PostgreSQL numbers no place beyond this one. */
const maxPosition = 16_383;

/** `names` are found as they are, whole: the number of a complaint. */
export function searchableText(text: string | null, names: readonly string[] = []): SearchableText {
  const words: string[] = [];
  const ngrams = names.map((name) => quoted(folded(name)));
  let place = 1;
  for (const token of tokensOf(text ?? '')) {
    if (token.size === null) {
      words.push(token.text);
      continue;
    }
    const letters = [...token.text];
    for (let at = 0; at < letters.length && place <= maxPosition; at += 1, place += 1)
      ngrams.push(`${quoted(letters.slice(at, at + token.size).join(''))}:${place}`);
    // A gap, so that nothing is found across the end of a run.
    place += 1;
  }
  return { words: words.join(' '), ngrams: ngrams.join(' ') };
}

/** The row of an answer, a message, or of a complaint itself. */
export const searchRow = (
  { id, complaintId, text }: { readonly id: string; readonly complaintId: string; readonly text: string | null },
  names?: readonly string[],
) => ({ complaint_id: complaintId, text_id: id, ...searchableText(text, names) });

export const quoted = (lexeme: string): string => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
