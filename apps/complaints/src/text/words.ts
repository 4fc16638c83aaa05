/** Scripts that write without spaces between words: there a word is found anywhere in the text. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const patterns = new WeakMap<readonly string[], RegExp | null>();

/** Whether the text has one of the words, whatever the case; `sue` is not found in `issue`. */
export const hasAnyWord = (text: string, words: readonly string[]): boolean => foldedHasAnyWord(folded(text), words);

/** The same for a text that was folded before, where one is searched for several lists. */
export const foldedHasAnyWord = (text: string, words: readonly string[]): boolean =>
  patternOf(words)?.test(text) ?? false;

// A list is compiled once and reused as long as its rules are in force.
function patternOf(words: readonly string[]): RegExp | null {
  const known = patterns.get(words);
  if (known !== undefined) return known;
  const pattern = wordPattern(words);
  patterns.set(words, pattern);
  return pattern;
}

/** Finds any of the words in a folded text; null when there is none to look for. */
export function wordPattern(words: readonly string[]): RegExp | null {
  const alternatives = words.map(folded).filter(Boolean).map(alternative);
  return alternatives.length > 0 ? new RegExp(alternatives.join('|'), 'u') : null;
}

export const isUnspaced = (word: string): boolean => unspaced.test(word);

function alternative(word: string): string {
  const literal = word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/\s+/g, '\\s+');
  return unspaced.test(word) ? literal : `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`;
}

/** As words are compared: one form for each character, and no case. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase().trim();
