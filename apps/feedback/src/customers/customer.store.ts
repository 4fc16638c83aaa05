import { type Prepared, runPrepared, type Tx } from '@harken/messaging';
import { CustomerTable } from './customer.table.ts';
import { type Customer, type KnownCustomer, type NewCustomer, stubOf } from './customer.ts';

const find: Prepared = {
  name: 'feedback.known-customers',
  text: 'SELECT id, external_id AS "externalId", segments, tier, stage, language FROM customers WHERE external_id = ANY($1)',
};

// The order keeps two batches from waiting for each other in a circle.
const addStubs: Prepared = {
  name: 'feedback.add-stubs',
  text: `
  INSERT INTO customers (id, external_id, stub)
  SELECT id, external_id, true FROM unnest($1::uuid[], $2::text[]) AS w (id, external_id) ORDER BY external_id
  ON CONFLICT (external_id) DO NOTHING
  RETURNING id, external_id AS "externalId", created_at AS "createdAt"`,
};

export const customerStore = {
  /** The customer with its row locked until the transaction ends. */
  async lock(tx: Tx, externalId: string): Promise<Customer | undefined> {
    const found = await tx
      .getRepository(CustomerTable)
      .findOne({ where: { externalId }, lock: { mode: 'pessimistic_write' } });
    return found ?? undefined;
  },

  /** False when somebody else was quicker; then the row can be locked. */
  async add(tx: Tx, customer: Customer): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `INSERT INTO customers (id, external_id, name, segments, tier, stage, language, attributes, consents, stub,
                              updated_at, version, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       ON CONFLICT (external_id) DO NOTHING RETURNING id`,
      [customer.id, customer.externalId, ...profileOf(customer), customer.createdAt],
    );
    return rows.length === 1;
  },

  async save(tx: Tx, customer: Customer): Promise<void> {
    await tx.query(
      `UPDATE customers SET name = $2, segments = $3, tier = $4, stage = $5, language = $6, attributes = $7,
              consents = $8, stub = $9, updated_at = $10, version = $11
        WHERE id = $1`,
      [customer.id, ...profileOf(customer)],
    );
  },

  /** Of the running transaction. */
  async now(tx: Tx): Promise<Date> {
    const [{ now }] = await tx.query(`SELECT date_trunc('milliseconds', clock_timestamp()) AS now`);
    return now;
  },

  /** Those that are known. */
  find(tx: Tx, externalIds: readonly string[]): Promise<KnownCustomer[]> {
    return runPrepared(tx, find, [externalIds]);
  },

  /** The stubs made; one that somebody else made meanwhile is not among them. */
  async addStubs(tx: Tx, wanted: readonly NewCustomer[]): Promise<Customer[]> {
    const rows = await runPrepared<NewCustomer & { createdAt: Date }>(tx, addStubs, [
      wanted.map(({ id }) => id),
      wanted.map(({ externalId }) => externalId),
    ]);
    return rows.map(({ createdAt, ...made }) => stubOf(made, createdAt));
  },
};

const profileOf = (customer: Customer): unknown[] => [
  customer.name,
  customer.segments,
  customer.tier,
  customer.stage,
  customer.language,
  JSON.stringify(customer.attributes),
  JSON.stringify(customer.consents),
  customer.stub,
  customer.updatedAt,
  customer.version,
];
