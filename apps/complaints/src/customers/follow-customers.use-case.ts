import type { CustomerChanged, EventData } from '@harken/contracts';
import type { ReceivedEvent, Tx } from '@harken/messaging';
import { rows } from '../lifecycle/rows.ts';

type Changed = EventData<typeof CustomerChanged>;

/** Keeps the local copy of what routing needs to know; an older state never overwrites a newer one. */
export async function followCustomers(events: readonly ReceivedEvent<Changed>[], tx: Tx): Promise<void> {
  const latest = new Map<string, Changed>();
  for (const { data } of events) {
    const known = latest.get(data.customer.externalId);
    if (!known || known.updatedAt <= data.updatedAt) latest.set(data.customer.externalId, data);
  }
  const found = [...latest.values()]
    // The same order in every transaction: no two of them wait for each other.
    .sort((a, b) => (a.customer.externalId < b.customer.externalId ? -1 : 1))
    .map(({ customer, updatedAt }) => ({ ...customer, updatedAt, known: true }));
  await tx.query(
    `INSERT INTO customers SELECT * FROM jsonb_populate_recordset(null::customers, $1)
     ON CONFLICT (external_id) DO UPDATE SET
       customer_id = excluded.customer_id, segments = excluded.segments, tier = excluded.tier,
       stage = excluded.stage, language = excluded.language, known = true, updated_at = excluded.updated_at
     WHERE NOT customers.known OR customers.updated_at <= excluded.updated_at`,
    [rows(found)],
  );
  // Complaints of a profile that was made here go to the customer it turned out to be.
  await tx.query(
    `UPDATE complaints c SET customer_id = n.customer_id
     FROM jsonb_to_recordset($1) AS n(external_id text, customer_id uuid)
     WHERE c.customer = n.external_id AND c.customer_id <> n.customer_id`,
    [rows(found)],
  );
}
