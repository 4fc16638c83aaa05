import type { EventData, FeedbackReceived, FeedbackRetracted, FeedbackSuperseded } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { patternFeedbackStore } from './pattern-feedback.store.ts';
import { patternFeedbackOf } from './pattern-feedback.ts';

type Received = EventData<typeof FeedbackReceived>;
type Corrected = EventData<typeof FeedbackSuperseded> | EventData<typeof FeedbackRetracted>;

/** Keeps feedback about present and potential. Runs after `recordScores`, which notes the versions of corrections. */
export async function recordPatternFeedback(
  feedback: readonly (Received | Corrected)[],
  tx: Tx,
  generation: number,
): Promise<void> {
  await patternFeedbackStore.outdate(
    tx,
    generation,
    feedback.filter((one) => 'before' in one),
  );
  await patternFeedbackStore.add(
    tx,
    generation,
    feedback.flatMap((one) => {
      if (!('before' in one)) return patternFeedbackOf(one);
      return 'after' in one ? patternFeedbackOf({ feedbackId: one.feedbackId, ...one.after }, one.version) : [];
    }),
  );
}
