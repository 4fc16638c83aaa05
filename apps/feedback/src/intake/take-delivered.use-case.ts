import type { Problem } from '@harken/errors';
import type { Tx } from '@harken/messaging';
import { type Received, receiveFeedback } from '../feedback/receive-feedback.use-case.ts';
import { type RecordedInteraction, recordInteractions } from '../interactions/record-interactions.use-case.ts';
import type { ItemOutcome } from './batch-answer.ts';
import type { Item } from './delivered-item.ts';

export type Taken =
  | ({ readonly kind: 'interaction' } & RecordedInteraction)
  | ({ readonly kind: 'feedback' } & Received)
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Takes a mixture of interactions and feedback in one transaction; answers in the order given. */
export async function takeDelivered(items: readonly Item[], tx: Tx): Promise<Taken[]> {
  const interactions = await recordInteractions(
    items.flatMap((item) => (item.kind === 'interaction' ? [item.given] : [])),
    tx,
  );
  const feedback = await receiveFeedback(
    items.flatMap((item) => (item.kind === 'feedback' ? [item.given] : [])),
    tx,
  );
  const nextInteraction = interactions.values();
  const nextFeedback = feedback.values();
  return items.map((item) => {
    if (item.kind === 'refused') return item;
    const next = item.kind === 'interaction' ? nextInteraction.next() : nextFeedback.next();
    if (next.done) throw new TypeError('every item has a result');
    return { kind: item.kind, ...next.value } as Taken;
  });
}

export function outcomeOf(taken: Taken): ItemOutcome {
  if (taken.kind === 'refused') return taken;
  return { id: taken.kind === 'feedback' ? taken.record.id : taken.interaction.id, isNew: taken.isNew };
}
