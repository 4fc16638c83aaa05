import type { EventData, TriageDecided } from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';
import { triageDecisionStore } from './triage-decision.store.ts';

/** Keeps what people decided, to measure the classification in use and to train it anew. */
export async function recordDecisions(
  events: readonly ReceivedEvent<EventData<typeof TriageDecided>>[],
  tx: Tx,
): Promise<void> {
  const decisions = events.map(({ data: { feedbackId, decision, at } }) => ({
    feedbackId,
    decision,
    decidedAt: new Date(at),
  }));
  await triageDecisionStore.add(tx, decisions);
}
