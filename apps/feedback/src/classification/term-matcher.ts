import type { Lexicon } from './lexicon.ts';
import { stemEnglish } from './stem-english.ts';
import { createTermTrie, type Term, type TermTrie, type TermWeight } from './term-trie.ts';

/** The terms of one language that a text contains, each once, in the order of the text. */
export interface MatchedTerms {
  readonly certain: readonly string[];
  readonly suspected: readonly string[];
}

export type TermMatcher = (text: string) => MatchedTerms;

interface TokenizedText {
  readonly tokens: readonly string[];
  readonly isWordStart: (at: number) => boolean;
  readonly isWordEnd: (at: number) => boolean;
}

interface Tokenizer {
  readonly tokenize: (text: string) => TokenizedText;
  /** How many tokens before a term are searched for a negation. */
  readonly negationWindow: number;
}

const clauseEnd = '|';
const always = () => true;
const thaiSegmenter = new Intl.Segmenter('th', { granularity: 'word' });

const normalize = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[‘’ʼ]/g, "'");

const wordTokenizer = (stem: (word: string) => string): Tokenizer => ({
  negationWindow: 3,
  tokenize: (text) => {
    const parts = normalize(text).match(/[\p{L}\p{M}\p{N}]+(?:'[\p{L}]+)?|[^\p{L}\p{M}\p{N}\s'"-]/gu) ?? [];
    const tokens = parts.flatMap((part) => (/^[\p{L}\p{N}]/u.test(part) ? splitNegation(part, stem) : clauseEnd));
    return { tokens, isWordStart: always, isWordEnd: always };
  },
});

// "didn't" -> "did", "n't": the negation is a word of its own.
const splitNegation = (word: string, stem: (word: string) => string): string[] =>
  word.length > 3 && word.endsWith("n't") ? [word.slice(0, -3), "n't"] : [stem(word)];

const letter = /[\p{L}\p{M}\p{N}]/u;
/** Cache by UTF-16 code unit. Characters beyond the basic plane are too many to cache and too rare to matter. */
const letterCache = new Uint8Array(0x1_0000);
const [isLetter, isNoLetter] = [1, 2];

function toToken(character: string): string {
  if (character === ' ') return character;
  if (character.length > 1) return letter.test(character) ? character : clauseEnd;
  const code = character.charCodeAt(0);
  letterCache[code] ||= letter.test(character) ? isLetter : isNoLetter;
  return letterCache[code] === isLetter ? character : clauseEnd;
}

const characters = (text: string): string[] =>
  [
    ...normalize(text)
      .replace(/(\p{L})\1{2,}/gu, '$1')
      .replace(/[\s\u200b]+/gu, ' '),
  ].map(toToken);

const characterTokenizer: Tokenizer = {
  negationWindow: 4,
  tokenize: (text) => ({ tokens: characters(text), isWordStart: always, isWordEnd: always }),
};

function wordBoundaries(tokens: readonly string[]): Set<number> {
  // Thai letters are one code unit each. A longer character is cut to one, so that the indexes stay equal.
  const words = thaiSegmenter.segment(tokens.map((token) => token.slice(0, 1)).join(''));
  return new Set([...Array.from(words, ({ index }) => index), tokens.length]);
}

const thaiTokenizer: Tokenizer = {
  negationWindow: 7,
  tokenize: (text) => {
    const tokens = characters(text);
    let edges: ReadonlySet<number> | undefined;
    // Segmenting costs more than all the rest, so it waits until a term may be there.
    const atEdge = (at: number) => {
      edges ??= wordBoundaries(tokens);
      return edges.has(at);
    };
    return { tokens, isWordStart: atEdge, isWordEnd: atEdge };
  },
};

const tokenizers: Readonly<Record<string, Tokenizer>> = {
  en: wordTokenizer(stemEnglish),
  zh: characterTokenizer,
  ja: characterTokenizer,
  th: thaiTokenizer,
};
const defaultTokenizer = wordTokenizer((word) => word);

/** Prepares a word list once. Matching a text is then linear in its length. */
export function createTermMatcher(language: string, lexicon: Lexicon): TermMatcher {
  const tokenizer = tokenizers[language] ?? defaultTokenizer;
  const weights: readonly TermWeight[] = ['harmless', 'certain', 'suspected'];
  const entries = weights.flatMap((weight) => lexicon[weight].map((written) => parseEntry(written, weight, tokenizer)));
  const terms = createTermTrie(entries);
  const negations = createTermTrie(lexicon.negations.map((written) => parseEntry(written, 'harmless', tokenizer)));
  return (text) => findTerms(tokenizer.tokenize(text), terms, negations, tokenizer.negationWindow);
}

function parseEntry(
  written: string,
  weight: TermWeight,
  tokenizer: Tokenizer,
): { term: Term; tokens: readonly string[] } {
  const ignoresNegation = written.endsWith('!');
  const text = ignoresNegation ? written.slice(0, -1) : written;
  return { term: { text, weight, ignoresNegation }, tokens: tokenizer.tokenize(text).tokens };
}

function findTerms(
  { tokens, isWordStart, isWordEnd }: TokenizedText,
  terms: TermTrie,
  negations: TermTrie,
  negationWindow: number,
): MatchedTerms {
  const certain = new Set<string>();
  const suspected = new Set<string>();
  let scannedUpTo = 0;
  for (let at = 0; at < tokens.length; ) {
    const found = terms.longestMatch(tokens, at, isWordEnd);
    if (!found || !isWordStart(at)) {
      at += 1;
      continue;
    }
    const { term } = found;
    const negated = () =>
      !term.ignoresNegation && isNegated(tokens, Math.max(scannedUpTo, at - negationWindow), at, negations);
    if (term.weight !== 'harmless' && !negated()) (term.weight === 'certain' ? certain : suspected).add(term.text);
    at = found.end;
    scannedUpTo = at;
  }
  return { certain: [...certain], suspected: [...suspected] };
}

function isNegated(tokens: readonly string[], from: number, to: number, negations: TermTrie): boolean {
  const clause = Math.max(from, tokens.lastIndexOf(clauseEnd, to - 1) + 1);
  for (let at = clause; at < to; at += 1) {
    if (negations.longestMatch(tokens, at, (end) => end <= to)) return true;
  }
  return false;
}
