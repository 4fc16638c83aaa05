import { Unavailable } from '@harken/errors';
import type { DataSource, EntityManager } from 'typeorm';
import { managementWords } from '../escalation/management-words.ts';
import type { ResponsePolicy, VersionedPolicy } from './response-policy.ts';

type Stored = Omit<ResponsePolicy, 'words'> & Partial<Pick<ResponsePolicy, 'words'>>;

// A version never changes, so the last one read is as good as the table's.
const lastRead = new WeakMap<DataSource, VersionedPolicy>();

/** The policy in force. */
export async function currentPolicy(tx: EntityManager): Promise<VersionedPolicy> {
  const known = lastRead.get(tx.dataSource);
  const [row] = (await tx.query(
    `SELECT version, CASE WHEN version = $1 THEN NULL ELSE policy END AS policy
     FROM response_policies ORDER BY version DESC LIMIT 1`,
    [known?.version ?? 0],
  )) as { version: number; policy: Stored | null }[];
  if (!row) throw new Unavailable('response-policy.missing', 'There is no response policy yet.');
  if (known && row.version === known.version) return known;
  const policy = { words: managementWords, ...(row.policy as Stored), version: row.version };
  lastRead.set(tx.dataSource, policy);
  return policy;
}
