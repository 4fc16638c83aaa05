import { folded } from './folded.ts';

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
// Korean has spaces, but particles stick to the noun.
const bigramScripts = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\u30fc';
const trigramScripts = '\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const tokens = new RegExp(
  `(?<two>[${bigramScripts}]+)|(?<three>[${trigramScripts}]+)|(?:(?![${bigramScripts}${trigramScripts}])[\\p{L}\\p{M}\\p{N}])+`,
  'gu',
);

// Accents of alphabets, points of Hebrew and Arabic; the marks of Thai, Hindi or Kana are letters of their own.
const optionalMarks = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u0655\u0670]/gu;
const plainLetters: ReadonlyMap<string, string> = new Map(
  Object.entries({ ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', æ: 'ae', œ: 'oe', ı: 'i', ς: 'σ' }),
);
const lettersWithPlainForm = new RegExp(`[${[...plainLetters.keys()].join('')}]`, 'gu');

/** As texts are indexed and asked for: in lower case, without accents, ß as ss, full and half width alike. */
export const searchFolded = (text: string): string =>
  folded(text)
    .normalize('NFKD')
    .replace(optionalMarks, '')
    .normalize('NFC')
    .replace(lettersWithPlainForm, (letter) => plainLetters.get(letter) ?? letter);

const umlauts = /[äöü]/gu;
const spelledOut: ReadonlyMap<string, string> = new Map(Object.entries({ ä: 'ae', ö: 'oe', ü: 'ue' }));

/** Words with an umlaut as people write them who have no such key: `kuehlschrank`. */
const umlautSpellings = (text: string): string[] =>
  [...folded(text).matchAll(/[\p{L}\p{M}\p{N}]+/gu)].flatMap(([word]) => {
    const spelling = word.replace(umlauts, (letter) => spelledOut.get(letter) ?? letter);
    return spelling === word ? [] : [searchFolded(spelling)];
  });

/** A word, or a run of a script without spaces with the size of its n-grams. */
export interface Token {
  readonly text: string;
  readonly size: 2 | 3 | null;
}

export function tokensOf(text: string): Token[] {
  return [...searchFolded(text).matchAll(tokens)].map(({ 0: found, groups }) => ({
    text: found,
    size: groups?.two !== undefined ? 2 : groups?.three !== undefined ? 3 : null,
  }));
}

/** The highest position in a tsvector. */
const maxPosition = 16_383;

/** `names` are found as a whole: the number of a complaint. */
export function searchableText(text: string | null, names: readonly string[] = []): SearchableText {
  const words: string[] = [];
  const ngrams = names.map((name) => quoted(searchFolded(name)));
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
  words.push(...umlautSpellings(text ?? ''));
  return { words: words.join(' '), ngrams: ngrams.join(' ') };
}

export const quoted = (lexeme: string): string => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

const unspaced = `[${bigramScripts}${trigramScripts}]`;
const spaceWithinRun = new RegExp(`(?<=${unspaced})\\s+(?=${unspaced})`, 'gu');

/** A tsvector as text: the words of names, their runs in n-grams, and ids and addresses that are found as a whole. */
export function nameVector(name: string | null, ids: readonly string[]): string {
  // People write names of these scripts with and without a space.
  const { words, ngrams } = searchableText(name?.replace(spaceWithinRun, '') ?? null, ids);
  const lexemes = words.split(' ').filter(Boolean).map(quoted);
  return [...lexemes, ngrams].filter(Boolean).join(' ');
}

/** The n-grams of a run in order, as a tsquery. A run shorter than one n-gram is a prefix of one. */
export function ngramQuery({ text, size }: Token): string {
  const letters = [...text];
  if (size === null || letters.length < size) return `${quoted(text)}:*`;
  const ngrams = letters.slice(size - 1).map((_, at) => quoted(letters.slice(at, at + size).join('')));
  return ngrams.join(' <-> ');
}

/**
 * A tsquery for names: each word may be the beginning of one, a run of a script without spaces may stand anywhere. The
 * ids of `nameVector` are found by their beginning. Null: there is nothing to look for.
 */
export function nameQuery(text: string): string | null {
  const whole = searchFolded(text);
  const parts = tokensOf(text).map((token) => `(${ngramQuery(token)})`);
  if (parts.length === 0) return whole === '' ? null : `${quoted(whole)}:*`;
  return `(${parts.join(' & ')}) | ${quoted(whole)}:*`;
}
