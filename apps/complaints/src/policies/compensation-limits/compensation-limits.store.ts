import type { Tx } from '@harken/database';
import type { CompensationLimits } from './compensation-limits.ts';

export const compensationLimitsStore = {
  /** Allows one publication at a time, so that versions have no gaps. */
  async lock(tx: Tx): Promise<void> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('complaints.compensation_limits'))");
  },

  async add(tx: Tx, version: number, limits: CompensationLimits, actor: string): Promise<void> {
    await tx.query('INSERT INTO compensation_limits VALUES ($1, $2, clock_timestamp(), $3)', [
      version,
      JSON.stringify(limits),
      actor,
    ]);
  },
};
