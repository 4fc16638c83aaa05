import { Bell } from '@harken/messaging';
import type { EntityManager } from 'typeorm';
import { policyOfVersion } from './response-policy.queries.ts';
import type { VersionedPolicy } from './response-policy.ts';

/** Rung when deadlines are to be reckoned again. */
export const recomputationsBell = new Bell();

/** Milliseconds until the next one by the time of the database; null without any. */
export async function nextRecomputationInMs(tx: EntityManager): Promise<number | null> {
  const [row] = (await tx.query(
    `SELECT extract(epoch FROM min(due_at) - clock_timestamp())::float8 * 1000 AS ms
       FROM recomputations WHERE done_at IS NULL`,
  )) as { ms: number | null }[];
  return row?.ms ?? null;
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

export async function policiesOf(
  tx: EntityManager,
  versions: Iterable<number>,
): Promise<ReadonlyMap<number, VersionedPolicy>> {
  const policies = new Map<number, VersionedPolicy>();
  for (const version of new Set(versions)) policies.set(version, await policyOfVersion(tx, version));
  return policies;
}
