import type { Tx } from '@harken/database';
import { zoneOfCells } from '../generations/generations.queries.ts';
import type { ScoreFact } from './score-facts.ts';
import { scoresStore } from './scores.store.ts';

/** Facts that follow from others of the same feedback: of those given, the ones that should be there. */
export interface DerivedFacts {
  isDerived(fact: ScoreFact): boolean;
  /** Of one feedback, from what is counted of it. */
  derive(facts: readonly ScoreFact[]): ScoreFact[];
}

const keyOf = ({ feedbackId, version: _, ...fact }: ScoreFact): string =>
  JSON.stringify([feedbackId, ...Object.entries(fact).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** Derives the facts of some feedback anew, and adds and takes off only what differs. */
export async function deriveFacts(
  feedbackIds: readonly string[],
  { isDerived, derive }: DerivedFacts,
  tx: Tx,
  generation: number,
): Promise<void> {
  if (feedbackIds.length === 0) return;
  const counted = await scoresStore.factsOf(tx, generation, feedbackIds);
  const before = new Map(counted.filter(isDerived).map((fact) => [keyOf(fact), fact]));
  const own = Map.groupBy(
    counted.filter((fact) => !isDerived(fact)),
    ({ feedbackId }) => feedbackId,
  );
  const after = new Map(
    [...own.values()].flatMap((facts) => derive(facts).map((fact) => [keyOf(fact), fact] as const)),
  );
  const cells = { generation, zone: await zoneOfCells(tx, generation) };
  await scoresStore.remove(
    tx,
    cells,
    [...before].flatMap(([key, fact]) => (after.has(key) ? [] : fact)),
  );
  await scoresStore.add(
    tx,
    cells,
    [],
    [...after].flatMap(([key, fact]) => (before.has(key) ? [] : fact)),
  );
}
