import { insertNew, sql, sqlOverRows, type Tx, updateMany } from '@harken/database';
import { CustomerTable, searchOf, selectCustomer, toCustomerRow } from './customer.table.ts';
import { type Customer, createStub, type NewCustomer, type PublicCustomer } from './customer.ts';

/** `named`: the external id that was asked for. */
export type FoundCustomer = PublicCustomer & { readonly named: string };

const find = sql<FoundCustomer>(`
  SELECT named.external_id AS named, c.id, c.external_id AS "externalId", c.segments, c.tier, c.stage, c.language
    FROM customers named JOIN customers c ON c.id = named.current_id WHERE named.external_id = ANY ($1)`);

const lock = sql<Customer>(
  `SELECT ${selectCustomer('c')} FROM customers c WHERE c.external_id = ANY($1) ORDER BY c.external_id FOR UPDATE`,
);

// Sorted, so that two batches cannot deadlock.
const addStubs = sqlOverRows<NewCustomer & { search: string }, NewCustomer & { createdAt: Date }>(
  { id: 'uuid', externalId: 'text', search: 'tsvector' },
  (wanted) => `
  INSERT INTO customers (id, external_id, stub, current_id, search)
  SELECT id, external_id, true, id, search FROM ${wanted} AS w ORDER BY external_id
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
      : insertNew(tx, CustomerTable, ['externalId'], customers.map(toCustomerRow));
  },

  async save(tx: Tx, customers: readonly Customer[]): Promise<void> {
    if (customers.length > 0) await updateMany(tx, CustomerTable, customers.map(toCustomerRow));
  },

  /** The customers that exist, as who they are today. */
  find(tx: Tx, externalIds: readonly string[]): Promise<FoundCustomer[]> {
    return find.query(tx, [externalIds]);
  },

  /** Returns the stubs it added, without those that another transaction added meanwhile. */
  async addStubs(tx: Tx, wanted: readonly NewCustomer[]): Promise<Customer[]> {
    const rows = await addStubs.query(
      tx,
      wanted.map((one) => ({
        ...one,
        search: searchOf({ name: null, externalId: one.externalId, contactPoints: [] }),
      })),
    );
    return rows.map(({ createdAt, ...made }) => createStub(made, createdAt));
  },
};
