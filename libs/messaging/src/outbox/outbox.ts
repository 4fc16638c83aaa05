import type { NewEvent } from '@harken/contracts';
import { CommitSignal, sqlOverRows, type Tx } from '@harken/database';
import { contractViolation } from '../events/contract-violation.ts';
import { newId } from '../events/new-id.ts';
import { currentTraceparent } from '../observability/traceparent.ts';

interface OutboxRow {
  readonly id: string;
  readonly topic: string;
  readonly key: string;
  readonly type: string;
  readonly traceparent: string | null;
  readonly payload: string;
}

// `horizon`: every transaction below it must be over before the row may be published (docs/decisions/0002).
// The sequence is drawn row by row after the ORDER BY.
const insert = sqlOverRows<OutboxRow>(
  { id: 'uuid', topic: 'text', key: 'text', type: 'text', traceparent: 'text', payload: 'text' },
  (events) => `
  INSERT INTO outbox (horizon, event_id, topic, key, type, time, traceparent, payload)
  SELECT greatest(pg_current_xact_id()::text::bigint + 1, pg_snapshot_xmax(pg_current_snapshot())::text::bigint),
         e.id, e.topic, e.key, e.type, clock_timestamp(), e.traceparent, e.payload
    FROM ${events} AS e ORDER BY e.ordinal`,
);

/** Notified by each commit that added events to the outbox. */
export const outboxSignal = new CommitSignal();

/** Where requests are grouped into one transaction, each event carries the trace of its own request. */
export type OutboxEvent = NewEvent & { readonly traceparent?: string | undefined };

// Kafka accepts 1 MiB per record batch by default; a larger event could never be published.
const maxPayloadBytes = 900_000;

export const outbox = {
  /**
   * Adds events to the transaction: they are published if and only if it commits, per subject in the order of the commits.
   * Call it while holding the lock of the subject (its row). Throws a TypeError if data break the contract.
   */
  async add(tx: Tx, events: readonly OutboxEvent[]): Promise<void> {
    if (events.length === 0) return;
    const ambient = currentTraceparent();
    const rows = events.map((event) => ({
      id: newId(),
      topic: event.contract.topic,
      key: event.subject,
      type: event.contract.type,
      traceparent: event.traceparent ?? ambient ?? null,
      payload: payloadOf(event),
    }));
    await insert.write(tx, rows);
    outboxSignal.notifyAfterCommit(tx);
  },
};

function payloadOf({ contract, data }: OutboxEvent): string {
  const violation = contractViolation(contract, data);
  if (violation) throw new TypeError(`${contract.type} breaks its own contract at ${violation}`);
  const payload = JSON.stringify(data);
  // A character has at most three bytes: only long payloads need counting.
  if (payload.length * 3 > maxPayloadBytes && Buffer.byteLength(payload) > maxPayloadBytes)
    throw new TypeError(`${contract.type} is too large for Kafka`);
  return payload;
}
