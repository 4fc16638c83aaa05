import type { Tx } from '@harken/database';
import type { Problem } from '@harken/errors';
import { type ReceivedFeedback, receiveFeedback } from '../feedback/receive-feedback.use-case.ts';
import { type RecordedInteraction, recordInteractions } from '../interactions/record-interactions.use-case.ts';
import type { ItemOutcome } from './batch-response.ts';
import type { IntakeItem } from './intake-item.dto.ts';

export type ReceivedItem =
  | ({ readonly kind: 'interaction' } & RecordedInteraction)
  | ({ readonly kind: 'feedback' } & ReceivedFeedback)
  | { readonly kind: 'invalid'; readonly problem: Problem };

/** Stores a mix of interactions and feedback in one transaction. Results are in the order of the items. */
export async function receiveItems(items: readonly IntakeItem[], tx: Tx): Promise<ReceivedItem[]> {
  const interactions = await recordInteractions(
    items.flatMap((item) => (item.kind === 'interaction' ? [item.input] : [])),
    tx,
  );
  const feedback = await receiveFeedback(
    items.flatMap((item) => (item.kind === 'feedback' ? [item.input] : [])),
    tx,
  );
  const nextInteraction = interactions.values();
  const nextFeedback = feedback.values();
  return items.map((item) => {
    if (item.kind === 'invalid') return item;
    const next = item.kind === 'interaction' ? nextInteraction.next() : nextFeedback.next();
    if (next.done) throw new TypeError('every item has a result');
    return { kind: item.kind, ...next.value } as ReceivedItem;
  });
}

export function toOutcome(received: ReceivedItem): ItemOutcome {
  if (received.kind === 'invalid') return received;
  const { id } = received.kind === 'feedback' ? received.record : received.interaction;
  return received.conflict ? { id, problem: received.conflict } : { id, isNew: received.isNew };
}
