import { sql, type Tx } from '@harken/database';

/** The generation that readers see, as an SQL expression: evaluated in the snapshot of the statement. */
export const currentGeneration = `(SELECT generation FROM generations WHERE state = 'current')`;

/** Allows one writer at a time into the generation that a rebuild builds. Must be taken before any row lock. */
export const lockBuilding = `SELECT pg_advisory_xact_lock(hashtext('analytics.building'))`;

const live = sql<{ generation: number; state: string }>(
  'SELECT generation, state FROM generations ORDER BY generation FOR KEY SHARE',
);

/**
 * The generations that a consumer writes to: the current one, and the one that a rebuild builds. The row locks prevent
 * a generation from being dropped while it is written.
 */
export async function liveGenerations(tx: Tx): Promise<number[]> {
  const rows = await live.query(tx);
  if (rows.some(({ state }) => state === 'building')) await tx.query(lockBuilding);
  return rows.map(({ generation }) => generation);
}
