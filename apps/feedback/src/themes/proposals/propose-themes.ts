import { logLikelihoodRatio, rejectedAt } from '@harken/statistics';

/** A text that fits no theme, with its terms. */
export interface UnthemedText {
  readonly feedbackId: string;
  readonly text: string;
  readonly terms: ReadonlySet<string>;
}

/** A term that more texts have than before, beyond chance: a theme perhaps, which people name. */
export interface ThemeProposal {
  readonly language: string;
  readonly term: string;
  readonly n: number;
  readonly texts: number;
  readonly before: { readonly n: number; readonly texts: number };
  readonly ratio: number;
  readonly p: number;
  readonly quotes: readonly { readonly feedbackId: string; readonly text: string }[];
}

/** In fewer texts a term is no theme. */
const leastTexts = 5;
const falseDiscoveryRate = 0.05;
/** Of two terms in about the same texts, the longer one is shown. */
const sameTexts = 0.8;
const quotesPerProposal = 5;
const quoteLength = 300;
const maxProposals = 20;

/** The terms of one language that rose beyond chance (Benjamini-Hochberg over all that were looked at), strongest first. */
export function proposeThemes(
  language: string,
  now: readonly UnthemedText[],
  past: readonly UnthemedText[],
): ThemeProposal[] {
  const textsOf = textsByTerm(now);
  const before = countsByTerm(past);
  const tested = [...textsOf].flatMap(([term, texts]) => {
    const earlier = { successes: before.get(term) ?? 0, n: past.length };
    // By the sum of both: to leave out what is rare now would make chance look like a rise.
    if (texts.length + earlier.successes < leastTexts) return [];
    const { ratio, p } = logLikelihoodRatio({ successes: texts.length, n: now.length }, earlier);
    return [{ term, texts, ratio, p, before: earlier.successes }];
  });
  const rejected = rejectedAt(
    falseDiscoveryRate,
    tested.map(({ p }) => p),
  );
  const risen = tested
    .filter(({ texts }, at) => rejected[at] && texts.length >= leastTexts)
    .sort((a, b) => b.ratio - a.ratio || b.term.length - a.term.length || (a.term < b.term ? -1 : 1));
  return withoutRepeats(risen)
    .slice(0, maxProposals)
    .map(({ term, texts, ratio, p, before: n }) => ({
      ...{ language, term, n: texts.length, texts: now.length, before: { n, texts: past.length }, ratio, p },
      quotes: typical(texts, new Set(risen.map((one) => one.term))).map(({ feedbackId, text }) => ({
        feedbackId,
        text: text.slice(0, quoteLength),
      })),
    }));
}

interface RisenTerm {
  readonly term: string;
  readonly texts: readonly UnthemedText[];
}

function withoutRepeats<T extends RisenTerm>(risen: readonly T[]): T[] {
  const kept: T[] = [];
  const longestFirst = [...risen].sort((a, b) => b.term.length - a.term.length);
  const covered = (one: T, other: T): boolean =>
    other !== one && other.term.includes(one.term) && other.texts.length >= sameTexts * one.texts.length;
  for (const one of risen) {
    const inLonger = longestFirst.some((other) => other.term.length > one.term.length && covered(one, other));
    if (!inLonger && !kept.some((other) => sharesTexts(one, other))) kept.push(one);
  }
  return kept;
}

/** Whether the texts of a term are about those of one that is shown already. */
function sharesTexts(one: RisenTerm, shown: RisenTerm): boolean {
  const known = new Set(shown.texts);
  return one.texts.filter((text) => known.has(text)).length >= sameTexts * one.texts.length;
}

/** The texts that have most of what rose, the shorter ones first. */
const typical = (texts: readonly UnthemedText[], risen: ReadonlySet<string>): UnthemedText[] =>
  texts
    .map((text) => ({ text, share: [...text.terms].filter((term) => risen.has(term)).length }))
    .sort((a, b) => b.share - a.share || a.text.text.length - b.text.text.length)
    .slice(0, quotesPerProposal)
    .map(({ text }) => text);

function textsByTerm(texts: readonly UnthemedText[]): Map<string, UnthemedText[]> {
  const found = new Map<string, UnthemedText[]>();
  for (const text of texts) {
    for (const term of text.terms) {
      const known = found.get(term);
      if (known) known.push(text);
      else found.set(term, [text]);
    }
  }
  return found;
}

function countsByTerm(texts: readonly UnthemedText[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { terms } of texts) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
