import type { Tx } from '@harken/messaging';
import type { Customer, NewCustomer } from './customer.ts';
import { CustomerTable } from './customer.table.ts';

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
    const { raw } = await tx
      .createQueryBuilder()
      .insert()
      .into(CustomerTable)
      .values({ ...customer, segments: [...customer.segments] })
      .orIgnore()
      .returning('id')
      .execute();
    return raw.length === 1;
  },

  async save(tx: Tx, { id, externalId: _, createdAt: __, ...profile }: Customer): Promise<void> {
    await tx.update(CustomerTable, { id }, { ...profile, segments: [...profile.segments] });
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
