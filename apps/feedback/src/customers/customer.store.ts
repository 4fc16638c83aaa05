import { insertNew, sql, sqlOverRows, type Tx, updateMany } from '@harken/database';
import { CustomerTable } from './customer.table.ts';
import { type Customer, createStub, type NewCustomer, type PublicCustomer } from './customer.ts';

const find = sql<PublicCustomer>(
  'SELECT id, external_id AS "externalId", segments, tier, stage, language FROM customers WHERE external_id = ANY($1)',
);

// Sorted, so that two batches cannot deadlock.
const addStubs = sqlOverRows<NewCustomer, NewCustomer & { createdAt: Date }>(
  { id: 'uuid', externalId: 'text' },
  (wanted) => `
  INSERT INTO customers (id, external_id, stub)
  SELECT id, external_id, true FROM ${wanted} AS w ORDER BY external_id
  ON CONFLICT (external_id) DO NOTHING
  RETURNING id, external_id AS "externalId", created_at AS "createdAt"`,
);

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
    return (await insertNew(tx, CustomerTable, ['externalId'], [customer])).size === 1;
  },

  async save(tx: Tx, customer: Customer): Promise<void> {
    await updateMany(tx, CustomerTable, [customer]);
  },

  /** The customers that exist. */
  find(tx: Tx, externalIds: readonly string[]): Promise<PublicCustomer[]> {
    return find.query(tx, [externalIds]);
  },

  /** Returns the stubs it added, without those that another transaction added meanwhile. */
  async addStubs(tx: Tx, wanted: readonly NewCustomer[]): Promise<Customer[]> {
    const rows = await addStubs.query(tx, wanted);
    return rows.map(({ createdAt, ...made }) => createStub(made, createdAt));
  },
};
