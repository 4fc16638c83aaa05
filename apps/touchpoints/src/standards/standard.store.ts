import { databaseTime, type Tx } from '@harken/database';
import { StandardTable } from './standard.table.ts';
import type { Standard, StandardContent } from './standard.ts';

export const standardStore = {
  /** The standard, locked against every other change, also when it does not exist yet. */
  async lockForUpdate(tx: Tx, id: string): Promise<{ before: Standard | null; now: Date }> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('touchpoints.standard'), hashtext($1))", [id]);
    const now = await databaseTime(tx);
    return { before: await tx.findOneBy(StandardTable, { id }), now };
  },

  async save(tx: Tx, standard: Standard): Promise<void> {
    await tx.upsert(StandardTable, standard, ['id']);
    const { id, version, updatedAt, updatedBy, ...content } = standard;
    await addVersion(tx, id, version, content, updatedBy, updatedAt);
  },

  async remove(tx: Tx, standard: Standard, by: string, now: Date): Promise<void> {
    await tx.delete(StandardTable, { id: standard.id });
    await addVersion(tx, standard.id, standard.version + 1, null, by, now);
  },

  /** The next version of this id, also after a deletion. */
  async nextVersion(tx: Tx, id: string): Promise<number> {
    const [row] = await tx.query<{ last: number | null }[]>(
      'SELECT max(version) AS last FROM standard_versions WHERE id = $1',
      [id],
    );
    return (row?.last ?? 0) + 1;
  },
};

async function addVersion(
  tx: Tx,
  id: string,
  version: number,
  content: StandardContent | null,
  by: string,
  at: Date,
): Promise<void> {
  await tx.query(
    'INSERT INTO standard_versions (id, version, content, changed_by, recorded_at) VALUES ($1, $2, $3, $4, $5)',
    [id, version, content === null ? null : JSON.stringify(content), by, at],
  );
}
