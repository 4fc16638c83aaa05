import { FieldErrors } from '@harken/errors';
import type { GapFigures, MeanFigure } from '../../experience/gaps/gap-row.ts';
import type { EffectVerdict } from '../../initiatives/measure-effect.ts';

/** What people write of an improvement cycle: its scope, and the steps 1, 5 and 6. */
export interface ImprovementCycle {
  readonly name: string;
  /** Where and for whom; everywhere and for all without them. */
  readonly touchpoint: string | null;
  readonly segment: string | null;
  /** Whose answers are the present: before `to`. What comes after measures the cycle. */
  readonly from: string;
  readonly to: string;
  /** Step 1. */
  readonly brandValues: readonly string[];
  /** Step 5. */
  readonly requirements: readonly string[];
  /** Step 6. */
  readonly alignment: { readonly strategy: string | null; readonly capability: string | null } | null;
  readonly actionPlans: readonly string[];
  /** The cycle before, from whose result this one starts. */
  readonly previous: string | null;
}

export const cycleDefaults = {
  touchpoint: null,
  segment: null,
  brandValues: [],
  requirements: [],
  alignment: null,
  actionPlans: [],
  previous: null,
} as const satisfies Partial<ImprovementCycle>;

/** Step 2: one factor as the customers saw it. Absent figures are null, never 0. */
export interface CycleFactor {
  readonly factor: string;
  readonly n: number;
  readonly experience: MeanFigure | null;
  readonly expectation: MeanFigure | null;
  readonly importance: MeanFigure | null;
  readonly ideal: MeanFigure | null;
  readonly satisfaction: number | null;
  readonly priority: number | null;
  readonly gap: number | null;
}

/** Step 3. */
export interface KeyExperience {
  readonly factor: string;
  readonly importance: number | null;
  readonly satisfaction: number;
  /** Importance x satisfaction; without an importance the satisfaction alone tells. */
  readonly priority: number | null;
}

/** Step 4. */
export interface CycleGap {
  readonly factor: string;
  readonly actual: number;
  readonly ideal: number;
  readonly gap: number;
}

/** Step 7. */
export interface CycleFeedback {
  readonly factor: string;
  readonly before: MeanFigure;
  readonly after: MeanFigure | null;
  readonly change: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly verdict: EffectVerdict;
  readonly sentence: string;
}

/** Throws with every fault. */
export function assertValidCycle({ from, to, previous }: ImprovementCycle, id: string | undefined): void {
  const errors = new FieldErrors();
  errors
    .at('to')
    .addIf(Date.parse(to) <= Date.parse(from), 'improvement-cycle.invalid', 'The range ends after it begins.');
  errors
    .at('previous')
    .addIf(previous !== null && previous === id, 'improvement-cycle.invalid', 'A cycle does not follow itself.');
  errors.throwIfAny('improvement-cycle.invalid', 'The improvement cycle contradicts itself.');
}

export const factorOf = (factor: string, figures: GapFigures): CycleFactor => {
  const { n, experience, expectation, importance, ideal, satisfaction, priority, gap } = figures;
  return { factor, n, experience, expectation, importance, ideal, satisfaction, priority, gap };
};

/** Step 3: the worst of importance x satisfaction; of those without importance the worst satisfaction. */
export function keyExperienceOf(factors: readonly CycleFactor[]): KeyExperience | null {
  const judged = factors.filter((one) => one.satisfaction !== null);
  const weighed = judged.filter(({ priority }) => priority !== null);
  const worst = [...(weighed.length > 0 ? weighed : judged)].sort(
    (a, b) =>
      (a.priority ?? a.satisfaction ?? 0) - (b.priority ?? b.satisfaction ?? 0) || (a.factor < b.factor ? -1 : 1),
  )[0];
  if (worst?.satisfaction === undefined || worst.satisfaction === null) return null;
  const { factor, satisfaction, priority, importance } = worst;
  return { factor, importance: importance?.mean ?? null, satisfaction, priority };
}

/** Step 4: how far the key experience is from the ideal; null if nobody said what would be ideal. */
export function gapOf(factors: readonly CycleFactor[], key: KeyExperience | null): CycleGap | null {
  const found = factors.find(({ factor }) => factor === key?.factor);
  if (!found?.experience || !found.ideal || found.gap === null) return null;
  return { factor: found.factor, actual: found.experience.mean, ideal: found.ideal.mean, gap: found.gap };
}

/** Step 7: the key experience before and since, with the interval of the difference from those of the two means. */
export function feedbackOf(before: CycleFactor | undefined, since: CycleFactor | undefined): CycleFeedback | null {
  if (!before?.experience) return null;
  const { factor, experience } = before;
  const after = since?.experience ?? null;
  const halves = [halfOf(experience), after && halfOf(after)];
  if (!after || halves[0] === null || halves[1] === null || halves[1] === undefined) {
    const sentence = `It cannot be said yet whether ${factor} is better: there are ${after?.n ?? 0} answers since, and two are needed on either side.`;
    return { factor, before: experience, after, change: null, low: null, high: null, verdict: 'cannot tell', sentence };
  }
  const change = after.mean - experience.mean;
  const half = Math.hypot(halves[0] ?? 0, halves[1]);
  const [low, high] = [change - half, change + half];
  const verdict: EffectVerdict = low > 0 ? 'better' : high < 0 ? 'worse' : 'no change';
  const shown = (value: number) => String(Math.round(value * 100) / 100);
  const interval = `95 %: ${shown(low)} to ${shown(high)}`;
  const sentence =
    verdict === 'no change'
      ? `${factor} has not changed for certain: ${shown(change)} (${interval}).`
      : `${factor} is ${verdict} by ${shown(Math.abs(change))} (${interval}).`;
  return { factor, before: experience, after, change, low, high, verdict, sentence };
}

/** Half the interval of a mean. An end of the scale cuts off one side, so the longer one counts. */
const halfOf = ({ mean, low, high }: MeanFigure): number | null =>
  low === null || high === null ? null : Math.max(mean - low, high - mean);
