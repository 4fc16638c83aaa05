import type { NewEvent } from '@harken/contracts';
import { v7 as uuidv7 } from 'uuid';
import { CommitSignal } from '../database/commit-signal.ts';
import { type Prepared, runLater } from '../database/prepared.ts';
import { textColumns } from '../database/text-columns.ts';
import type { Tx } from '../database/transaction.ts';
import { contractViolation } from '../events/contract-violation.ts';
import { currentTraceparent } from '../observability/traceparent.ts';

// `horizon`: every transaction below it must be over before the row may be published (docs/decisions/0002).
// The sequence is drawn row by row after the ORDER BY.
const insert: Prepared = {
  name: 'messaging.outbox-add',
  text: `
  INSERT INTO outbox (horizon, event_id, topic, key, type, time, traceparent, payload)
  SELECT greatest(pg_current_xact_id()::text::bigint + 1, pg_snapshot_xmax(pg_current_snapshot())::text::bigint),
         e.id::uuid, e.topic, coalesce(e.key, ''), e.type, clock_timestamp(), e.traceparent, e.payload
    FROM unnest(string_to_array($2, $1, ''), string_to_array($3, $1, ''), string_to_array($4, $1, ''),
                string_to_array($5, $1, ''), string_to_array($6, $1, ''), string_to_array($7, $1, ''))
         WITH ORDINALITY AS e (id, topic, key, type, traceparent, payload, position)
   ORDER BY e.position`,
};

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
    const columns = [
      events.map(() => uuidv7()),
      events.map(({ contract }) => contract.topic),
      events.map(({ subject }) => subject),
      events.map(({ contract }) => contract.type),
      events.map(({ traceparent = ambient }) => traceparent ?? null),
      events.map(payloadOf),
    ];
    await runLater(tx, insert, textColumns(columns));
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
