import { databaseTime, sql, type Tx, upsertMany } from '@harken/database';
import { OpenLinkTable } from './open-link.table.ts';
import type { OpenLink } from './open-link.ts';

const lockName = sql("SELECT pg_advisory_xact_lock(hashtext('feedback.open-link'), hashtext($1))");
const programmeExists = sql<{ found: boolean }>('SELECT EXISTS (SELECT FROM programmes WHERE id = $1) AS found');

export const openLinkStore = {
  /** The link, locked against every other change, also when it does not exist yet. */
  async lock(tx: Tx, id: string): Promise<{ before: OpenLink | null; now: Date }> {
    await lockName.query(tx, [id]);
    const before = await tx.findOne(OpenLinkTable, { where: { id } });
    return { before, now: await databaseTime(tx) };
  },

  async knowsProgramme(tx: Tx, programme: string): Promise<boolean> {
    return (await programmeExists.queryOne(tx, [programme])).found;
  },

  save: (tx: Tx, link: OpenLink): Promise<void> => upsertMany(tx, OpenLinkTable, [link]),
};
