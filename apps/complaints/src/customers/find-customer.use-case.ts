import type { Tx } from '@harken/messaging';
import { v7 as uuidv7 } from 'uuid';
import type { Customer } from '../lifecycle/complaint.ts';

/**
 * What we know of a customer whom a person at the desk names. Nobody is turned away: for one we have not heard of, a
 * profile is made here; the feedback service takes its id over from ComplaintOpened, or tells us the right one.
 */
export async function findCustomer(externalId: string, tx: Tx): Promise<Customer> {
  await tx.query(
    `INSERT INTO customers (external_id, customer_id, segments, known, updated_at)
     VALUES ($1, $2, '{}', false, clock_timestamp()) ON CONFLICT DO NOTHING`,
    [externalId, uuidv7()],
  );
  const [customer] = (await tx.query(
    `SELECT customer_id AS "customerId", external_id AS "externalId", segments, tier, stage, language
     FROM customers WHERE external_id = $1`,
    [externalId],
  )) as [Customer];
  return customer;
}
