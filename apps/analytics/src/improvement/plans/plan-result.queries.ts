import type { Reader } from '@harken/database';
import { inSnapshot } from '../../figures/time-ranges.queries.ts';
import { effectOf } from '../../initiatives/effect.queries.ts';
import type { ActionPlanDto } from './action-plan.dto.ts';
import { type ActionPlan, type PlanResult, planResult } from './action-plan.ts';

type Published = ActionPlan & { readonly id: string; readonly version: number };

/** What the data say of a plan; null until it is due. Data from after its due date never count. */
export async function resultOf(reader: Reader, plan: ActionPlan, now: Date): Promise<PlanResult | null> {
  if (Date.parse(plan.due) > now.getTime()) return null;
  const { metric, segments, from, due, touchpoint } = plan;
  const question = { metric, segments, from, to: due, touchpoints: touchpoint ? [touchpoint] : [], compareWith: [] };
  const measured = await inSnapshot(reader, (tx, zone) => effectOf(tx, question, zone, now));
  return planResult(plan, measured);
}

export async function planAnswer(reader: Reader, published: Published, now: Date): Promise<ActionPlanDto> {
  const { name, owner, department, action, from, due, progress, cost, problem, touchpoint, standard } = published;
  const { id, version, segments, metric, baseline, target } = published;
  const facts = { name, owner, department, action, from, due, progress, cost, problem, touchpoint, standard };
  return {
    id,
    version,
    ...facts,
    segments: [...segments],
    metric,
    baseline,
    target,
    isDue: Date.parse(due) <= now.getTime(),
    result: await resultOf(reader, published, now),
  };
}
