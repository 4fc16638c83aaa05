import { foldText } from './fold-text.ts';

/** A feature of a text: the bucket that its weight stands in, and the part of the folded text that it comes from. */
export type VisitFeature = (bucket: number, group: FeatureGroup, start: number, end: number) => void;

export const bucketCount = 1 << 20;
/** Each group counts alike, however many features a text has in it. */
export const featureGroups = ['characters', 'words', 'negations'] as const;
export type FeatureGroup = 0 | 1 | 2;
const [ofCharacters, ofWords, ofNegations] = [0, 1, 2] as const;

interface Reading {
  /** The shortest and the longest n-gram of characters. */
  readonly characters: readonly [number, number];
  readonly wordGrams: number;
  readonly tokens: (folded: string) => Token[];
  readonly negation: RegExp;
  /** So many tokens after a negation belong to it: "cannot really log in". */
  readonly negated: number;
}

export interface Token {
  readonly word: string;
  readonly start: number;
}

const byPattern =
  (token: RegExp) =>
  (folded: string): Token[] =>
    Array.from(folded.matchAll(token), ({ 0: word, index }) => ({ word, start: index }));
const bySegmenter =
  (segmenter: Intl.Segmenter) =>
  (folded: string): Token[] =>
    Array.from(segmenter.segment(folded), ({ segment, index }) => ({ word: segment, start: index })).filter(
      ({ word }) => word !== ' ',
    );
const readings: Readonly<Record<string, Reading>> = {
  en: {
    characters: [3, 5],
    wordGrams: 3,
    tokens: byPattern(/[\p{L}\p{M}]+(?:'\p{L}+)?|0+|[^\s\p{L}\p{M}0]/gu),
    negation:
      /^(?:not|no|never|cannot|without|nobody|nothing|none|barely|hardly|.+n't|cant|dont|wont|didnt|doesnt|isnt|wasnt|havent|hasnt)$/,
    negated: 4,
  },
  zh: {
    characters: [1, 4],
    wordGrams: 0,
    tokens: byPattern(/[a-z]+|0+|\S/gu),
    negation: /^[不没无未别难非]$/,
    negated: 5,
  },
  th: {
    characters: [2, 6],
    wordGrams: 2,
    tokens: bySegmenter(new Intl.Segmenter('th', { granularity: 'word' })),
    negation: /^(?:ไม่|ยัง|ไม่ได้|ไม่มี|ไม่เคย|ห้าม|อย่า)$/,
    negated: 4,
  },
};

export const modelLanguages = Object.keys(readings);

/** The words of a folded text; in Chinese its characters. */
export const tokensOf = (folded: string, language: string): Token[] => readings[language]?.tokens(folded) ?? [];

const { imul, max, min } = Math;

/** FNV-1a with a final mix (Murmur3), so that similar n-grams fall into buckets far apart. */
const step = (hash: number, code: number): number => imul(hash ^ code, 0x0100_0193);
function bucketOf(hash: number): number {
  let mixed = imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) & (bucketCount - 1);
}
const seeds = [0x811c_9dc5, 0x2f0b_4c47, 0x6a09_e667] as const;

/** In which text a bucket was seen last: a feature counts once in a text. */
const seenIn = featureGroups.map(() => new Uint32Array(bucketCount));
let textNumber = 0;

/** Gives each feature of a text once, in one fixed order, and returns the folded text. */
export function visitFeatures(text: string, language: string, visit: VisitFeature): string {
  const reading = readings[language];
  if (!reading) throw new TypeError(`There are no features for the language ${language}.`);
  const folded = foldText(text, language);
  textNumber = textNumber === 0xffff_ffff ? 1 : textNumber + 1;
  const visitOnce = (hash: number, group: FeatureGroup, start: number, end: number) => {
    const bucket = bucketOf(hash);
    const seen = seenIn[group] as Uint32Array;
    if (seen[bucket] === textNumber) return;
    seen[bucket] = textNumber;
    visit(bucket, group, start, end);
  };
  visitCharacters(folded, reading, visitOnce);
  visitTokens(folded, reading, visitOnce);
  return folded;
}

/** The text stands between two spaces, so that n-grams know where it and its words begin and end. */
function visitCharacters(folded: string, { characters: [shortest, longest] }: Reading, visit: VisitFeature): void {
  const last = folded.length + 1;
  const codeAt = (at: number) => (at === 0 || at === last ? 32 : folded.charCodeAt(at - 1));
  for (let start = 0; start <= last; start += 1) {
    let hash: number = seeds[ofCharacters];
    const end = min(start + longest, last + 1);
    for (let at = start; at < end; at += 1) {
      hash = step(hash, codeAt(at));
      const length = at - start + 1;
      if (length >= shortest) visit(hash ^ length, ofCharacters, max(start - 1, 0), min(at, folded.length));
    }
  }
}

function visitTokens(folded: string, { tokens, wordGrams, negation, negated }: Reading, visit: VisitFeature): void {
  const found = tokens(folded).map(({ word, start }) => ({
    start,
    end: start + word.length,
    hash: hashOf(word),
    negates: negation.test(word),
  }));
  found.forEach(({ start, negates }, at) => {
    let hash: number = seeds[ofWords];
    for (const { hash: word, end } of found.slice(at, at + wordGrams)) {
      hash = step(hash, word);
      visit(hash, ofWords, start, end);
    }
    if (!negates) return;
    for (const { hash: word, end } of found.slice(at + 1, at + 1 + negated)) {
      visit(step(seeds[ofNegations], word), ofNegations, start, end);
    }
  });
}

function hashOf(word: string): number {
  let hash: number = seeds[ofWords];
  for (let at = 0; at < word.length; at += 1) hash = step(hash, word.charCodeAt(at));
  return hash;
}
