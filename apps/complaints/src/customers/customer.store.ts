import { sql, sqlOverRows, type Tx } from '@harken/database';
import { newId } from '@harken/messaging';
import type { CustomerFacts } from '../complaint/complaint.ts';

export type KnownCustomer = CustomerFacts & { readonly known: true; readonly version: number };

// OFFSET 0: one index lookup for each, even if the planner's statistics are stale.
const saveCustomers = sqlOverRows<Omit<KnownCustomer, 'known'>>(
  {
    externalId: 'text',
    customerId: 'uuid',
    segments: 'text[]',
    tier: 'text',
    stage: 'text',
    language: 'text',
    version: 'integer',
  },
  (given) => `
  WITH said AS MATERIALIZED (SELECT * FROM ${given} AS g),
       saved AS (
         INSERT INTO customers (external_id, customer_id, segments, tier, stage, language, known, version)
         SELECT external_id, customer_id, segments, tier, stage, language, true, version FROM said
         ON CONFLICT (external_id) DO UPDATE SET
           customer_id = excluded.customer_id, segments = excluded.segments, tier = excluded.tier,
           stage = excluded.stage, language = excluded.language, known = true, version = excluded.version
         WHERE NOT customers.known OR customers.version <= excluded.version)
  UPDATE complaints c SET customer_id = wrong.customer_id
    FROM (SELECT own.id, said.customer_id FROM said, LATERAL (
            SELECT id FROM complaints
             WHERE customer = said.external_id AND customer_id <> said.customer_id OFFSET 0) own) wrong
   WHERE c.id = wrong.id`,
);

// The lock makes a merge wait for a complaint that opens, and the complaint for the merge.
const findCustomers = sql<CustomerFacts & { readonly named: string }>(`
  WITH named AS MATERIALIZED (
    SELECT external_id, coalesce(merged_into, external_id) AS current FROM customers
     WHERE external_id = ANY ($1::text[]) ORDER BY external_id FOR NO KEY UPDATE)
  SELECT n.external_id AS named, c.customer_id AS "customerId", c.external_id AS "externalId", c.segments, c.tier,
         c.stage, c.language
    FROM named n JOIN customers c ON c.external_id = n.current`);

const externalIdOf = sql<{ externalId: string }>(
  'SELECT external_id AS "externalId" FROM customers WHERE customer_id = $1 LIMIT 1',
);

const addCustomers = sqlOverRows<{ readonly externalId: string; readonly customerId: string }>(
  { externalId: 'text', customerId: 'uuid' },
  (given) => `
  INSERT INTO customers (external_id, customer_id, segments, known, version)
  SELECT external_id, customer_id, '{}', false, 0 FROM ${given} AS g ORDER BY external_id
  ON CONFLICT DO NOTHING`,
);

export const customerStore = {
  /** By the external id that names them; a merged one as who it is now. Unknown ones are added. */
  async findOrAdd(tx: Tx, externalIds: readonly string[]): Promise<ReadonlyMap<string, CustomerFacts>> {
    if (externalIds.length === 0) return new Map();
    await addCustomers.write(
      tx,
      externalIds.map((externalId) => ({ externalId, customerId: newId() })),
    );
    return this.find(tx, externalIds);
  },

  /** Those that are known here. */
  async find(tx: Tx, externalIds: readonly string[]): Promise<ReadonlyMap<string, CustomerFacts>> {
    const found = await findCustomers.query(tx, [externalIds]);
    return new Map(found.map(({ named, ...customer }) => [named, customer]));
  },

  async externalIdOf(tx: Tx, customerId: string): Promise<string | undefined> {
    const [found] = await externalIdOf.query(tx, [customerId]);
    return found?.externalId;
  },

  /** Complaints of a profile that was created here are moved to the customer's real id. */
  async save(tx: Tx, customers: readonly KnownCustomer[]): Promise<void> {
    await saveCustomers.write(tx, customers);
  },
};
