import type { Tx } from '@harken/database';
import type { Problem } from '@harken/errors';
import { resolveCustomers } from '../customers/resolve-customers.use-case.ts';
import { type ReceivedFeedback, receiveFeedback } from '../feedback/receive-feedback.use-case.ts';
import { type RecordedInteraction, recordInteractions } from '../interactions/record-interactions.use-case.ts';
import type { ItemOutcome } from './batch-response.ts';
import { inPieces } from './in-pieces.ts';
import type { IntakeItem } from './intake-item.dto.ts';

export type ReceivedItem =
  | ({ readonly kind: 'interaction' } & RecordedInteraction)
  | ({ readonly kind: 'feedback' } & ReceivedFeedback)
  | { readonly kind: 'invalid'; readonly problem: Problem };

type Stored = Exclude<IntakeItem, { readonly kind: 'invalid' }>;

interface Placed {
  readonly item: Stored;
  readonly index: number;
}

/** Stores a mix of interactions and feedback in one transaction. Results are in the order of the items. */
export async function receiveItems(items: readonly IntakeItem[], tx: Tx): Promise<ReceivedItem[]> {
  const results: ReceivedItem[] = [];
  const placed: Placed[] = [];
  for (const [index, item] of items.entries()) {
    if (item.kind === 'invalid') results[index] = item;
    else placed.push({ item, index });
  }
  const pieces = inPieces(placed);
  if (pieces.length === 1) await receivePiece(placed, tx, results);
  if (pieces.length < 2) return results;
  // Customers first, then by source and id: so two batches lock in the same order, whatever their pieces.
  await resolveCustomers(
    placed.flatMap(({ item: { input } }) => (input.customer === null ? [] : [{ externalId: input.customer }])),
    tx,
  );
  for (const piece of inPieces(placed.sort(bySource))) await receivePiece(piece, tx, results);
  return results;
}

const bySource = ({ item: { input: a } }: Placed, { item: { input: b } }: Placed): number =>
  compare(a.source, b.source) || compare(a.sourceId, b.sourceId);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

async function receivePiece(piece: readonly Placed[], tx: Tx, results: ReceivedItem[]): Promise<void> {
  const interactions = await recordInteractions(
    piece.flatMap(({ item }) => (item.kind === 'interaction' ? [item.input] : [])),
    tx,
  );
  const feedback = await receiveFeedback(
    piece.flatMap(({ item }) => (item.kind === 'feedback' ? [item.input] : [])),
    tx,
  );
  const nextInteraction = interactions.values();
  const nextFeedback = feedback.values();
  for (const { item, index } of piece) {
    const next = item.kind === 'interaction' ? nextInteraction.next() : nextFeedback.next();
    if (next.done) throw new TypeError('every item has a result');
    results[index] = { kind: item.kind, ...next.value } as ReceivedItem;
  }
}

export function toOutcome(received: ReceivedItem): ItemOutcome {
  if (received.kind === 'invalid') return received;
  const { id } = received.kind === 'feedback' ? received.record : received.interaction;
  return received.conflict ? { id, problem: received.conflict } : { id, isNew: received.isNew };
}
