import {
  adjustByPrePeriod,
  differenceInDifferences,
  type Effect,
  interruptedCounts,
  interruptedTimeSeries,
  type UnitChange,
} from '@harken/statistics';
import type { EffectMeasure } from './initiative.ts';

/** One day of one touchpoint: the sum of answers, amounts or counts, and of how many. */
export interface DayOfTouchpoint {
  readonly touchpoint: string;
  /** Days since the first one that is read. */
  readonly day: number;
  readonly sum: number;
  readonly n: number;
}

export interface EffectData {
  readonly measure: EffectMeasure;
  /** How many days are read, and how many of them lie before. */
  readonly days: number;
  readonly daysBefore: number;
  readonly treated: readonly DayOfTouchpoint[];
  readonly compared: readonly DayOfTouchpoint[];
}

export const verdicts = ['better', 'worse', 'no change', 'cannot tell'] as const;
export type EffectVerdict = (typeof verdicts)[number];

export interface MeasuredEffect {
  readonly method: 'difference-in-differences' | 'interrupted-time-series' | null;
  readonly effect: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly p: number | null;
  /** Answers, orders or complaints behind it, those compared with included. */
  readonly n: number;
  readonly verdict: EffectVerdict;
  readonly sentence: string;
  /** The metric at its touchpoints before and after, by day for sums; null without data. */
  readonly before: number | null;
  readonly after: number | null;
  /** The effect is a share of what it was before: -0.2 is a fifth less. */
  readonly relative: boolean;
  readonly touchpoints: { readonly treated: number; readonly compared: number };
  /** With the pre-period as covariate; null with fewer than three touchpoints on a side. */
  readonly adjusted: { readonly effect: number; readonly low: number; readonly high: number } | null;
}

const minUnits = 3;
const minAnswers = 30;
const minDays = 14;

/**
 * The effect of an initiative: against comparable touchpoints by difference in differences, over touchpoints where there
 * are three on each side, over days otherwise; without any to compare with, by an interrupted time series.
 */
export function measureEffect(data: EffectData): MeasuredEffect {
  const { measure, days, daysBefore } = data;
  const treated = unitsOf(data, data.treated);
  const compared = unitsOf(data, data.compared);
  const touchpoints = { treated: treated.length, compared: compared.length };
  const n = countOf(data.treated) + countOf(data.compared);
  const relative = isCount(measure) && compared.length === 0;
  const levels = { before: levelOf(data, false), after: levelOf(data, true) };
  const nothing = { ...levels, method: null, effect: null, low: null, high: null, p: null, adjusted: null };
  const reason = tooLittle(data);
  if (reason) return { ...nothing, n, verdict: 'cannot tell', sentence: reason, relative: false, touchpoints };
  const byUnits = treated.length >= minUnits && compared.length >= minUnits;
  const result = byUnits ? differenceInDifferences(treated, compared) : overDays(data, compared.length > 0, relative);
  if (!result) {
    const sentence = `It cannot be said: there are too few days with data before (${daysBefore}) or after (${days - daysBefore}).`;
    return { ...nothing, n, verdict: 'cannot tell', sentence, relative: false, touchpoints };
  }
  const verdict = verdictOf(result, measure);
  return {
    method: compared.length > 0 ? 'difference-in-differences' : 'interrupted-time-series',
    effect: result.effect,
    low: result.low,
    high: result.high,
    p: result.p,
    n,
    verdict,
    ...levels,
    sentence: sentenceOf(measure, result, { verdict, relative, compared: compared.length }),
    relative,
    touchpoints,
    adjusted: byUnits ? adjustedEffect(treated, compared) : null,
  };
}

const isCount = ({ kind }: EffectMeasure): boolean => kind === 'complaints' || kind === 'orders';
const countOf = (rows: readonly DayOfTouchpoint[]): number => rows.reduce((sum, { n }) => sum + n, 0);

function levelOf({ measure, days, daysBefore, treated }: EffectData, isAfter: boolean): number | null {
  const some = treated.filter(({ day }) => day >= daysBefore === isAfter);
  const n = measure.kind === 'score' ? countOf(some) : isAfter ? days - daysBefore : daysBefore;
  return some.length === 0 || n === 0 ? null : some.reduce((sum, one) => sum + one.sum, 0) / n;
}

