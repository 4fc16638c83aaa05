import type { Tx } from '@harken/messaging';

export interface MappedTouchpoint {
  readonly touchpoint: string;
  readonly stage: string;
  readonly team: string | null;
}

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
    await tx.query(
      `INSERT INTO journey_touchpoints (generation, journey, touchpoint, stage, team)
       SELECT $1, $2, t.* FROM unnest($3::text[], $4::text[], $5::text[]) AS t ON CONFLICT DO NOTHING`,
      [
        generation,
        map.journey,
        map.touchpoints.map((t) => t.touchpoint),
        map.touchpoints.map((t) => t.stage),
        map.touchpoints.map((t) => t.team),
      ],
    );
  },
};
