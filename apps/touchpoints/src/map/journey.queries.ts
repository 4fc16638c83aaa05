import { millisecondsUntil, type Reader } from '@harken/database';
import { NotFound } from '@harken/errors';
import type { EntityManager } from 'typeorm';
import { JourneyVersionTable } from './journey.table.ts';
import type { JourneyVersion } from './journey.ts';

export interface JourneySummary {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly currentVersion: number | null;
  readonly effectiveFrom: string;
  readonly publishedAt: string;
  readonly stages: number;
  readonly touchpoints: number;
}

/** The version with this number, the one in effect at a time, or the one in effect now (the first to come when none is yet). */
export async function findJourney(
  reader: Reader,
  journeyId: string,
  select: { readonly version?: number | undefined; readonly at?: Date | undefined } = {},
): Promise<JourneyVersion> {
  const query = (reader as EntityManager)
    .createQueryBuilder(JourneyVersionTable, 'v')
    .where('v.journeyId = :journeyId', { journeyId });
  if (select.version !== undefined) {
    query.andWhere('v.version = :version', { version: select.version });
  } else if (select.at) {
    query.andWhere('v.effectiveFrom <= :at', { at: select.at });
  } else {
    query.orderBy('CASE WHEN v.effectiveFrom <= clock_timestamp() THEN 0 ELSE 1 END');
  }
  const found = await query.addOrderBy('v.effectiveFrom', 'DESC').addOrderBy('v.version', 'DESC').limit(1).getOne();
  if (!found) throw new NotFound('journey', journeyId);
  return found;
}

/** The journeys by id, each as it is now. */
export function listJourneys(reader: Reader, after: string | null, limit: number): Promise<JourneySummary[]> {
  return reader.query(
    `SELECT j.id, v.journey->>'name' AS name, v.version, j.current_version AS "currentVersion",
            v.effective_from AS "effectiveFrom", v.published_at AS "publishedAt",
            json_array_length(v.journey->'stages') AS stages,
            (SELECT count(*)::int FROM touchpoints t WHERE t.journey_id = j.id) AS touchpoints
       FROM journeys j
       JOIN journey_versions v ON v.journey_id = j.id AND v.version = coalesce(j.current_version, j.latest_version)
      WHERE $1::text IS NULL OR j.id > $1
      ORDER BY j.id LIMIT $2`,
    [after, limit + 1],
  );
}

export const nextActivationInMs = millisecondsUntil(
  'SELECT min(due_at) FROM journey_versions WHERE due_at IS NOT NULL',
);
