import { sqlOverRows, type Tx } from '@harken/database';
import type { Alert, AlertFacets, LoggedAlert, NewAlert } from '../alert.ts';

export interface AppendResult {
  /** The new alerts, in the order of the log. */
  readonly alerts: readonly (LoggedAlert & Pick<NewAlert, 'traceparent'> & { readonly subject: string })[];
  /** The epoch of the subscriptions as this transaction sees it. */
  readonly epoch: string;
}

type GivenAlert = Pick<Alert, 'id' | 'type' | 'severity' | 'at' | 'subject'> &
  Pick<AlertFacets, 'touchpoint' | 'team' | 'segments'> &
  Pick<NewAlert, 'traceparent'> & { readonly body: string };

// One row gives out positions, and its lock is held until the commit: positions become visible in order and without gaps, so
// a reader at n has missed nothing (apps/notifications/README.md). Times are whole milliseconds, as in JavaScript: they are
// part of the key. A process that freezes with the lock loses its session after 5 seconds.
// Repeats that another transaction processes right now never come here: the inbox waits for them.
// `$1` bounds how far back an older repeat can lie: an alert is recorded after its event happened.
const appendStatement = sqlOverRows<GivenAlert, { id: string; position: string; recordedAt: Date; epoch: string }>(
  {
    id: 'uuid',
    type: 'text',
    severity: 'text',
    at: 'timestamptz',
    subject: 'text',
    touchpoint: 'text',
    team: 'text',
    segments: 'text[]',
    traceparent: 'text',
    body: 'text',
  },
  (given) => `
  WITH fresh AS (
    SELECT g.*, row_number() OVER (ORDER BY g.ordinal) AS nth, count(*) OVER () AS all_of_them
      FROM (SELECT DISTINCT ON (id) * FROM ${given} AS given ORDER BY id, ordinal) g
     WHERE NOT EXISTS (SELECT FROM alerts a WHERE a.id = g.id AND a.recorded_at >= $1)
  ), log AS (
    UPDATE alert_log SET last_position = last_position + (SELECT count(*) FROM fresh),
                         last_recorded_at = greatest(last_recorded_at, date_trunc('milliseconds', statement_timestamp()))
     RETURNING last_position, last_recorded_at,
               set_config('idle_in_transaction_session_timeout', '5000', true) AS timeout
  )
  INSERT INTO alerts (position, recorded_at, id, type, severity, at, subject, touchpoint, team, segments, traceparent, body)
  SELECT log.last_position - f.all_of_them + f.nth, log.last_recorded_at, f.id, f.type, f.severity, f.at, f.subject,
         f.touchpoint, f.team, f.segments, f.traceparent, f.body::json
    FROM fresh f CROSS JOIN log
  RETURNING id, position, recorded_at AS "recordedAt", (SELECT epoch FROM subscription_epoch) AS epoch`,
  { plan: 'once', values: 1 },
);

const dayMs = 24 * 3600 * 1000;

export const alertLog = {
  /** Appends alerts in order. Every other append waits until this transaction ends: call it last. */
  async append(tx: Tx, alerts: readonly NewAlert[]): Promise<AppendResult> {
    if (alerts.length === 0) return { alerts: [], epoch: '' };
    const given = alerts.map(({ alert, facets, traceparent }) => {
      const { id, type, severity, at, subject } = alert;
      const { touchpoint, team, segments } = facets;
      return { id, type, severity, at, subject, touchpoint, team, segments, traceparent, body: JSON.stringify(alert) };
    });
    const earliest = Math.min(...alerts.map(({ eventTime }) => eventTime.getTime()));
    const rows = await appendStatement.query(tx, given, [new Date(earliest - dayMs)]);
    const rowsById = new Map(rows.map((row) => [row.id, row]));
    const appended = alerts.flatMap(({ alert: { id, subject }, facets, traceparent }, index) => {
      const row = rowsById.get(id);
      // A repeat within the batch is the same alert.
      if (!rowsById.delete(id) || !row) return [];
      const { position, recordedAt } = row;
      return [
        { position: Number(position), recordedAt, id, facets, body: given[index]?.body ?? '', traceparent, subject },
      ];
    });
    return { alerts: appended, epoch: rows[0]?.epoch ?? '' };
  },
};
