import type { EventData, FeedbackReceived, FeedbackRetracted, FeedbackSuperseded } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { zoneOfCells } from '../../generations/generations.queries.ts';
import { factorAnswersStore } from './factor-answers.store.ts';
import { factorAnswersOf } from './factor-answers.ts';

type Received = EventData<typeof FeedbackReceived>;
type Corrected = EventData<typeof FeedbackSuperseded> | EventData<typeof FeedbackRetracted>;

/**
 * Stores what a batch of feedback says about factors, of all three voices, and adds it to its cells. Of corrected
 * feedback the highest version counts, in whatever order the events come. Runs after `recordScores`, which notes the
 * versions.
 */
export async function recordFactorAnswers(
  feedback: readonly (Received | Corrected)[],
  tx: Tx,
  generation: number,
): Promise<void> {
  const cells = { generation, zone: await zoneOfCells(tx, generation) };
  const corrections = feedback.filter((one) => 'before' in one);
  await factorAnswersStore.outdate(tx, cells, newestOf(corrections));
  await factorAnswersStore.add(
    tx,
    cells,
    feedback.flatMap((one) => {
      if (!('before' in one)) return factorAnswersOf(one);
      return 'after' in one ? factorAnswersOf({ feedbackId: one.feedbackId, ...one.after }, one.version) : [];
    }),
  );
}

const newestOf = (corrections: readonly Corrected[]): Corrected[] => [
  ...new Map(
    corrections.toSorted((a, b) => a.version - b.version).map((correction) => [correction.feedbackId, correction]),
  ).values(),
];
