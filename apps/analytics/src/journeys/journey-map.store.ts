import { sqlOverRows, type Tx } from '@harken/database';

export interface MappedTouchpoint {
  readonly touchpoint: string;
  readonly stage: string;
  readonly team: string | null;
}

const addTouchpoints = sqlOverRows<MappedTouchpoint>(
  { touchpoint: 'text', stage: 'text', team: 'text' },
  (touchpoints) => `
  INSERT INTO journey_touchpoints (generation, journey, touchpoint, stage, team)
  SELECT $1::integer, $2::text, t.touchpoint, t.stage, t.team FROM ${touchpoints} AS t ON CONFLICT DO NOTHING`,
  { values: 2 },
);

export const journeyMapStore = {
  /** Stores the map unless the same or a newer version is stored: maps may arrive in any order. */
  async replace(
    tx: Tx,
    generation: number,
    map: { journey: string; version: number; touchpoints: readonly MappedTouchpoint[] },
  ): Promise<void> {
    const newer: unknown[] = await tx.query(
      `INSERT INTO journeys AS known (generation, journey, version) VALUES ($1, $2, $3)
       ON CONFLICT (generation, journey) DO UPDATE SET version = excluded.version WHERE known.version < excluded.version
       RETURNING version`,
      [generation, map.journey, map.version],
    );
    if (newer.length === 0) return;
    await tx.query('DELETE FROM journey_touchpoints WHERE generation = $1 AND journey = $2', [generation, map.journey]);
    await addTouchpoints.write(tx, map.touchpoints, [generation, map.journey]);
  },
};
