import { sql, type Tx } from '@harken/database';
import { actionPlans } from '../plans/action-plans.document.ts';
import { resultOf } from '../plans/plan-result.queries.ts';
import { frozenExperienceStore } from './frozen-experience.store.ts';
import type { CyclePlanDto, ImprovementCycleDto } from './improvement-cycle.dto.ts';
import { feedbackOf, gapOf, type ImprovementCycle, keyExperienceOf } from './improvement-cycle.ts';
import { experienceOf } from './publish-cycle.use-case.ts';

type Published = ImprovementCycle & { readonly id: string; readonly version: number };

const selectNext = sql<{ id: string }>(`
  SELECT id FROM (SELECT DISTINCT ON (id) id, content FROM improvement_cycles ORDER BY id, version DESC) newest
   WHERE content ->> 'previous' = $1 ORDER BY id`);

/** The seven steps: as written, as frozen, and as measured since. */
export async function cycleAnswer(tx: Tx, cycle: Published, now: Date): Promise<ImprovementCycleDto> {
  const frozen = await frozenExperienceStore.find(tx, cycle.id);
  const factors = frozen?.factors ?? [];
  const keyExperience = keyExperienceOf(factors);
  const since = keyExperience ? await experienceOf(tx, cycle, new Date(cycle.to), now) : [];
  const ofKey = ({ factor }: { readonly factor: string }) => factor === keyExperience?.factor;
  const { id, version, name, touchpoint, segment, from, to, previous, alignment } = cycle;
  const plans: CyclePlanDto[] = [];
  for (const plan of cycle.actionPlans) plans.push(await planOf(tx, plan, now));
  return {
    id,
    version,
    name,
    touchpoint,
    segment,
    from,
    to,
    previous,
    brandValues: [...cycle.brandValues],
    requirements: [...cycle.requirements],
    alignment,
    actionPlans: [...cycle.actionPlans],
    frozenAt: frozen?.frozenAt ?? now,
    experience: [...factors],
    keyExperience,
    gap: gapOf(factors, keyExperience),
    feedback: feedbackOf(factors.find(ofKey), since.find(ofKey)),
    plans,
    next: (await selectNext.query(tx, [id])).map((one) => one.id),
  };
}

async function planOf(tx: Tx, id: string, now: Date): Promise<CyclePlanDto> {
  const [plan] = await actionPlans.versions(tx, id, 2 ** 31 - 1, 1);
  if (!plan) return { id, name: null, isDue: false, result: null };
  return { id, name: plan.name, isDue: Date.parse(plan.due) <= now.getTime(), result: await resultOf(tx, plan, now) };
}
