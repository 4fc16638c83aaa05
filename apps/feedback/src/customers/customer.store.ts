import { insertNew, sql, sqlOverRows, type Tx, updateMany } from '@harken/database';
import { CustomerTable, searchOf, selectCustomer, toCustomerRow } from './customer.table.ts';
import { type Customer, createStub, type NewCustomer, type PublicCustomer } from './customer.ts';

/** `named`: the external id that was asked for. */
export type FoundCustomer = PublicCustomer & { readonly named: string };

const find = sql<FoundCustomer>(`
  SELECT named.external_id AS named, c.id, c.external_id AS "externalId", c.segments, c.tier, c.stage, c.language
    FROM customers named JOIN customers c ON c.id = named.current_id WHERE named.external_id = ANY ($1)`);

const lock = sql<Customer>(`
  SELECT ${selectCustomer('c')} FROM customers c
   WHERE c.current_id IN (SELECT current_id FROM customers WHERE external_id = ANY ($1)) ORDER BY c.external_id FOR UPDATE`);

// Profiles may change side by side; a merge is alone, so that nobody sees half of one.
const share = sql("SELECT pg_advisory_xact_lock_shared(hashtext('feedback-merges'), hashtext(current_schema()))");
const alone = sql("SELECT pg_advisory_xact_lock(hashtext('feedback-merges'), hashtext(current_schema()))");

// Sorted, so that two batches cannot deadlock.
const addStubs = sqlOverRows<NewCustomer & { search: string }, NewCustomer & { createdAt: Date }>(
  { id: 'uuid', externalId: 'text', search: 'tsvector' },
  (wanted) => `
  INSERT INTO customers (id, external_id, stub, current_id, search)
  SELECT id, external_id, true, id, search FROM ${wanted} AS w ORDER BY external_id
  ON CONFLICT (external_id) DO NOTHING
  RETURNING id, external_id AS "externalId", created_at AS "createdAt"`,
);

interface MergeRecord {
  readonly merged: string;
  readonly at: Date;
  readonly by: string;
}

const addMerge = sql(
  'INSERT INTO customer_merges (id, kept, merged, merged_at, merged_by) VALUES ($1, $2, $3, $4, $5)',
);
const endMerge = sql(
  'UPDATE customer_merges SET undone_at = $2, undone_by = $3 WHERE merged = $1 AND undone_at IS NULL',
);
const wasUndone = sql<{ undone: boolean }>(
  'SELECT EXISTS (SELECT FROM customer_merges WHERE merged = $1 AND kept = ANY ($2::uuid[])) AS undone',
);

export const customerStore = {
  /** Reads the customers that exist, with all who are the same today, and locks them until the transaction ends. */
  async lock(tx: Tx, externalIds: readonly string[]): Promise<Customer[]> {
    await share.query(tx);
    return lock.query(tx, [[...new Set(externalIds)]]);
  },

  /** The same for a merge: no profile changes meanwhile. */
  async lockAlone(tx: Tx, externalIds: readonly string[]): Promise<Customer[]> {
    await alone.query(tx);
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

  /** Who merged whom, for good. */
  addMerge: (tx: Tx, { id, kept, merged, at, by }: MergeRecord & { id: string; kept: string }): Promise<void> =>
    addMerge.write(tx, [id, kept, merged, at, by]),
  endMerge: (tx: Tx, { merged, at, by }: MergeRecord): Promise<void> => endMerge.write(tx, [merged, at, by]),
  /** Whether it was once merged into one of these. */
  wasUndone: async (tx: Tx, merged: string, kept: readonly string[]): Promise<boolean> =>
    (await wasUndone.queryOne(tx, [merged, kept])).undone,
};
