import { type MeanDifference, type Moments, meanDifference, rejectedAt, splitChange } from '@harken/statistics';

/** The answers of one part in both periods. */
export interface Part {
  readonly value: string | null;
  readonly before: Moments;
  readonly after: Moments;
}

/** All parts of the answers by one dimension: each answer is in one of them. */
export interface Partition {
  readonly dimension: string;
  readonly parts: readonly Part[];
}

export interface PeriodFigure {
  readonly n: number;
  readonly value: number | null;
}

export interface ChangeItem {
  readonly dimension: string;
  readonly value: string | null;
  /** What its share of the answers brought, and what its own score brought. */
  readonly mix: number;
  readonly rate: number;
  readonly before: PeriodFigure;
  readonly after: PeriodFigure;
  /** Of its own score; null where there is too little to tell. */
  readonly p: number | null;
  readonly beyondChance: boolean;
}

export interface Change {
  readonly before: number | null;
  readonly after: number | null;
  readonly change: number | null;
  readonly n: { readonly before: number; readonly after: number };
  readonly interval: MeanDifference['interval'] | null;
  readonly p: number | null;
  readonly reason: string | null;
  readonly items: readonly ChangeItem[];
}

/** At most this share of the parts that are told to have moved may have moved by chance. */
const falseDiscoveryRate = 0.05;

const none: Moments = { n: 0, sum: 0, sumOfSquares: 0 };
export const add = (one: Moments, other: Moments): Moments => ({
  n: one.n + other.n,
  sum: one.sum + other.sum,
  sumOfSquares: one.sumOfSquares + other.sumOfSquares,
});

/**
 * Why a mean moved: by each dimension exactly its change, as what the parts' shares (`mix`) and their own means (`rate`)
 * brought. A dimension with one part alone explains nothing and is left out, unless it was asked for.
 */
export function changeOf(partitions: readonly Partition[], asked: readonly string[] | undefined): Change {
  const all = partitions[0]?.parts ?? [];
  const [first, second] = [
    all.reduce((sum, { before }) => add(sum, before), none),
    all.reduce((sum, { after }) => add(sum, after), none),
  ];
  const n = { before: first.n, after: second.n };
  const [before, after] = [first, second].map((one) => (one.n === 0 ? null : rounded(units(one.sum / one.n))));
  if (before == null || after == null) {
    const empty = before == null ? (after == null ? 'either period' : 'the period before') : 'this period';
    const reason = `There is no answer in ${empty} with these filters.`;
    return {
      before: before ?? null,
      after: after ?? null,
      change: null,
      n,
      interval: null,
      p: null,
      reason,
      items: [],
    };
  }
  const change = units(after) - units(before);
  const told = meanDifference(first, second);
  const items = partitions
    .filter(({ dimension, parts }) => asked?.includes(dimension) || parts.length > 1)
    .flatMap((partition) => itemsOf(partition, change));
  const tested = items.filter(({ p }) => p !== null);
  const moved = new Set(
    rejectedAt(
      falseDiscoveryRate,
      tested.map(({ p }) => p as number),
    ).flatMap((rejected, index) => (rejected ? [tested[index]] : [])),
  );
  return {
    before,
    after,
    change: rounded(change),
    n,
    interval: told?.interval ?? null,
    p: told?.p ?? null,
    reason: null,
    items: items.map((item) => ({ ...item, beyondChance: moved.has(item) })),
  };
}

function itemsOf({ dimension, parts }: Partition, change: number): Omit<ChangeItem, 'beyondChance'>[] {
  const split = splitChange(parts);
  if (!split) return [];
  const exact = addingUpTo(
    change,
    split.parts.flatMap(({ mix, rate }) => [mix, rate]),
  );
  return parts
    .map((part, index) => ({
      dimension,
      value: part.value,
      mix: rounded(exact[2 * index] as number),
      rate: rounded(exact[2 * index + 1] as number),
      before: figureOf(part.before),
      after: figureOf(part.after),
      p: meanDifference(part.before, part.after)?.p ?? null,
    }))
    .toSorted((a, b) => Math.abs(b.mix + b.rate) - Math.abs(a.mix + a.rate));
}

const figureOf = ({ n, sum }: Moments): PeriodFigure => ({ n, value: n === 0 ? null : sum / n });

// Figures are whole numbers of billionths, so that they add up to the last digit.
const billion = 1e9;
const units = (value: number): number => Math.round(value * billion);
const rounded = (whole: number): number => whole / billion + 0;

/** The values in whole units that add up to `total`; what rounding left over goes to the largest. */
function addingUpTo(total: number, values: readonly number[]): number[] {
  const whole = values.map(units);
  const left = total - whole.reduce((sum, value) => sum + value, 0);
  const largest = whole.reduce((at, value, index) => (Math.abs(value) > Math.abs(whole[at] as number) ? index : at), 0);
  return whole.map((value, index) => (index === largest ? value + left : value));
}
