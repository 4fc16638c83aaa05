import type { EventData, FeedbackReceived } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { zoneOfCells } from '../generations/generations.queries.ts';
import { type DimensionSet, type ScoreFact, scoreFactsOf } from './score-facts.ts';
import { scoresStore } from './scores.store.ts';

/** Stores the answers of a batch of feedback as facts and adds them to their cells, in one statement. */
export async function recordScores(
  feedback: readonly EventData<typeof FeedbackReceived>[],
  tx: Tx,
  generation: number,
): Promise<void> {
  const sets = new Map<string, DimensionSet>();
  const facts: ScoreFact[] = [];
  for (const one of feedback) {
    const { set, facts: answers } = scoreFactsOf(one);
    if (answers.length > 0) sets.set(set.setId, set);
    facts.push(...answers);
  }
  const zone = await zoneOfCells(tx, generation);
  await scoresStore.add(tx, { generation, zone }, [...sets.values()], facts);
}
