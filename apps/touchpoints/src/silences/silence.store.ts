import { databaseTime, type Tx } from '@harken/database';
import { SilenceTable } from './silence.table.ts';
import type { Silence } from './silence.ts';

export const silenceStore = {
  /** The silence, locked against every other change, also when it does not exist yet. */
  async lockForUpdate(tx: Tx, id: string): Promise<{ before: Silence | null; now: Date }> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('touchpoints.silence'), hashtext($1))", [id]);
    const now = await databaseTime(tx);
    return { before: await tx.findOneBy(SilenceTable, { id }), now };
  },

  async save(tx: Tx, silence: Silence): Promise<void> {
    await tx.upsert(SilenceTable, silence, ['id']);
  },

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.delete(SilenceTable, { id });
  },
};