function tooLittle({ measure, days, daysBefore, treated }: EffectData): string | null {
  const after = days - daysBefore;
  if (after < minDays) return `It is too early: ${after} days are over, ${minDays} are needed.`;
  if (measure.kind !== 'score') return treated.length === 0 ? 'There are no data of it.' : null;
  const answers = (isAfter: boolean) => countOf(treated.filter(({ day }) => day >= daysBefore === isAfter));
  const [before, since] = [answers(false), answers(true)];
  if (before >= minAnswers && since >= minAnswers) return null;
  return `There are too few answers: ${before} before and ${since} after, ${minAnswers} are needed of each.`;
}

/** Each touchpoint before and after; those without data on one side tell nothing of a change. */
function unitsOf({ measure, days, daysBefore }: EffectData, rows: readonly DayOfTouchpoint[]): UnitChange[] {
  return [...Map.groupBy(rows, ({ touchpoint }) => touchpoint).values()].flatMap((own) => {
    const side = (isAfter: boolean) => {
      const some = own.filter(({ day }) => day >= daysBefore === isAfter);
      const n = measure.kind === 'score' ? countOf(some) : isAfter ? days - daysBefore : daysBefore;
      return { n, mean: some.reduce((sum, one) => sum + one.sum, 0) / n };
    };
    const [before, after] = [side(false), side(true)];
    if (before.n === 0 || after.n === 0) return [];
    return { before: before.mean, after: after.mean, weight: 1 / (1 / before.n + 1 / after.n) };
  });
}

/** By days: the treated touchpoints together, less those compared with. */
function overDays(data: EffectData, hasCompared: boolean, relative: boolean): Effect | null {
  const treated = daily(data, data.treated);
  const compared = daily(data, data.compared);
  const points = treated.map(({ value, weight }, day) => {
    const other = compared[day];
    const after = day >= data.daysBefore;
    if (!hasCompared || !other) return { value, weight, after };
    const both = weight > 0 && other.weight > 0 ? 1 / (1 / weight + 1 / other.weight) : 0;
    return { value: value - other.value, weight: both, after };
  });
  if (relative) return interruptedCounts(points);
  return interruptedTimeSeries(points, { trend: !hasCompared });
}

function daily({ measure, days }: EffectData, rows: readonly DayOfTouchpoint[]) {
  const touchpoints = Math.max(1, new Set(rows.map(({ touchpoint }) => touchpoint)).size);
  const sums = Array.from({ length: days }, () => ({ sum: 0, n: 0 }));
  for (const { day, sum, n } of rows) {
    const one = sums[day];
    if (one) Object.assign(one, { sum: one.sum + sum, n: one.n + n });
  }
  return sums.map(({ sum, n }) =>
    measure.kind === 'score' ? { value: n === 0 ? 0 : sum / n, weight: n } : { value: sum / touchpoints, weight: 1 },
  );
}

function adjustedEffect(treated: readonly UnitChange[], compared: readonly UnitChange[]): MeasuredEffect['adjusted'] {
  // Within each side, so that the effect itself is not taken for a relation of before and after.
  const centred = (units: readonly UnitChange[], side: 'before' | 'after') => {
    const mean = units.reduce((sum, unit) => sum + unit[side], 0) / units.length;
    return units.map((unit) => unit[side] - mean);
  };
  const { theta } = adjustByPrePeriod(
    [...centred(treated, 'after'), ...centred(compared, 'after')],
    [...centred(treated, 'before'), ...centred(compared, 'before')],
  );
  const adjust = (units: readonly UnitChange[]) =>
    units.map(({ before, after, weight = 1 }) => ({ before: theta * before, after, weight }));
  const result = differenceInDifferences(adjust(treated), adjust(compared));
  return result && { effect: result.effect, low: result.low, high: result.high };
}

function verdictOf({ low, high }: Effect, { lowerIsBetter }: EffectMeasure): EffectVerdict {
  if (low <= 0 && high >= 0) return 'no change';
  return low > 0 === !lowerIsBetter ? 'better' : 'worse';
}

const rounded = (value: number): string => String(Math.round(value * 100) / 100);

function sentenceOf(
  { metric }: EffectMeasure,
  { effect, low, high }: Effect,
  { verdict, relative, compared }: { verdict: EffectVerdict; relative: boolean; compared: number },
): string {
  const shown = (value: number) => (relative ? `${rounded(100 * value)} %` : rounded(value));
  const how =
    compared > 0
      ? `compared with ${compared} other touchpoint${compared === 1 ? '' : 's'}`
      : 'compared with the time before';
  const interval = `95 %: ${shown(low)} to ${shown(high)}`;
  if (verdict === 'no change') return `${metric} has not changed for certain ${how}: ${shown(effect)} (${interval}).`;
  return `${metric} is ${verdict} by ${shown(Math.abs(effect))} ${how} (${interval}).`;
}
