import { bootstrapWeights, relativeWeights } from '@harken/statistics';

/** What one feedback says: the outcome, and the experience of each factor by its place in the list; null if not given. */
export interface Observation {
  readonly outcome: number;
  readonly experiences: readonly (number | null)[];
}

export interface Driver {
  readonly factor: string;
  /** Its part of `r2`. */
  readonly weight: number;
  readonly low: number | null;
  readonly high: number | null;
  /** `weight` as a share of `r2`. */
  readonly share: number;
  /** More than a random number would carry; null without an interval. */
  readonly beyondNoise: boolean | null;
}

/** Why a factor is no candidate. */
export const reasonsLeftOut = ['answered-by-few', 'does-not-vary'] as const;

export interface LeftOut {
  readonly factor: string;
  readonly reason: (typeof reasonsLeftOut)[number];
  readonly n: number;
}

export interface Drivers {
  /** Feedback that answered the outcome and every candidate. */
  readonly n: number;
  readonly needed: number;
  readonly r2: number | null;
  readonly enough: boolean;
  readonly reason: string | null;
  readonly items: readonly Driver[];
  readonly leftOut: readonly LeftOut[];
}

/** A factor that so few of the answers have would cost more answers than it explains. */
const leastShare = 0.5;
const perDriver = 10;
const least = 30;
const samples = 300;
const seed = 20_260_302;

/**
 * Johnson's relative weights of the factors on an outcome, with bootstrap intervals. Listwise: an observation counts if
 * it has every candidate. `chosen` factors are candidates however few answered them.
 */
export function driversOf(factors: readonly string[], observations: readonly Observation[], chosen = false): Drivers {
  const leftOut: LeftOut[] = [];
  const answered = factors.flatMap((factor, at) => {
    const n = observations.filter(({ experiences }) => experiences[at] !== null).length;
    if (n > 0 && (chosen || n >= leastShare * observations.length)) return [at];
    leftOut.push({ factor, reason: 'answered-by-few', n });
    return [];
  });
  const complete = observations.filter(({ experiences }) => answered.every((at) => experiences[at] !== null));
  const candidates = answered.filter((at) => {
    const varies = complete.some(({ experiences }) => experiences[at] !== complete[0]?.experiences[at]);
    if (!varies && complete.length > 0) {
      leftOut.push({ factor: factors[at] as string, reason: 'does-not-vary', n: complete.length });
    }
    return varies;
  });
  const n = complete.length;
  const needed = Math.max(least, perDriver * candidates.length);
  const none = (reason: string): Drivers => ({ n, needed, r2: null, enough: false, reason, items: [], leftOut });
  if (observations.length === 0) return none('Nobody answered this question in this range with these filters.');
  if (answered.length === 0) return none('Nobody who answered this question also answered about a factor.');
  if (n < needed)
    return none(`${n} answered all of it, ${needed} are needed: ${perDriver} per factor, at least ${least}.`);
  if (complete.every(({ outcome }) => outcome === complete[0]?.outcome)) return none('All gave the same answer.');
  if (candidates.length === 0) return none('Nobody saw any difference in any factor.');
  const rows = complete.map(({ outcome, experiences }) => [
    outcome,
    ...candidates.map((at) => experiences[at] as number),
  ]);
  const found = relativeWeights(rows);
  if (!found) return none('Some factors were answered alike by everybody, so that they cannot be told apart.');
  const intervals = bootstrapWeights(rows, { seed, samples });
  const items = candidates.map((at, place): Driver => {
    const weight = found.weights[place] as number;
    const { low = null, high = null, beyondNoise = null } = intervals?.[place] ?? {};
    return {
      factor: factors[at] as string,
      weight,
      low,
      high,
      share: found.r2 > 0 ? weight / found.r2 : 0,
      beyondNoise,
    };
  });
  return {
    n,
    needed,
    r2: found.r2,
    enough: true,
    reason: null,
    items: items.toSorted((a, b) => b.weight - a.weight || (a.factor < b.factor ? -1 : 1)),
    leftOut,
  };
}
