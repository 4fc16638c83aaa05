import { insertNew, selectList, sql, sqlOverRows, type Tx, updateMany } from '@harken/database';
import { CustomerTable } from './customer.table.ts';
import { type Customer, createStub, type NewCustomer, type PublicCustomer } from './customer.ts';

const find = sql<PublicCustomer>(
  'SELECT id, external_id AS "externalId", segments, tier, stage, language FROM customers WHERE external_id = ANY($1)',
);

const lock = sql<Customer>(
  `SELECT ${selectList(CustomerTable, 'c')} FROM customers c WHERE c.external_id = ANY($1) ORDER BY c.external_id FOR UPDATE`,
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
  /** Reads the customers that exist and locks their rows until the transaction ends, in one order. */
  lock(tx: Tx, externalIds: readonly string[]): Promise<Customer[]> {
    return lock.query(tx, [[...new Set(externalIds)]]);
  },

  /** Returns the ids of those that no other transaction has added; the rows of the others can be locked then. */
  add(tx: Tx, customers: readonly Customer[]): Promise<ReadonlySet<string>> {
    return customers.length === 0
      ? Promise.resolve(new Set())
      : insertNew(tx, CustomerTable, ['externalId'], customers);
  },

  async save(tx: Tx, customers: readonly Customer[]): Promise<void> {
    if (customers.length > 0) await updateMany(tx, CustomerTable, customers);
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
