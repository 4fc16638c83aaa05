import { evenWeek, flatWeek, type ScoreBaseline, type ShareBaseline } from './baseline.ts';
import { sum } from './learn-rate.ts';
import type { PastSlot } from './slot.ts';
import { type SlotUnit, slotsPerDay } from './slot-calendar.ts';

const dayMs = 86_400_000;
const halfLifeDays = 120;
// A weekday is drawn towards the others as if it had so many slots more without a difference.
const priorSlots = 4;

interface Weighed extends PastSlot {
  readonly weight: number;
}

function inUse(past: readonly PastSlot[], to: number): { used: Weighed[]; filled: number; effective: number } {
  const open = past.filter(({ inControl }) => inControl);
  const used = open
    .filter(({ n }) => n > 0)
    .map((slot) => ({ ...slot, weight: 0.5 ** ((to - slot.at) / dayMs / halfLifeDays) }));
  const weights = used.map(({ weight }) => weight);
  const effective = sum(weights) ** 2 / sum(weights.map((weight) => weight ** 2));
  return { used, filled: open.length === 0 ? 0 : used.length / open.length, effective };
}

/** The baseline of means at `to`, from in-control slots before it; null when the spread of an answer is unknown. */
export function learnScore(past: readonly PastSlot[], to: number, unit: SlotUnit): ScoreBaseline | null {
  const { used, filled, effective } = inUse(past, to);
  const answers = sum(used.map(({ n, weight }) => n * weight));
  const freedom = sum(used.map(({ n, weight }) => (n - 1) * weight));
  if (used.length < 2 || freedom <= 0) return null;
  const squares = sum(used.map(({ n, sum: s, sumOfSquares, weight }) => weight * (sumOfSquares - (s * s) / n)));
  const within = Math.max(squares / freedom, 1e-6);
  let weekdays: readonly number[] = flatWeek;
  let mean = sum(used.map(({ sum: s, weight }) => s * weight)) / answers;
  let dispersion = 0;
  for (let round = 0; round < 4; round++) {
    const precision = ({ n, weight }: Weighed) => weight / (within / n + dispersion);
    const total = sum(used.map(precision));
    mean = sum(used.map((slot) => precision(slot) * (slot.sum / slot.n - (weekdays[slot.weekday] as number)))) / total;
    weekdays = centred(
      evenWeek.map((_, weekday) => {
        const ofDay = used.filter((slot) => slot.weekday === weekday);
        const prior = (priorSlots * total) / used.length;
        const shift = sum(
          ofDay.map((slot) => precision(slot) * clip(slot.sum / slot.n - mean, slot, within, dispersion)),
        );
        return shift / (sum(ofDay.map(precision)) + prior);
      }),
    );
    dispersion = betweenVariance(used, mean, weekdays, within);
  }
  // Answers that hang together from slot to slot and an uncertain mean are both counted as spread.
  const z = used.map((slot) => {
    const expected = mean + (weekdays[slot.weekday] as number);
    return Math.max(-3, Math.min(3, (slot.sum / slot.n - expected) / Math.sqrt(within / slot.n + dispersion)));
  });
  const inflation = spreadOf(z);
  const typical = within / (answers / sum(used.map(({ weight }) => weight))) + dispersion;
  const care = (inflation - 1 + 4 / effective) * typical;
  return {
    subject: 'score',
    mean,
    weekdays,
    within,
    dispersion: dispersion + care,
    filled: filled * slotsPerDay(unit),
  };
}

const centred = (values: readonly number[]): number[] => {
  const mean = sum(values) / values.length;
  return values.map((value) => value - mean);
};

const clip = (difference: number, { n }: PastSlot, within: number, dispersion: number): number => {
  const most = 3 * Math.sqrt(within / n + dispersion);
  return Math.max(-most, Math.min(most, difference));
};

