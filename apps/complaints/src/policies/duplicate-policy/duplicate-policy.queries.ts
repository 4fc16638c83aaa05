import type { EntityManager } from 'typeorm';
import { type DuplicatePolicy, duplicateDefaults, type VersionedDuplicatePolicy } from './duplicate-policy.ts';

export const selectDuplicatePolicy = 'SELECT version, policy FROM duplicate_policies ORDER BY version DESC LIMIT 1';

export interface DuplicatePolicyRow {
  readonly version: number;
  readonly policy: Partial<DuplicatePolicy>;
}

export const toDuplicatePolicy = (row: DuplicatePolicyRow | null | undefined): VersionedDuplicatePolicy => ({
  ...duplicateDefaults,
  ...row?.policy,
  version: row?.version ?? 0,
});

/** The policy in force; the defaults before the first publication. */
export async function currentDuplicatePolicy(tx: EntityManager): Promise<VersionedDuplicatePolicy> {
  const [row] = (await tx.query(selectDuplicatePolicy)) as DuplicatePolicyRow[];
  return toDuplicatePolicy(row);
}
