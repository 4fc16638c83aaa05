import type { NewEvent } from '@harken/contracts';
import { v7 as uuidv7 } from 'uuid';
import { afterCommit } from '../after-commit.ts';
import { faultOf } from '../event-data.ts';
import { currentTraceparent } from '../traceparent.ts';
import type { Tx } from '../transaction.ts';
import { wakeRelayOf } from './relay-wake.ts';

// `horizon`: every transaction below it must be over before the row may be published (docs/decisions/0002).
// The sequence is drawn row by row after the ORDER BY.
const insert = `
  INSERT INTO outbox (horizon, event_id, topic, key, type, time, traceparent, payload)
  SELECT greatest(pg_current_xact_id()::text::bigint + 1, pg_snapshot_xmax(pg_current_snapshot())::text::bigint),
         e.id, e.topic, e.key, e.type, clock_timestamp(), $6, e.payload
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
         WITH ORDINALITY AS e (id, topic, key, type, payload, position)
   ORDER BY e.position`;

export const outbox = {
  /**
   * Puts events into the transaction: they are published if and only if it commits, per subject in the order of the commits.
   * Call it while holding what serialises changes of the subject (its row lock). Throws a TypeError when data break the contract.
   */
  async add(tx: Tx, events: readonly NewEvent[]): Promise<void> {
    if (events.length === 0) return;
    for (const { contract, data } of events) {
      const fault = faultOf(contract, data);
      if (fault) throw new TypeError(`${contract.type} breaks its own contract at ${fault}`);
    }
    await tx.query(insert, [
      events.map(() => uuidv7()),
      events.map(({ contract }) => contract.topic),
      events.map(({ subject }) => subject),
      events.map(({ contract }) => contract.type),
      events.map(({ data }) => JSON.stringify(data)),
      currentTraceparent() ?? null,
    ]);
    afterCommit(tx, wakeRelayOf(tx.dataSource));
  },
};
