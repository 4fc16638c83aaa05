import type { Tx } from '@harken/messaging';
import type { Customer } from '../lifecycle/complaint.ts';
import { rows } from '../lifecycle/rows.ts';

export type KnownCustomer = Customer & { readonly known: true; readonly updatedAt: string };

export const customerStore = {
  async addUnlessThere(tx: Tx, externalId: string, customerId: string): Promise<void> {
    await tx.query(
      `INSERT INTO customers (external_id, customer_id, segments, known, updated_at)
       VALUES ($1, $2, '{}', false, clock_timestamp()) ON CONFLICT DO NOTHING`,
      [externalId, customerId],
    );
  },

  async find(tx: Tx, externalId: string): Promise<Customer> {
    const [customer] = (await tx.query(
      `SELECT customer_id AS "customerId", external_id AS "externalId", segments, tier, stage, language
       FROM customers WHERE external_id = $1`,
      [externalId],
    )) as [Customer];
    return customer;
  },

  async save(tx: Tx, customers: readonly KnownCustomer[]): Promise<void> {
    await tx.query(
      `INSERT INTO customers SELECT * FROM jsonb_populate_recordset(null::customers, $1)
       ON CONFLICT (external_id) DO UPDATE SET
         customer_id = excluded.customer_id, segments = excluded.segments, tier = excluded.tier,
         stage = excluded.stage, language = excluded.language, known = true, updated_at = excluded.updated_at
       WHERE NOT customers.known OR customers.updated_at <= excluded.updated_at`,
      [rows(customers)],
    );
  },

  /** Complaints of a profile that was made here go to the customer it turned out to be. */
  async correctComplaints(tx: Tx, customers: readonly KnownCustomer[]): Promise<void> {
    await tx.query(
      `UPDATE complaints c SET customer_id = n.customer_id
       FROM jsonb_to_recordset($1) AS n(external_id text, customer_id uuid)
       WHERE c.customer = n.external_id AND c.customer_id <> n.customer_id`,
      [rows(customers)],
    );
  },
};
