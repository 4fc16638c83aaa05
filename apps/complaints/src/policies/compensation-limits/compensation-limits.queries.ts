import { Unavailable } from '@harken/errors';
import type { EntityManager } from 'typeorm';
import { type CompensationLimits, limitsDefaults, type VersionedLimits } from './compensation-limits.ts';

/** The limits in force. */
export async function currentLimits(tx: EntityManager): Promise<VersionedLimits> {
  const [row] = (await tx.query('SELECT version, limits FROM compensation_limits ORDER BY version DESC LIMIT 1')) as {
    version: number;
    limits: CompensationLimits;
  }[];
  if (!row) throw new Unavailable('compensation-limits.missing', 'There are no compensation limits yet.');
  return { ...limitsDefaults, ...row.limits, version: row.version };
}
