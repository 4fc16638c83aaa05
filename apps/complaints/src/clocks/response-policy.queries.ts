import { Unavailable } from '@harken/errors';
import type { DataSource, EntityManager } from 'typeorm';
import { managementWords } from '../escalation/management-words.ts';
import type { ResponsePolicy, VersionedPolicy } from './response-policy.ts';

type Stored = Omit<ResponsePolicy, 'words'> & Partial<Pick<ResponsePolicy, 'words'>>;

/** `policy` is null where the version is the one that was read last. */
export interface PolicyRow {
  readonly version: number;
  readonly policy: Stored | null;
}

// A version never changes, so the last one read is as good as the table's.
const lastRead = new WeakMap<DataSource, VersionedPolicy>();

export const policyVersionRead = (tx: EntityManager): number => lastRead.get(tx.dataSource)?.version ?? 0;

export const selectPolicy = (known: string): string => `
  SELECT version, CASE WHEN version = ${known} THEN NULL ELSE policy END AS policy
    FROM response_policies ORDER BY version DESC LIMIT 1`;

export function policyOf(row: PolicyRow | null | undefined, tx: EntityManager): VersionedPolicy {
  if (!row) throw new Unavailable('response-policy.missing', 'There is no response policy yet.');
  const known = lastRead.get(tx.dataSource);
  if (known && row.version === known.version) return known;
  const policy = { words: managementWords, ...(row.policy as Stored), version: row.version };
  lastRead.set(tx.dataSource, policy);
  return policy;
}

/** The policy in force. */
export async function currentPolicy(tx: EntityManager): Promise<VersionedPolicy> {
  const [row] = (await tx.query(selectPolicy('$1'), [policyVersionRead(tx)])) as PolicyRow[];
  return policyOf(row, tx);
}
