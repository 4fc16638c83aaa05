import { sql, type Tx } from '@harken/database';
import { TimeZone } from '@harken/service';
import type { DataSource } from 'typeorm';

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

const selectZone = sql<{ timezone: string }>('SELECT timezone FROM generations WHERE generation = $1');
// A generation keeps its zone as long as it lives.
const knownZones = new WeakMap<DataSource, Map<number, TimeZone>>();

/** The zone in which the days and months of a generation's cells are cut. */
export async function zoneOfCells(tx: Tx, generation: number): Promise<TimeZone> {
  const known = knownZones.get(tx.dataSource) ?? new Map<number, TimeZone>();
  knownZones.set(tx.dataSource, known);
  const found = known.get(generation);
  if (found) return found;
  const zone = TimeZone.named((await selectZone.queryOne(tx, [generation])).timezone);
  known.set(generation, zone);
  return zone;
}