/** (1 + r) / (1 - r) of neighbours' correlation r, where it is proven. */
function spreadOf(z: readonly number[]): number {
  const squares = sum(z.map((value) => value * value));
  const r = sum(z.slice(1).map((value, index) => value * (z[index] as number))) / Math.max(squares, 1e-12);
  const proven = r > 2 / Math.sqrt(z.length) ? Math.min(0.6, r) : 0;
  return (1 + proven) / (1 - proven);
}

function betweenVariance(slots: readonly Weighed[], mean: number, weekdays: readonly number[], within: number): number {
  const freedom = Math.max(0.2, 1 - 7 / slots.length);
  const excess = (between: number) =>
    sum(
      slots.map(({ n, sum: s, weekday, weight }) => {
        const off = s / n - mean - (weekdays[weekday] as number);
        return weight * Math.min(12.25, off ** 2 / (within / n + between));
      }),
    ) /
      sum(slots.map(({ weight }) => weight)) -
    freedom;
  return rootOf(excess, within);
}

/** Where a descending function becomes 0; 0 when it never is above. */
function rootOf(excess: (value: number) => number, scale: number, most = Number.POSITIVE_INFINITY): number {
  if (excess(0) <= 0) return 0;
  let [low, high] = [0, Math.min(scale, most)];
  while (excess(high) > 0 && high < most && high < scale * 1e6) high = Math.min(most, high * 2);
  for (let step = 0; step < 30; step++) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  return high;
}

/** The baseline of shares at `to`, from in-control slots before it; null without answers. */
export function learnShare(past: readonly PastSlot[], to: number, unit: SlotUnit): ShareBaseline | null {
  const { used, filled } = inUse(past, to);
  if (used.length < 2) return null;
  let weekdays: readonly number[] = evenWeek;
  let dispersion = 0;
  let share = 0.5;
  for (let round = 0; round < 4; round++) {
    // Answers of a slot hang together: it weighs less than its number of answers.
    const weightOf = ({ n, weight }: Weighed) => weight / (1 + (n - 1) * dispersion);
    const raw =
      (sum(used.map((slot) => weightOf(slot) * slot.sum)) + 0.5) /
      (sum(used.map((slot) => weightOf(slot) * slot.n)) + 1);
    share = Math.min(0.999, Math.max(0.001, raw));
    const usual = share;
    weekdays = evenWeek.map((_, weekday) => {
      const ofDay = used.filter((slot) => slot.weekday === weekday);
      const bad = sum(ofDay.map((slot) => weightOf(slot) * slot.sum)) + priorSlots * 4 * usual;
      const good = sum(ofDay.map((slot) => weightOf(slot) * (slot.n - slot.sum))) + priorSlots * 4 * (1 - usual);
      return bad / good / (usual / (1 - usual));
    });
    const freedom = Math.max(0.2, 1 - 7 / used.length);
    const expected = weekdays.map((odds) => (usual * odds) / (1 - usual + usual * odds));
    const excess = (correlation: number) =>
      sum(
        used.map(({ n, sum: bad, weekday, weight }) => {
          const p = expected[weekday] as number;
          return weight * Math.min(12.25, (bad - n * p) ** 2 / (n * p * (1 - p) * (1 + (n - 1) * correlation)));
        }),
      ) /
        sum(used.map(({ weight }) => weight)) -
      freedom;
    dispersion = rootOf(excess, 0.01, 0.95);
  }
  const answers = sum(used.map((slot) => (slot.weight * slot.n) / (1 + (slot.n - 1) * dispersion)));
  const error = Math.sqrt((share * (1 - share)) / answers);
  const sizes = used.map(({ n }) => n).sort((a, b) => a - b);
  const typical = [0.1, 0.3, 0.5, 0.7, 0.9].map((part) => sizes[Math.floor(part * sizes.length)] as number);
  const careful = Math.min(0.999, share + error);
  return { subject: 'share', share: careful, weekdays, dispersion, sizes: typical, filled: filled * slotsPerDay(unit) };
}
