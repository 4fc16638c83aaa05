import { folded } from '@harken/text';

/** Scripts without spaces: a word matches anywhere in the text. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const patterns = new WeakMap<readonly string[], RegExp | null>();

/** Whether the text contains one of the words, ignoring case; `sue` does not match `issue`. */
export const hasAnyWord = (text: string, words: readonly string[]): boolean => foldedHasAnyWord(folded(text), words);

/** The same for a folded text, to check several lists. */
export const foldedHasAnyWord = (text: string, words: readonly string[]): boolean =>
  patternOf(words)?.test(text) ?? false;

// A list is compiled once and reused while its rules are in force.
function patternOf(words: readonly string[]): RegExp | null {
  const known = patterns.get(words);
  if (known !== undefined) return known;
  const pattern = wordPattern(words);
  patterns.set(words, pattern);
  return pattern;
}

/** A pattern that finds any of the words in a folded text; null for an empty list. */
export function wordPattern(words: readonly string[]): RegExp | null {
  const alternatives = words.map(folded).filter(Boolean).map(alternative);
  return alternatives.length > 0 ? new RegExp(alternatives.join('|'), 'u') : null;
}

export const isUnspaced = (word: string): boolean => unspaced.test(word);

function alternative(word: string): string {
  const literal = word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/\s+/g, '\\s+');
  return unspaced.test(word) ? literal : `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`;
}
