import { type Reader, sql, sqlOverRows, type Tx } from '@harken/database';
import { currentGeneration } from '../../generations/generations.queries.ts';
import type { Range } from './changes-query.ts';
import type { DatedEvent } from './dated-events.ts';

const addEvents = sqlOverRows<DatedEvent>(
  { kind: 'text', subject: 'text', key: 'text', at: 'timestamptz', touchpoint: 'text' },
  (events) => `
  INSERT INTO dated_events (generation, kind, subject, key, at, touchpoint)
  SELECT DISTINCT ON (kind, subject, key) $1::integer, kind, subject, key, at, touchpoint FROM ${events} AS e
   ORDER BY kind, subject, key, at
  ON CONFLICT DO NOTHING`,
  { values: 1 },
);

/** The newest first, at most so many. */
const selectEvents = sql<DatedEvent>(`
  SELECT kind, subject, key, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, touchpoint
    FROM dated_events
   WHERE generation = ${currentGeneration} AND at >= $1 AND at < $2
     AND ($3::text[] IS NULL OR touchpoint IS NULL OR touchpoint = ANY ($3))
   ORDER BY dated_events.at DESC, kind, subject, key LIMIT $4`);

export const datedEventsStore = {
  add: (tx: Tx, generation: number, events: readonly DatedEvent[]): Promise<void> =>
    addEvents.write(tx, events, [generation]),

  within: (
    reader: Reader,
    { since, until }: Range,
    touchpoints: readonly string[] | undefined,
    limit: number,
  ): Promise<DatedEvent[]> => selectEvents.query(reader, [since, until, touchpoints ?? null, limit]),
};
