import type { EntityManager } from 'typeorm';
import { responsePolicy } from './response-policy.document.ts';
import type { VersionedPolicy } from './response-policy.ts';

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
  for (const version of new Set(versions)) policies.set(version, await responsePolicy.version(tx, version));
  return policies;
}
