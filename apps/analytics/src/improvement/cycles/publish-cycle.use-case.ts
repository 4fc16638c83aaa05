import type { Reader, Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import { utc } from '@harken/service/time';
import { readGaps } from '../../experience/gaps/gaps.queries.ts';
import type { FiguresQuery } from '../../figures/figures-query.ts';
import { frozenExperienceStore } from './frozen-experience.store.ts';
import { type CycleFactor, factorOf, type ImprovementCycle, keyExperienceOf } from './improvement-cycle.ts';
import { improvementCycles } from './improvement-cycles.document.ts';

/**
 * Publishes a version. The data of the steps 2 to 4 are read with the first one and stay, unless the scope changes.
 * Without brand values of its own a cycle starts from the key experience of the one before.
 */
export async function publishCycle(
  command: {
    readonly id: string;
    readonly content: Partial<ImprovementCycle>;
    readonly expectedVersion: number | undefined;
    readonly actor: string;
  },
  tx: Tx,
) {
  const content = { ...command.content, ...(await brandValuesOf(command.content, tx)) };
  const cycle = await improvementCycles.publish({ ...command, content }, tx);
  const scope = JSON.stringify([cycle.touchpoint, cycle.segment, cycle.from, cycle.to]);
  const frozen = await frozenExperienceStore.find(tx, cycle.id);
  if (frozen?.scope !== scope) {
    const factors = await experienceOf(tx, cycle, new Date(cycle.from), new Date(cycle.to));
    await frozenExperienceStore.put(tx, cycle.id, scope, factors);
  }
  return cycle;
}

async function brandValuesOf({ brandValues = [], previous }: Partial<ImprovementCycle>, tx: Tx) {
  if (!previous) return {};
  const before = await frozenExperienceStore.find(tx, previous);
  if (!before) throw new NotFound('improvement-cycle', previous);
  const key = keyExperienceOf(before.factors);
  return brandValues.length === 0 && key ? { brandValues: [key.factor] } : {};
}

/** The factors as the customers of the scope saw them. */
export async function experienceOf(
  reader: Reader,
  { touchpoint, segment }: Pick<ImprovementCycle, 'touchpoint' | 'segment'>,
  since: Date,
  until: Date | undefined,
): Promise<CycleFactor[]> {
  const filters = { ...(touchpoint && { touchpoint: [touchpoint] }), ...(segment && { segment: [segment] }) };
  const query: FiguresQuery = { since, until, period: undefined, zone: utc, groupBy: ['factor'], filters };
  const groups = await readGaps(reader, query);
  return groups.map(({ group, ...figures }) => factorOf(group.factor ?? '', figures));
}
