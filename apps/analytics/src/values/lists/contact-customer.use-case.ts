import type { CustomerList } from '@harken/contracts';
import { sql, type Tx } from '@harken/database';
import { lockEntry } from './customer-lists.queries.ts';

const noteContact = sql(`
  UPDATE customer_list_entries SET contacted_at = clock_timestamp(), contacted_by = $2, outcome = $3, note = $4, version = version + 1
   WHERE id = $1`);

/** Records that somebody called the customer, also after the customer left the list meanwhile. */
export async function contactCustomer(
  { list, id, by, outcome, note }: { list: CustomerList; id: string; by: string; outcome: string; note: string | null },
  tx: Tx,
) {
  await lockEntry(tx, list, id);
  await noteContact.write(tx, [id, by, outcome, note]);
  return lockEntry(tx, list, id);
}
