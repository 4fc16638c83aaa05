import { rejectedAt } from '../false-discovery.ts';
import { type CellCounts, type CellNodes, windowDays } from './cell-counts.ts';
import { baselineOf, companyOf, type Expectation, expectationOf, knownWeeksOf, rawDispersion } from './expectation.ts';
import { cellsWithin, explainedBy } from './explain.ts';
import { RandomNumbers } from './random-numbers.ts';
import { type BestWindow, bestWindow, CellReplicator } from './replicate.ts';

/** A cell with more complaints than chance gives. */
export interface Suspicion extends BestWindow {
  readonly cell: CellNodes;
  readonly dispersion: number;
  /** Probability that a scan of data without any problem finds a score as high anywhere. */
  readonly p: number;
}

export interface ScanOptions {
  readonly seed: number;
  /** A scan without any problem finds something with at most this probability. */
  readonly alpha: number;
  /** Share of the suspicions that may be false. */
  readonly falseDiscoveryRate: number;
  /** Complaints that are already explained, by row of the window: the share of each that counts no more. */
  readonly explained?: Float64Array;
}

export interface ScanResult {
  /** false: less than `minimumWeeks` of the past is known. */
  readonly learnt: boolean;
  readonly suspicions: readonly Suspicion[];
  readonly cells: number;
  /** Replications that the answer needed. */
  readonly replications: number;
}

export const maximumReplications = 999;
export const minimumWeeks = 4;
/** A scan that was exceeded this often needs no more replications. Source: Besag and Clifford, Biometrika 78(2), 1991. */
const enoughExceeding = 20;
const maximumSuspicions = 50;
/** Share of the excess that a cell within another must hold to be named in its place. */
const sameExcess = 0.9;

interface Candidate {
  readonly cell: number;
  readonly best: BestWindow;
}

/**
 * Scan statistic over trees and time: which cells have more complaints in a window of up to 28 days that ends now than
 * the time before makes likely. p is the rank of a score among the highest scores of scans of drawn data; those are
 * drawn cell by cell, which is exact for cells that share no complaint and on the safe side for those that do.
 * A generator: it pauses often, so that a service can do other things in between.
 * Sources: Kulldorff et al., Biometrics 59(2), 2003 (trees); Besag and Clifford 1991; Benjamini and Hochberg 1995.
 */
export function* scanCells(counts: CellCounts, options: ScanOptions): Generator<void, ScanResult> {
  const { alpha, falseDiscoveryRate, seed } = options;
  const knownWeeks = knownWeeksOf(counts.total);
  const nothing = { suspicions: [], cells: counts.size, replications: 0 };
  if (knownWeeks < minimumWeeks) return { ...nothing, learnt: false };
  const expectations = yield* expectationsOf(counts, knownWeeks);

  const explained = Float64Array.from(options.explained ?? new Float64Array(counts.window.length));
  let candidates = candidatesOf(counts, expectations, explained);
  const first = strongest(candidates);
  if (!first) return { ...nothing, learnt: true };
  const maxima = yield* replicate(expectations, first.best.score, new RandomNumbers(seed));

  const found: Suspicion[] = [];
  const named = new Set<number>();
  while (found.length < maximumSuspicions) {
    const top = strongest(candidates);
    if (!top) break;
    const p = rankAmong(maxima, top.best.score);
    if (p > alpha) break;
    const { cell, best } = closestCell(top, candidates, counts);
    found.push({ ...best, p, cell: counts.nodesOf(cell), dispersion: (expectations[cell] as Expectation).dispersion });
    explainedBy(cell, best, counts, explained);
    named.add(cell).add(top.cell);
    candidates = candidatesOf(counts, expectations, explained).filter((one) => !named.has(one.cell));
    yield;
  }
  const real = rejectedAt(
    falseDiscoveryRate,
    found.map(({ p }) => p),
  );
  return {
    learnt: true,
    suspicions: found.filter((_, index) => real[index]),
    cells: counts.size,
    replications: maxima.length,
  };
}

