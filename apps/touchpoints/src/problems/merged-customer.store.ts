import type { CustomersMerged, CustomersUnmerged, EventData } from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';

type Merge = EventData<typeof CustomersMerged> | EventData<typeof CustomersUnmerged>;

/**
 * Who a merged customer is now: the newest event about it says so. What was counted keeps the id that it came with, so
 * that an undone merge needs no repair; a merged customer is told once.
 */
export async function followMerges(events: readonly ReceivedEvent<Merge>[], tx: Tx): Promise<void> {
  for (const { type, data } of events) {
    const undone = type.includes('customers-unmerged');
    await tx.query(
      `INSERT INTO merged_customers AS known (merged_id, customer_id, external_id, at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (merged_id) DO UPDATE SET
         customer_id = excluded.customer_id, external_id = excluded.external_id, at = excluded.at
       WHERE known.at < excluded.at`,
      [
        data.merged.customerId,
        undone ? null : data.customer.customerId,
        undone ? null : data.customer.externalId,
        data.at,
      ],
    );
  }
}
