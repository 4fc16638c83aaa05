import { FieldErrors } from '@harken/errors';
import { isMetric, measureOf } from '../../initiatives/initiative.ts';
import type { EffectVerdict, MeasuredEffect } from '../../initiatives/measure-effect.ts';

/** Who improves what by when, and by which metric it is judged. */
export interface ActionPlan {
  readonly name: string;
  readonly owner: string;
  readonly department: string | null;
  /** What is done. */
  readonly action: string | null;
  readonly from: string;
  readonly due: string;
  /** 0 to 100. */
  readonly progress: number;
  readonly cost: { readonly minor: number; readonly currency: string } | null;
  readonly problem: string | null;
  readonly touchpoint: string | null;
  readonly standard: string | null;
  readonly segments: readonly string[];
  readonly metric: string;
  /** What the metric was and is to be; without a baseline the data before `from` say it. */
  readonly baseline: number | null;
  readonly target: number | null;
}

export const actionPlanDefaults = {
  department: null,
  action: null,
  progress: 0,
  cost: null,
  problem: null,
  touchpoint: null,
  standard: null,
  segments: [],
  metric: 'nps',
  baseline: null,
  target: null,
} as const satisfies Partial<ActionPlan>;

/** What the data say of a plan at its due date. */
export interface PlanResult
  extends Pick<MeasuredEffect, 'method' | 'effect' | 'low' | 'high' | 'p' | 'n' | 'before' | 'after'> {
  readonly verdict: EffectVerdict;
  readonly sentence: string;
  /** null without a target or data. */
  readonly targetMet: boolean | null;
}

/** Throws with every fault. */
export function assertValidPlan({ from, due, metric }: ActionPlan): void {
  const errors = new FieldErrors();
  errors.at('due').addIf(Date.parse(due) <= Date.parse(from), 'action-plan.invalid', 'A plan is due after it begins.');
  if (!isMetric(metric)) {
    const detail = 'must be a metric of scores, `complaints`, `orders` or `revenue:<currency>`';
    errors.at('metric').add('metric.unknown', detail);
  }
  errors.throwIfAny('action-plan.invalid', 'The action plan contradicts itself.');
}

/** The verdict of the data, with whether the target was met. */
export function planResult(plan: ActionPlan, measured: MeasuredEffect): PlanResult {
  const { method, effect, low, high, p, n, before, after, verdict, sentence } = measured;
  return { method, effect, low, high, p, n, before, after, verdict, sentence, targetMet: targetMet(plan, after) };
}

function targetMet({ target, metric }: ActionPlan, after: number | null): boolean | null {
  if (target === null || after === null) return null;
  return measureOf(metric).lowerIsBetter ? after <= target : after >= target;
}
