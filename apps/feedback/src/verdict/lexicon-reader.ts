import { englishBase } from './english-base.ts';
import type { Lexicon } from './lexicon.ts';
import { type Force, type Term, type TermTree, termTree } from './term-tree.ts';

/** The terms of one language found in a text, each once, in order. */
export interface FoundTerms {
  readonly certain: readonly string[];
  readonly suspected: readonly string[];
}

export type LexiconReader = (text: string) => FoundTerms;

interface Units {
  readonly units: readonly string[];
  readonly mayStart: (at: number) => boolean;
  readonly mayEnd: (at: number) => boolean;
}

interface Manner {
  readonly split: (text: string) => Units;
  /** How many units before a term may hold its negation. */
  readonly reach: number;
}

const clauseEnd = '|';
const anywhere = () => true;
const thaiWords = new Intl.Segmenter('th', { granularity: 'word' });

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[‘’ʼ]/g, "'");

const words = (base: (word: string) => string): Manner => ({
  reach: 3,
  split: (text) => {
    const tokens = plain(text).match(/[\p{L}\p{M}\p{N}]+(?:'[\p{L}]+)?|[^\p{L}\p{M}\p{N}\s'"-]/gu) ?? [];
    const units = tokens.flatMap((token) => (/^[\p{L}\p{N}]/u.test(token) ? wordUnits(token, base) : clauseEnd));
    return { units, mayStart: anywhere, mayEnd: anywhere };
  },
});

// "didn't" -> "did", "n't": the negation is a word of its own.
const wordUnits = (token: string, base: (word: string) => string): string[] =>
  token.length > 3 && token.endsWith("n't") ? [token.slice(0, -3), "n't"] : [base(token)];

const letter = /[\p{L}\p{M}\p{N}]/u;
/** By code, what was asked before; characters beyond the basic plane are too many to keep and too few to matter. */
const letters = new Uint8Array(0x1_0000);
const [isLetter, isNoLetter] = [1, 2];

function unitOf(character: string): string {
  if (character === ' ') return character;
  if (character.length > 1) return letter.test(character) ? character : clauseEnd;
  const code = character.charCodeAt(0);
  letters[code] ||= letter.test(character) ? isLetter : isNoLetter;
  return letters[code] === isLetter ? character : clauseEnd;
}

const characters = (text: string): string[] =>
  [
    ...plain(text)
      .replace(/(\p{L})\1{2,}/gu, '$1')
      .replace(/[\s\u200b]+/gu, ' '),
  ].map(unitOf);

const chinese: Manner = {
  reach: 4,
  split: (text) => ({ units: characters(text), mayStart: anywhere, mayEnd: anywhere }),
};

function wordEdges(units: readonly string[]): Set<number> {
  // Thai letters lie in the basic plane; the few that do not are a clause end, so indices agree.
  const words = thaiWords.segment(units.map((unit) => unit.slice(0, 1)).join(''));
  return new Set([...Array.from(words, ({ index }) => index), units.length]);
}

const thai: Manner = {
  reach: 7,
  split: (text) => {
    const units = characters(text);
    let edges: ReadonlySet<number> | undefined;
    // Finding the words costs more than all the rest: it waits until a term may be there.
    const atEdge = (at: number) => {
      edges ??= wordEdges(units);
      return edges.has(at);
    };
    return { units, mayStart: atEdge, mayEnd: atEdge };
  },
};

const manners: Readonly<Record<string, Manner>> = {
  en: words(englishBase),
  zh: chinese,
  ja: chinese,
  th: thai,
};
const spaced = words((word) => word);

/** Prepares a word list once; reading a text is then linear in its length. */
export function lexiconReader(language: string, lexicon: Lexicon): LexiconReader {
  const manner = manners[language] ?? spaced;
  const forces: readonly Force[] = ['harmless', 'certain', 'suspected'];
  const entries = forces.flatMap((force) => lexicon[force].map((written) => entry(written, force, manner)));
  const tree = termTree(entries);
  const negations = termTree(lexicon.negations.map((written) => entry(written, 'harmless', manner)));
  return (text) => read(manner.split(text), tree, negations, manner.reach);
}

function entry(written: string, force: Force, manner: Manner): { term: Term; units: readonly string[] } {
  const evenNegated = written.endsWith('!');
  const text = evenNegated ? written.slice(0, -1) : written;
  return { term: { text, force, evenNegated }, units: manner.split(text).units };
}

function read({ units, mayStart, mayEnd }: Units, tree: TermTree, negations: TermTree, reach: number): FoundTerms {
  const certain = new Set<string>();
  const suspected = new Set<string>();
  let readUpTo = 0;
  for (let at = 0; at < units.length; ) {
    const found = tree.longestAt(units, at, mayEnd);
    if (!found || !mayStart(at)) {
      at += 1;
      continue;
    }
    const { term } = found;
    const negated = () => !term.evenNegated && isNegated(units, Math.max(readUpTo, at - reach), at, negations);
    if (term.force !== 'harmless' && !negated()) (term.force === 'certain' ? certain : suspected).add(term.text);
    at = found.end;
    readUpTo = at;
  }
  return { certain: [...certain], suspected: [...suspected] };
}

function isNegated(units: readonly string[], from: number, to: number, negations: TermTree): boolean {
  const clause = Math.max(from, units.lastIndexOf(clauseEnd, to - 1) + 1);
  for (let at = clause; at < to; at += 1) {
    if (negations.longestAt(units, at, (end) => end <= to)) return true;
  }
  return false;
}
