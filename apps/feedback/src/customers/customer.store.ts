import { type Prepared, runPrepared, type Tx } from '@harken/messaging';
import { CustomerTable } from './customer.table.ts';
import { type Customer, createStub, type NewCustomer, type PublicCustomer } from './customer.ts';

const find: Prepared = {
  name: 'feedback.known-customers',
  text: 'SELECT id, external_id AS "externalId", segments, tier, stage, language FROM customers WHERE external_id = ANY($1)',
};

// Sorted, so that two batches cannot deadlock.
const addStubs: Prepared = {
  name: 'feedback.add-stubs',
  text: `
  INSERT INTO customers (id, external_id, stub)
  SELECT id, external_id, true FROM unnest($1::uuid[], $2::text[]) AS w (id, external_id) ORDER BY external_id
  ON CONFLICT (external_id) DO NOTHING
  RETURNING id, external_id AS "externalId", created_at AS "createdAt"`,
};

export const customerStore = {
  /** Reads the customer and locks its row until the transaction ends. */
  async lock(tx: Tx, externalId: string): Promise<Customer | undefined> {
    const found = await tx
      .getRepository(CustomerTable)
      .findOne({ where: { externalId }, lock: { mode: 'pessimistic_write' } });
    return found ?? undefined;
  },

  /** False if another transaction has added the customer; then its row can be locked. */
  async add(tx: Tx, customer: Customer): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `INSERT INTO customers (id, external_id, name, segments, tier, stage, language, attributes, consents, stub,
                              updated_at, version, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       ON CONFLICT (external_id) DO NOTHING RETURNING id`,
      [customer.id, customer.externalId, ...profileColumns(customer), customer.createdAt],
    );
    return rows.length === 1;
  },

  async save(tx: Tx, customer: Customer): Promise<void> {
    await tx.query(
      `UPDATE customers SET name = $2, segments = $3, tier = $4, stage = $5, language = $6, attributes = $7,
              consents = $8, stub = $9, updated_at = $10, version = $11
        WHERE id = $1`,
      [customer.id, ...profileColumns(customer)],
    );
  },

  /** The current time of the database. */
  async now(tx: Tx): Promise<Date> {
    const [{ now }] = await tx.query(`SELECT date_trunc('milliseconds', clock_timestamp()) AS now`);
    return now;
  },

  /** The customers that exist. */
  find(tx: Tx, externalIds: readonly string[]): Promise<PublicCustomer[]> {
    return runPrepared(tx, find, [externalIds]);
  },

  /** Returns the stubs it added, without those that another transaction added meanwhile. */
  async addStubs(tx: Tx, wanted: readonly NewCustomer[]): Promise<Customer[]> {
    const rows = await runPrepared<NewCustomer & { createdAt: Date }>(tx, addStubs, [
      wanted.map(({ id }) => id),
      wanted.map(({ externalId }) => externalId),
    ]);
    return rows.map(({ createdAt, ...made }) => createStub(made, createdAt));
  },
};

const profileColumns = (customer: Customer): unknown[] => [
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
