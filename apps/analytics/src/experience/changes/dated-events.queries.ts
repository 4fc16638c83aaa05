import { type Reader, sql } from '@harken/database';
import { currentGeneration } from '../../generations/generations.queries.ts';
import type { Range } from './changes-query.ts';
import type { DatedEvent } from './dated-events.ts';

const selectEvents = sql<DatedEvent>(`
  SELECT kind, subject, key, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, touchpoint
    FROM dated_events
   WHERE generation = ${currentGeneration} AND at >= $1 AND at < $2
     AND ($3::text[] IS NULL OR touchpoint IS NULL OR touchpoint = ANY ($3))
   ORDER BY dated_events.at DESC, kind, subject, key LIMIT $4`);

/** What happened in the range, at these touchpoints or at more than one: the newest first, at most `limit`. */
export const datedEventsWithin = (
  reader: Reader,
  { since, until }: Range,
  touchpoints: readonly string[] | undefined,
  limit: number,
): Promise<DatedEvent[]> => selectEvents.query(reader, [since, until, touchpoints ?? null, limit]);
