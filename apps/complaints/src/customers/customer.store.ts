import { sql, sqlOverRows, type Tx } from '@harken/database';
import { newId } from '@harken/messaging';
import type { CustomerFacts } from '../complaint/complaint.ts';

export type KnownCustomer = CustomerFacts & { readonly known: true; readonly updatedAt: string };

// OFFSET 0: one index lookup for each, even if the planner's statistics are stale.
const saveCustomers = sqlOverRows<Omit<KnownCustomer, 'known'>>(
  {
    externalId: 'text',
    customerId: 'uuid',
    segments: 'text[]',
    tier: 'text',
    stage: 'text',
    language: 'text',
    updatedAt: 'timestamptz',
  },
  (given) => `
  WITH said AS MATERIALIZED (SELECT * FROM ${given} AS g),
       saved AS (
         INSERT INTO customers (external_id, customer_id, segments, tier, stage, language, known, updated_at)
         SELECT external_id, customer_id, segments, tier, stage, language, true, updated_at FROM said
         ON CONFLICT (external_id) DO UPDATE SET
           customer_id = excluded.customer_id, segments = excluded.segments, tier = excluded.tier,
           stage = excluded.stage, language = excluded.language, known = true, updated_at = excluded.updated_at
         WHERE NOT customers.known OR customers.updated_at <= excluded.updated_at)
  UPDATE complaints c SET customer_id = wrong.customer_id
    FROM (SELECT own.id, said.customer_id FROM said, LATERAL (
            SELECT id FROM complaints
             WHERE customer = said.external_id AND customer_id <> said.customer_id OFFSET 0) own) wrong
   WHERE c.id = wrong.id`,
);

const addCustomer = sql(`
  INSERT INTO customers (external_id, customer_id, segments, known, updated_at)
  VALUES ($1, $2, '{}', false, clock_timestamp()) ON CONFLICT DO NOTHING`);

const findCustomer = sql<CustomerFacts>(`
  SELECT customer_id AS "customerId", external_id AS "externalId", segments, tier, stage, language
    FROM customers WHERE external_id = $1`);

const addCustomers = sqlOverRows<{ readonly externalId: string; readonly customerId: string }>(
  { externalId: 'text', customerId: 'uuid' },
  (given) => `
  INSERT INTO customers (external_id, customer_id, segments, known, updated_at)
  SELECT external_id, customer_id, '{}', false, clock_timestamp() FROM ${given} AS g ORDER BY external_id
  ON CONFLICT DO NOTHING`,
);

const selectCustomers = sql<CustomerFacts>(`
  SELECT customer_id AS "customerId", external_id AS "externalId", segments, tier, stage, language
    FROM customers WHERE external_id = ANY ($1::text[])`);

export const customerStore = {
  async findOrAddMany(tx: Tx, externalIds: readonly string[]): Promise<CustomerFacts[]> {
    if (externalIds.length === 0) return [];
    await addCustomers.write(
      tx,
      externalIds.map((externalId) => ({ externalId, customerId: newId() })),
    );
    return selectCustomers.query(tx, [externalIds]);
  },

  async findOrAdd(tx: Tx, externalId: string): Promise<CustomerFacts> {
    await addCustomer.write(tx, [externalId, newId()]);
    return findCustomer.queryOne(tx, [externalId]);
  },

  /** Complaints of a profile that was created here are moved to the customer's real id. */
  async save(tx: Tx, customers: readonly KnownCustomer[]): Promise<void> {
    await saveCustomers.write(tx, customers);
  },
};
