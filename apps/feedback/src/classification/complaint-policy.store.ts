import { type Reader, sql, type Tx } from '@harken/database';
import type { ComplaintPolicy, StoredPolicy } from './complaint-policy.ts';

interface NewerPolicy {
  readonly version: number;
  readonly policy: ComplaintPolicy | null;
  readonly now: Date;
}

const newer = sql<NewerPolicy>(`
  SELECT date_trunc('milliseconds', now()) AS now, coalesce(p.version, 0) AS version,
         CASE WHEN p.version <> coalesce($1::int, 0) THEN p.policy END AS policy
    FROM (VALUES (1)) AS one
    LEFT JOIN LATERAL (SELECT version, policy FROM complaint_policies ORDER BY version DESC LIMIT 1) p ON true`);

export const complaintPolicyStore = {
  /** The policy of the operators when it is newer than `known`, and the time; `version` 0 while they have set none. */
  newerThan: (reader: Reader, known: number | undefined): Promise<NewerPolicy> =>
    newer.queryOne(reader, [known ?? null]),

  async add(tx: Tx, { version, policy }: StoredPolicy, setBy: string): Promise<void> {
    await tx.query('INSERT INTO complaint_policies (version, policy, set_by) VALUES ($1, $2, $3)', [
      version,
      JSON.stringify(policy),
      setBy,
    ]);
  },

  /** Held until the transaction ends: the next version is ours. */
  async lock(tx: Tx): Promise<void> {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('feedback.complaint-policy'))");
  },
};
