import { NotFound, Unavailable } from '@harken/errors';
import type { DataSource, EntityManager } from 'typeorm';
import { escalationWords } from './escalation-words.ts';
import { policyDefaults, type ResponsePolicy, type VersionedPolicy } from './response-policy.ts';

type StoredPolicy = Omit<ResponsePolicy, 'words'> & Partial<Pick<ResponsePolicy, 'words'>>;

export interface PublishedPolicy extends VersionedPolicy {
  readonly effectiveFrom: Date;
  readonly appliesTo: 'new' | 'open';
  readonly publishedAt: Date;
  readonly publishedBy: string;
}

/** `policy` is null if the version is the one read last. */
export interface PolicyRow {
  readonly version: number;
  readonly policy: StoredPolicy | null;
}

// Versions never change, so the cached one is correct.
const lastRead = new WeakMap<DataSource, VersionedPolicy>();

export const knownPolicyVersion = (tx: EntityManager): number => lastRead.get(tx.dataSource)?.version ?? 0;

/** The version in force: the one with the latest start that has begun. */
export const selectPolicy = (known: string): string => `
  SELECT version, CASE WHEN version = ${known} THEN NULL ELSE policy END AS policy
    FROM response_policies WHERE effective_from <= clock_timestamp()
   ORDER BY effective_from DESC, version DESC LIMIT 1`;

const withDefaults = (version: number, policy: StoredPolicy): VersionedPolicy => ({
  ...policyDefaults,
  words: escalationWords,
  ...policy,
  version,
});

export function toPolicy(row: PolicyRow | null | undefined, tx: EntityManager): VersionedPolicy {
  if (!row) throw new Unavailable('response-policy.missing', 'There is no response policy yet.');
  const known = lastRead.get(tx.dataSource);
  if (known && row.version === known.version) return known;
  const policy = withDefaults(row.version, row.policy as StoredPolicy);
  lastRead.set(tx.dataSource, policy);
  return policy;
}

/** The policy in force. */
export async function currentPolicy(tx: EntityManager): Promise<VersionedPolicy> {
  const [row] = (await tx.query(selectPolicy('$1'), [knownPolicyVersion(tx)])) as PolicyRow[];
  return toPolicy(row, tx);
}

/** The newest version, in force or still to come. */
export async function latestPolicyVersion(tx: EntityManager): Promise<number> {
  const [row] = (await tx.query('SELECT max(version) AS version FROM response_policies')) as { version: number }[];
  return row?.version ?? 0;
}

export async function policyOfVersion(tx: EntityManager, version: number): Promise<VersionedPolicy> {
  const [row] = (await tx.query('SELECT policy FROM response_policies WHERE version = $1', [version])) as {
    policy: StoredPolicy;
  }[];
  if (!row) throw new NotFound('response policy', String(version));
  return withDefaults(version, row.policy);
}

type PublishedRow = Omit<PublishedPolicy, keyof ResponsePolicy> & { readonly policy: StoredPolicy };

const columns = `version, policy, effective_from AS "effectiveFrom", applies_to AS "appliesTo",
                 created_at AS "publishedAt", created_by AS "publishedBy"`;

const published = ({ version, policy, ...row }: PublishedRow): PublishedPolicy => ({
  ...withDefaults(version, policy),
  ...row,
});

/** One version, with when and by whom it was published. */
export async function readPolicy(db: EntityManager, version: number): Promise<PublishedPolicy> {
  const [row] = (await db.query(`SELECT ${columns} FROM response_policies WHERE version = $1`, [
    version,
  ])) as PublishedRow[];
  if (!row) throw new NotFound('response policy', String(version));
  return published(row);
}

/** Newest first. */
export async function listPolicies(db: EntityManager, before: number, limit: number): Promise<PublishedPolicy[]> {
  const rows = (await db.query(
    `SELECT ${columns} FROM response_policies WHERE version < $1 ORDER BY version DESC LIMIT $2`,
    [before, limit],
  )) as PublishedRow[];
  return rows.map(published);
}

/** The versions that were in force before this one. */
export async function versionsBefore(tx: EntityManager, version: number): Promise<ReadonlySet<number>> {
  const rows = (await tx.query(
    `SELECT p.version FROM response_policies p, response_policies v
      WHERE v.version = $1 AND (p.effective_from, p.version) < (v.effective_from, v.version)`,
    [version],
  )) as { version: number }[];
  return new Set(rows.map((row) => row.version));
}

export async function policiesOfVersions(
  tx: EntityManager,
  versions: Iterable<number>,
): Promise<ReadonlyMap<number, VersionedPolicy>> {
  const policies = new Map<number, VersionedPolicy>();
  for (const version of new Set(versions)) policies.set(version, await policyOfVersion(tx, version));
  return policies;
}
