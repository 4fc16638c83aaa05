import type { Tx } from '@harken/database';
import { Stale } from '@harken/errors';
import { currentLimits } from './compensation-limits.queries.ts';
import { compensationLimitsStore } from './compensation-limits.store.ts';
import { assertValidLimits, type CompensationLimits, type VersionedLimits } from './compensation-limits.ts';

export interface PublishCompensationLimits {
  readonly limits: CompensationLimits;
  readonly expectedVersion: number | undefined;
  readonly actor: string;
}

/** Publishes a new version: approvals follow it from now on; open proposals keep who decides on them. */
export async function publishCompensationLimits(
  { limits, expectedVersion, actor }: PublishCompensationLimits,
  tx: Tx,
): Promise<VersionedLimits> {
  assertValidLimits(limits);
  await compensationLimitsStore.lock(tx);
  const { version } = await currentLimits(tx);
  if (expectedVersion !== undefined && expectedVersion !== version)
    throw new Stale('compensation-limits.stale', `The limits have moved on to version ${version}.`, { version });
  await compensationLimitsStore.add(tx, version + 1, limits, actor);
  return { ...limits, version: version + 1 };
}
