import type { Tx } from '@harken/database';

export interface NewPolicyVersion {
  readonly version: number;
  readonly policy: object;
  readonly actor: string;
  /** null: at once. */
  readonly effectiveFrom: Date | null;
  readonly appliesTo: 'new' | 'open';
}

export const responsePolicyStore = {
  /** Allows one publication at a time, so that versions have no gaps. */
  async lock(tx: Tx): Promise<void> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('complaints.response_policies'))");
  },

  async add(tx: Tx, { version, policy, actor, effectiveFrom, appliesTo }: NewPolicyVersion): Promise<void> {
    await tx.query(
      `INSERT INTO response_policies (version, policy, created_at, created_by, effective_from, applies_to)
       VALUES ($1, $2, clock_timestamp(), $3, coalesce($4, clock_timestamp()), $5)`,
      [version, JSON.stringify(policy), actor, effectiveFrom, appliesTo],
    );
  },
};
