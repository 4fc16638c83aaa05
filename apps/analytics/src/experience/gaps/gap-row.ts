import { correlationInterval, type Interval, type Moments, mean, tInterval } from '@harken/statistics';
import { scaleOf } from '../../scores/metric.ts';
import { type Measure, measures, type Outcome } from '../factors/factor-answers.ts';
import type { FactorSums } from '../factors/factor-sums.ts';

/** The scale of all means. */
export const gapScale = { min: 0, max: 10 } as const;

/** The sums of the answers of one group, voice, scale and overall question. */
export interface GapSums extends FactorSums {
  readonly first: string;
  readonly second: string;
  readonly voice: string;
  readonly scale: string;
  readonly outcome: Outcome;
}

export interface MeanFigure {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

/** How strongly the experience goes with the answer to the overall question. */
export interface DerivedImportance {
  readonly correlation: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  readonly outcome: 'nps' | 'csat';
}

/** What one group of answers says, before it is compared with the other groups. */
export interface GapFigures {
  readonly n: number;
  readonly experience: MeanFigure | null;
  readonly expectation: MeanFigure | null;
  readonly importance: MeanFigure | null;
  readonly ideal: MeanFigure | null;
  readonly derivedImportance: DerivedImportance | null;
  readonly satisfaction: number | null;
  readonly priority: number | null;
  readonly gap: number | null;
  readonly voices: Readonly<Record<'customer' | 'staff' | 'management', MeanFigure | null>>;
  /** Management's experience less that of the customers. */
  readonly perceptionGap: number | null;
  /** Of which no answer says anything. */
  readonly missing: readonly Measure[];
  readonly scale: typeof gapScale;
  /** As the customers answered. */
  readonly answeredOn: readonly string[];
}

export interface PreviousExperience extends MeanFigure {
  /** From how large a share of the customers: 1 is all of them. */
  readonly sampled: number;
}

export interface GapGroup extends GapFigures {
  readonly group: Readonly<Record<string, string | null>>;
  /** The key of the row, which is also the sort order. */
  readonly key: readonly [string, string];
  readonly previousExperience: PreviousExperience | null;
}

/** The figures of one group from its sums by voice, scale and overall question. */
export function gapFiguresOf(sums: readonly GapSums[]): GapFigures {
  const ofVoice = (voice: string) => sums.filter((one) => one.voice === voice);
  const customers = ofVoice('customer');
  const means = Object.fromEntries(
    measures.map((measure) => [measure, meanFigure(momentsOf(customers, measure))]),
  ) as Record<Measure, MeanFigure | null>;
  const { experience, expectation, importance, ideal } = means;
  const satisfaction = difference(experience, expectation);
  const voices = {
    customer: experience,
    staff: meanFigure(momentsOf(ofVoice('staff'), 'experience')),
    management: meanFigure(momentsOf(ofVoice('management'), 'experience')),
  };
  return {
    n: customers.reduce((n, one) => n + Number(one.n), 0),
    ...means,
    derivedImportance: derivedImportanceOf(customers),
    satisfaction,
    priority: importance && satisfaction !== null ? importance.mean * satisfaction : null,
    gap: difference(experience, ideal),
    voices,
    perceptionGap: difference(voices.management, voices.customer),
    missing: measures.filter((measure) => means[measure] === null),
    scale: gapScale,
    answeredOn: [...new Set(customers.map(({ scale }) => scale))].sort(),
  };
}

/** The mean on the scale of gaps, within which its interval lies; null without values. */
export function meanFigure(moments: Moments): MeanFigure | null {
  const centre = mean(moments);
  if (centre === null) return null;
  const interval = tInterval(moments);
  return { mean: centre, ...boundsOf(interval), n: moments.n };
}

const boundsOf = (interval: Interval | null): { low: number | null; high: number | null } => ({
  low: interval && Math.max(interval.low, gapScale.min),
  high: interval && Math.min(interval.high, gapScale.max),
});

const difference = (one: MeanFigure | null, other: MeanFigure | null): number | null =>
  one && other ? one.mean - other.mean : null;

/** `a x + b` brings a value of the scale to 0 to 10. */
export function toGapScale(scale: string): { readonly a: number; readonly b: number } {
  const { min, max } = scaleOf(scale);
  const a = gapScale.max / (max - min);
  return { a, b: min === 0 ? 0 : -min * a };
}

function momentsOf(sums: readonly GapSums[], measure: Measure): Moments {
  return sums
    .map((one) => {
      const { a, b } = toGapScale(one.scale);
      const [n, sum, squares] = [one[`n_${measure}`], one[`sum_${measure}`], one[`squares_${measure}`]].map(Number);
      return rescaled({ n: n as number, sum: sum as number, sumOfSquares: squares as number }, a, b);
    })
    .reduce(addMoments, { n: 0, sum: 0, sumOfSquares: 0 });
}

const rescaled = ({ n, sum, sumOfSquares }: Moments, a: number, b: number): Moments => ({
  n,
  sum: a * sum + b * n,
  sumOfSquares: a * a * sumOfSquares + 2 * a * b * sum + b * b * n,
});

const addMoments = (one: Moments, other: Moments): Moments => ({
  n: one.n + other.n,
  sum: one.sum + other.sum,
  sumOfSquares: one.sumOfSquares + other.sumOfSquares,
});

/** By the overall question that came with more answers; NPS if both came with as many. */
function derivedImportanceOf(customers: readonly GapSums[]): DerivedImportance | null {
  const answers = (of: string) =>
    customers.filter(({ outcome }) => outcome === of).reduce((n, one) => n + Number(one.n_experience), 0);
  const outcome = answers('csat') > answers('nps') ? 'csat' : 'nps';
  const total = { n: 0, x: 0, xx: 0, y: 0, yy: 0, xy: 0 };
  for (const one of customers.filter((sums) => sums.outcome === outcome)) {
    const { a, b } = toGapScale(one.scale);
    const n = Number(one.n_experience);
    const x = rescaled({ n, sum: Number(one.sum_experience), sumOfSquares: Number(one.squares_experience) }, a, b);
    total.n += n;
    total.x += x.sum;
    total.xx += x.sumOfSquares;
    total.y += Number(one.sum_outcome);
    total.yy += Number(one.squares_outcome);
    total.xy += a * Number(one.products) + b * Number(one.sum_outcome);
  }
  const { n, x, xx, y, yy, xy } = total;
  const spread = (n * xx - x * x) * (n * yy - y * y);
  // Two points always lie on a line; without spread nothing goes with anything.
  if (n < 3 || !(spread > 1e-9 * n)) return null;
  const correlation = Math.max(-1, Math.min(1, (n * xy - x * y) / Math.sqrt(spread)));
  const interval = correlationInterval(correlation, n);
  return { correlation, low: interval?.low ?? null, high: interval?.high ?? null, n, outcome };
}
