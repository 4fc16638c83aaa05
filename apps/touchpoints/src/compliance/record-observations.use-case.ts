import type { Tx } from '@harken/database';
import { observationStore } from './observation.store.ts';
import { type ObservingEvent, observedActions } from './observed-actions.ts';

/** Keeps what observers saw; a correction replaces it, and what was taken back is gone. */
export async function recordObservations(events: readonly { readonly data: ObservingEvent }[], tx: Tx): Promise<void> {
  for (const { data } of events) {
    if ('before' in data) {
      await observationStore.remove(tx, data.feedbackId);
      if ('after' in data) await observationStore.add(tx, observedActions(data.feedbackId, data.after));
    } else {
      await observationStore.add(tx, observedActions(data.feedbackId, data));
    }
  }
}
