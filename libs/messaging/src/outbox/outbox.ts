import type { NewEvent } from '@harken/contracts';
import { Bell } from '../bell.ts';
import { faultOf } from '../event-data.ts';
import { newId } from '../new-id.ts';
import { type Prepared, runLater } from '../prepared.ts';
import { currentTraceparent } from '../traceparent.ts';
import type { Tx } from '../transaction.ts';

// `horizon`: every transaction below it must be over before the row may be published (docs/decisions/0002).
// The sequence is drawn row by row after the ORDER BY. Payloads come as lines, not as an array: JSON on one line has no
// line break in it, so that nothing needs to be escaped on the way there and unescaped in the database.
const insert: Prepared = {
  name: 'messaging.outbox-add',
  text: `
  INSERT INTO outbox (horizon, event_id, topic, key, type, time, traceparent, payload)
  SELECT greatest(pg_current_xact_id()::text::bigint + 1, pg_snapshot_xmax(pg_current_snapshot())::text::bigint),
         e.id, e.topic, e.key, e.type, clock_timestamp(), e.traceparent, e.payload
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[],
                string_to_array($5::text, E'\\n'), $6::text[])
         WITH ORDINALITY AS e (id, topic, key, type, payload, traceparent, position)
   ORDER BY e.position`,
};

/** Rung by each commit that put events into the outbox. */
export const outboxBell = new Bell();

/** Where requests are grouped into one transaction, each event carries the trace of its own request. */
export type OutboxEvent = NewEvent & { readonly traceparent?: string | undefined };

// Kafka takes 1 MiB a record batch by default; a larger event could never leave.
const maxPayloadBytes = 900_000;

export const outbox = {
  /**
   * Puts events into the transaction: they are published if and only if it commits, per subject in the order of the commits.
   * Call it while holding what serialises changes of the subject (its row lock). Throws a TypeError when data break the contract.
   */
  async add(tx: Tx, events: readonly OutboxEvent[]): Promise<void> {
    if (events.length === 0) return;
    const ambient = currentTraceparent();
    const payloads = events.map(payloadOf);
    await runLater(tx, insert, [
      events.map(() => newId()),
      events.map(({ contract }) => contract.topic),
      events.map(({ subject }) => subject),
      events.map(({ contract }) => contract.type),
      Buffer.from(payloads.join('\n')),
      events.map(({ traceparent = ambient }) => traceparent ?? null),
    ]);
    outboxBell.ringAfterCommit(tx);
  },
};

function payloadOf({ contract, data }: OutboxEvent): string {
  const fault = faultOf(contract, data);
  if (fault) throw new TypeError(`${contract.type} breaks its own contract at ${fault}`);
  const payload = JSON.stringify(data);
  // A character is three bytes at most: counting them is for the few that are long.
  if (payload.length * 3 > maxPayloadBytes && Buffer.byteLength(payload) > maxPayloadBytes)
    throw new TypeError(`${contract.type} is too large for the log`);
  return payload;
}