function* expectationsOf(counts: CellCounts, knownWeeks: number): Generator<void, Expectation[]> {
  const baselines = (cell: number) => baselineOf(counts.of(cell), knownWeeks);
  const company = companyOf(baselineOf(counts.total, knownWeeks));
  let sum = 0;
  let n = 0;
  for (let cell = 0; cell < counts.size; cell++) {
    const dispersion = rawDispersion(baselines(cell), company);
    if (dispersion !== null) {
      sum += dispersion;
      n++;
    }
    if (cell % 500 === 0) yield;
  }
  const pooled = n === 0 ? 1 : sum / n;
  const expectations: Expectation[] = [];
  for (let cell = 0; cell < counts.size; cell++) {
    expectations.push(expectationOf(baselines(cell), company, pooled));
    if (cell % 500 === 0) yield;
  }
  return expectations;
}

/** The highest score of each drawn scan. Ends early when it is clear that `score` is nothing special. */
function* replicate(
  expectations: readonly Expectation[],
  score: number,
  random: RandomNumbers,
): Generator<void, number[]> {
  const replicators = expectations.map((expectation) => new CellReplicator(expectation));
  const daily = new Float64Array(windowDays);
  const maxima: number[] = [];
  let exceeding = 0;
  while (maxima.length < maximumReplications && exceeding < enoughExceeding) {
    let top = 0;
    for (let cell = 0; cell < replicators.length; cell++) {
      const drawn = (replicators[cell] as CellReplicator).score(random, daily);
      if (drawn > top) top = drawn;
      if (cell % 1000 === 0) yield;
    }
    maxima.push(top);
    if (top >= score) exceeding++;
  }
  return maxima;
}

/** Sequential p: at the early end exactly the share that exceeded, else the rank among all. */
export function rankAmong(maxima: readonly number[], score: number): number {
  const exceeding = maxima.filter((maximum) => maximum >= score).length;
  return exceeding >= enoughExceeding && maxima.length < maximumReplications
    ? exceeding / maxima.length
    : (exceeding + 1) / (maxima.length + 1);
}

function candidatesOf(counts: CellCounts, expectations: readonly Expectation[], explained: Float64Array): Candidate[] {
  const taken = new Map<number, Float64Array>();
  counts.window.forEach(({ age, n, cells }, row) => {
    const share = explained[row] as number;
    if (share === 0) return;
    for (const cell of cells) {
      const days = taken.get(cell) ?? new Float64Array(windowDays);
      days[age] = (days[age] as number) + n * share;
      taken.set(cell, days);
    }
  });
  const candidates: Candidate[] = [];
  for (let cell = 0; cell < counts.size; cell++) {
    const daily = counts.of(cell);
    const less = taken.get(cell);
    const left = less ? Array.from(less, (n, age) => Math.max(0, (daily[age] as number) - n)) : daily;
    const best = bestWindow(left, expectations[cell] as Expectation);
    if (best && !counts.isIdle(cell)) candidates.push({ cell, best });
  }
  return candidates;
}

const strongest = (candidates: readonly Candidate[]): Candidate | undefined =>
  candidates.reduce<Candidate | undefined>(
    (top, one) => (!top || one.best.score > top.best.score ? one : top),
    undefined,
  );

/** The smallest cell within the strongest that holds nearly all of its excess: the one that says most about the cause. */
function closestCell(top: Candidate, candidates: readonly Candidate[], counts: CellCounts): Candidate {
  const sizes = cellsWithin(top.cell, counts);
  const excess = (one: Candidate) => one.best.count - one.best.expected;
  return candidates
    .filter(
      (one) =>
        sizes.has(one.cell) && excess(one) >= sameExcess * excess(top) && one.best.score >= sameExcess * top.best.score,
    )
    .reduce((chosen, one) => (isCloser(one, chosen, sizes, counts) ? one : chosen), top);
}

/** Fewer complaints; of equal ones two dimensions rather than one, the first dimensions, the node further down its tree. */
function isCloser(a: Candidate, b: Candidate, sizes: ReadonlyMap<number, number>, counts: CellCounts): boolean {
  const order = (one: Candidate) => {
    const nodes = counts.nodesOf(one.cell);
    // A node is known before those below it, and so is its cell.
    return [sizes.get(one.cell) as number, -nodes.length, ...nodes.map(({ dimension }) => dimension), -one.cell];
  };
  const [first, second] = [order(a), order(b)];
  const at = first.findIndex((value, index) => value !== second[index]);
  return at >= 0 && (first[at] as number) < (second[at] as number);
}
