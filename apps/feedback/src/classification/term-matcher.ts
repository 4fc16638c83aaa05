import type { Lexicon } from './lexicon.ts';
import { stemEnglish } from './stem-english.ts';
import { createTermTrie, type Term, type TermTrie, type TermWeight } from './term-trie.ts';

/** The terms of one language that a text contains, each once, in the order of the text. */
export interface MatchedTerms {
  /** Also the critical terms whose clause shows what is meant. */
  readonly certain: readonly string[];
  /** The critical terms that stand alone. */
  readonly critical: readonly string[];
  readonly suspected: readonly string[];
}

export type TermMatcher = (text: string) => MatchedTerms;

export interface TokenizedText {
  readonly tokens: readonly string[];
  readonly isWordStart: (at: number) => boolean;
  readonly isWordEnd: (at: number) => boolean;
}

export interface Tokenizer {
  readonly tokenize: (text: string) => TokenizedText;
  /** How many tokens before a term are searched for a negation. */
  readonly negationWindow: number;
  /** How many tokens before and after a critical term are searched for its context, and before it for thanks. */
  readonly contextWindow: number;
}

const clauseEnd = '|';
const always = () => true;
const thaiSegmenter = new Intl.Segmenter('th', { granularity: 'word' });

const normalize = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[‘’ʼ]/g, "'");

const wordTokenizer = (stem: (word: string) => string): Tokenizer => ({
  negationWindow: 3,
  contextWindow: 8,
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
  contextWindow: 12,
  tokenize: (text) => ({ tokens: characters(text), isWordStart: always, isWordEnd: always }),
};

function wordBoundaries(tokens: readonly string[]): Set<number> {
  // Thai letters are one code unit each. A longer character is cut to one, so that the indexes stay equal.
  const words = thaiSegmenter.segment(tokens.map((token) => token.slice(0, 1)).join(''));
  return new Set([...Array.from(words, ({ index }) => index), tokens.length]);
}

const thaiTokenizer: Tokenizer = {
  negationWindow: 7,
  contextWindow: 30,
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

/** How terms of a language are found in a text: English in its regular forms, Chinese by characters, Thai at word edges. */
export const tokenizerOf = (language: string): Tokenizer => tokenizers[language] ?? defaultTokenizer;

/** The term lists of one language, ready to search. */
interface TermTries {
  readonly terms: TermTrie;
  readonly negations: TermTrie;
  readonly context: TermTrie;
  readonly thanks: TermTrie;
}

/** Prepares a word list once. Matching a text is then linear in its length. */
export function createTermMatcher(language: string, lexicon: Lexicon): TermMatcher {
  const tokenizer = tokenizerOf(language);
  const weights: readonly TermWeight[] = ['harmless', 'certain', 'critical', 'suspected'];
  const trieOf = (written: readonly string[], weight: TermWeight) =>
    written.map((term) => parseEntry(term, weight, tokenizer));
  const tries: TermTries = {
    terms: createTermTrie(weights.flatMap((weight) => trieOf(lexicon[weight] ?? [], weight))),
    negations: createTermTrie(trieOf(lexicon.negations, 'harmless')),
    context: createTermTrie(trieOf(lexicon.context ?? [], 'harmless')),
    thanks: createTermTrie(trieOf(lexicon.thanks ?? [], 'harmless')),
  };
  return (text) => findTerms(tokenizer.tokenize(text), tries, tokenizer);
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
  { terms, negations, context, thanks }: TermTries,
  { negationWindow, contextWindow }: Tokenizer,
): MatchedTerms {
  const found = { certain: new Set<string>(), critical: new Set<string>(), suspected: new Set<string>() };
  // The ends of the last term, of the last that counts, and of the last that is harmless.
  let scannedUpTo = 0;
  let countedUpTo = 0;
  let harmlessUpTo = 0;
  for (let at = 0; at < tokens.length; ) {
    const match = terms.longestMatch(tokens, at, isWordEnd);
    if (!match || !isWordStart(at)) {
      at += 1;
      continue;
    }
    const { term, end } = match;
    const weight = weigh(term, at, end);
    if (weight !== 'harmless') found[weight].add(term.text);
    at = end;
    scannedUpTo = end;
    if (term.weight === 'harmless') harmlessUpTo = end;
    else countedUpTo = end;
  }
  return { certain: [...found.certain], critical: [...found.critical], suspected: [...found.suspected] };

  function weigh({ weight, ignoresNegation }: Term, at: number, end: number): TermWeight {
    if (weight === 'harmless') return weight;
    if (!ignoresNegation && before(negations, Math.max(scannedUpTo, at - negationWindow), at)) return 'harmless';
    if (weight !== 'critical') return weight;
    if (before(thanks, Math.max(countedUpTo, at - contextWindow), at)) return 'harmless';
    const meant = before(context, Math.max(harmlessUpTo, at - contextWindow), at) || after(context, end);
    return meant ? 'certain' : weight;
  }

  /** Whether a term of the trie stands from `from` to `to`, in the clause that ends at `to`. */
  function before(trie: TermTrie, from: number, to: number): boolean {
    let start = to;
    while (start > from && tokens[start - 1] !== clauseEnd) start -= 1;
    return hasTerm(trie, tokens, start, to);
  }

  /** Whether a term of the trie stands within the window after `from`, in the same clause. */
  function after(trie: TermTrie, from: number): boolean {
    const window = tokens.slice(from, from + contextWindow);
    const clause = window.indexOf(clauseEnd);
    return hasTerm(trie, tokens, from, from + (clause < 0 ? window.length : clause));
  }
}

function hasTerm(trie: TermTrie, tokens: readonly string[], from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    if (trie.longestMatch(tokens, at, (end) => end <= to)) return true;
  }
  return false;
}
