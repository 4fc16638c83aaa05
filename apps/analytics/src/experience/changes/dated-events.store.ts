import { sqlOverRows, type Tx } from '@harken/database';
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

export const datedEventsStore = {
  add: (tx: Tx, generation: number, events: readonly DatedEvent[]): Promise<void> =>
    addEvents.write(tx, events, [generation]),
};
