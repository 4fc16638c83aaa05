import type { Tx } from '@harken/messaging';

export const duplicatePolicyStore = {
  /** Allows one publication at a time, so that versions have no gaps. */
  async lock(tx: Tx): Promise<void> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('complaints.duplicate_policies'))");
  },

  async add(tx: Tx, version: number, policy: object, actor: string): Promise<void> {
    await tx.query('INSERT INTO duplicate_policies VALUES ($1, $2, clock_timestamp(), $3)', [
      version,
      JSON.stringify(policy),
      actor,
    ]);
  },
};
