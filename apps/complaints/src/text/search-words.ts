import { folded } from './words.ts';

/**
 * The searchable form of a text. Words between spaces go to PostgreSQL, which stems them as English. Scripts without
 * spaces are split into overlapping n-grams: dictionaries split the same word differently in different sentences,
 * n-grams find it anywhere.
 */
export interface SearchableText {
  /** Folded words, separated by one space. */
  readonly words: string;
  /** A tsvector as text. */
  readonly ngrams: string;
}

// Two characters of these scripts are about a word; of alphabets it takes three.
const bigramScripts = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\u30fc';
const trigramScripts = '\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const tokens = new RegExp(
  `(?<two>[${bigramScripts}]+)|(?<three>[${trigramScripts}]+)|(?:(?![${bigramScripts}${trigramScripts}])[\\p{L}\\p{M}\\p{N}])+`,
  'gu',
);

/** A word, or a run of a script without spaces with the size of its n-grams. */
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

/** The highest position in a tsvector. */
const maxPosition = 16_383;

/** `names` are found as a whole: the number of a complaint. */
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
    // A gap, so that nothing matches across the end of a run.
    place += 1;
  }
  return { words: words.join(' '), ngrams: ngrams.join(' ') };
}

export const quoted = (lexeme: string): string => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
