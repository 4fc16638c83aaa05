import type { Tx } from '@harken/database';
import type { VersionedLevels } from './management-levels.ts';

export const managementLevelsStore = {
  /** Allows one publication at a time, so that versions have no gaps. */
  async lock(tx: Tx): Promise<void> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('complaints.management_levels'))");
  },

  async add(tx: Tx, { version, levels }: VersionedLevels, actor: string): Promise<void> {
    const byDepartment = levels.some(({ people }) => people.some(({ department }) => department !== null));
    await tx.query('INSERT INTO management_levels VALUES ($1, $2, $3, clock_timestamp(), $4)', [
      version,
      JSON.stringify(levels),
      byDepartment,
      actor,
    ]);
  },
};
