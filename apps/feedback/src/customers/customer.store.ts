import type { Tx } from '@harken/messaging';
import { CustomerTable } from './customer.table.ts';
import type { Customer, NewCustomer } from './customer.ts';

export interface Resolved {
  readonly customers: readonly Customer[];
  /** Those of them that are stubs made just now. */
  readonly made: readonly Customer[];
}

const columns = `id, external_id AS "externalId", name, segments, tier, stage, language, attributes, consents, stub,
  updated_at AS "updatedAt", created_at AS "createdAt", version`;

// In steady state every customer is known and nothing is written. The order keeps two batches from waiting for each other.
const findOrMake = `
  WITH wanted AS (SELECT w.external_id, w.id FROM unnest($1::text[], $2::uuid[]) AS w (external_id, id)),
  known AS (SELECT c.* FROM customers c JOIN wanted w ON w.external_id = c.external_id),
  made AS (
    INSERT INTO customers (id, external_id, stub)
    SELECT id, external_id, true FROM wanted
     WHERE external_id NOT IN (SELECT external_id FROM known)
     ORDER BY external_id
    ON CONFLICT (external_id) DO NOTHING
    RETURNING *)
  SELECT ${columns}, false AS made FROM known
  UNION ALL
  SELECT ${columns}, true AS made FROM made`;

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

  /** Every wanted customer, one row each: those not known yet are made as stubs. */
  async findOrMake(tx: Tx, wanted: readonly NewCustomer[]): Promise<Resolved> {
    const rows: (Customer & { made: boolean })[] = await tx.query(findOrMake, [
      wanted.map(({ externalId }) => externalId),
      wanted.map(({ id }) => id),
    ]);
    return { customers: rows, made: rows.filter(({ made }) => made) };
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
