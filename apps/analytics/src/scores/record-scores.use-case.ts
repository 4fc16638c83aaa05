import type { EventData, FeedbackReceived, FeedbackRetracted, FeedbackSuperseded } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { zoneOfCells } from '../generations/generations.queries.ts';
import { type DimensionSet, type ScoreFact, scoreFactsOf } from './score-facts.ts';
import { scoresStore } from './scores.store.ts';

type Received = EventData<typeof FeedbackReceived>;
type Corrected = EventData<typeof FeedbackSuperseded> | EventData<typeof FeedbackRetracted>;

/**
 * Stores the answers of a batch of feedback as facts and adds them to their cells, in one statement. Only what customers
 * say counts. Of corrected feedback the highest version counts, in whatever order the events come.
 */
export async function recordScores(
  feedback: readonly (Received | Corrected)[],
  tx: Tx,
  generation: number,
): Promise<void> {
  const corrections = newestOf(feedback.filter(isCorrection));
  const cells = { generation, zone: await zoneOfCells(tx, generation) };
  await scoresStore.outdate(tx, cells, corrections);
  const sets = new Map<string, DimensionSet>();
  const facts: ScoreFact[] = [];
  const add = (said: Received, version: number) => {
    if (said.voice !== 'customer') return;
    const { set, facts: answers } = scoreFactsOf(said, version);
    if (answers.length > 0) sets.set(set.setId, set);
    facts.push(...answers);
  };
  for (const one of feedback) if (!isCorrection(one)) add(one, 1);
  for (const one of corrections) if ('after' in one) add({ feedbackId: one.feedbackId, ...one.after }, one.version);
  await scoresStore.add(tx, cells, [...sets.values()], facts);
}

const isCorrection = (feedback: Received | Corrected): feedback is Corrected => 'before' in feedback;

function newestOf(corrections: readonly Corrected[]): Corrected[] {
  const newest = new Map<string, Corrected>();
  for (const one of corrections) {
    if ((newest.get(one.feedbackId)?.version ?? 0) < one.version) newest.set(one.feedbackId, one);
  }
  return [...newest.values()];
}
