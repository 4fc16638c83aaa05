import { type Prepared, runPrepared, type Tx } from '@harken/messaging';
import type { LoggedAlert, NewAlert } from '../alert.ts';

export interface Appended {
  /** Those that are new, in the order of the log. */
  readonly alerts: readonly (LoggedAlert & Pick<NewAlert, 'traceparent'> & { readonly subject: string })[];
  /** Of the subscriptions, as this transaction sees them. */
  readonly epoch: string;
}

// One row gives out the positions, and its lock is held until the commit: positions become visible in their order
// and without holes, so a reader that stands at n has missed nothing (docs: apps/notifications/README.md).
// Times are whole milliseconds, as JavaScript keeps them: they are part of the key.
// A process that froze with the lock in its hands loses it with its session.
// Repeats that are in work elsewhere at this moment do not come here: their inbox row is waited for before.
// `$11` bounds how far back an older repeat can lie: an alert is recorded after its event happened.
const append: Prepared = {
  name: 'alerts-append',
  plannedOnce: true,
  text: `
  WITH given AS (
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[],
                         $8::text[], $9::text[], $10::text[])
      WITH ORDINALITY AS g (id, type, severity, at, subject, touchpoint, team, segments, traceparent, body, n)
  ), fresh AS (
    SELECT g.*, row_number() OVER (ORDER BY g.n) AS nth, count(*) OVER () AS all_of_them
      FROM (SELECT DISTINCT ON (id) * FROM given ORDER BY id, n) g
     WHERE NOT EXISTS (SELECT FROM alerts a WHERE a.id = g.id AND a.recorded_at >= $11)
  ), log AS (
    UPDATE alert_log SET last_position = last_position + (SELECT count(*) FROM fresh),
                         last_recorded_at = greatest(last_recorded_at, date_trunc('milliseconds', statement_timestamp()))
     RETURNING last_position, last_recorded_at,
               set_config('idle_in_transaction_session_timeout', '5000', true) AS patience
  )
  INSERT INTO alerts (position, recorded_at, id, type, severity, at, subject, touchpoint, team, segments, traceparent, body)
  SELECT log.last_position - f.all_of_them + f.nth, log.last_recorded_at, f.id, f.type, f.severity, f.at, f.subject,
         f.touchpoint, f.team, ARRAY(SELECT jsonb_array_elements_text(f.segments::jsonb)), f.traceparent, f.body::json
    FROM fresh f CROSS JOIN log
  RETURNING id, position, recorded_at AS "recordedAt", (SELECT epoch FROM subscription_epoch) AS epoch`,
};

const dayMs = 24 * 3600 * 1000;

export const alertLog = {
  /**
   * Adds alerts in their order. Everybody else who appends waits until this transaction ends: call it last.
   */
  async append(tx: Tx, alerts: readonly NewAlert[]): Promise<Appended> {
    if (alerts.length === 0) return { alerts: [], epoch: '' };
    const bodies = alerts.map(({ alert }) => JSON.stringify(alert));
    const earliest = Math.min(...alerts.map(({ eventTime }) => eventTime.getTime()));
    const rows = await runPrepared<{ id: string; position: string; recordedAt: Date; epoch: string }>(tx, append, [
      alerts.map(({ alert }) => alert.id),
      alerts.map(({ alert }) => alert.type),
      alerts.map(({ alert }) => alert.severity),
      alerts.map(({ alert }) => alert.at),
      alerts.map(({ alert }) => alert.subject),
      alerts.map(({ facets }) => facets.touchpoint),
      alerts.map(({ facets }) => facets.team),
      alerts.map(({ facets }) => JSON.stringify(facets.segments)),
      alerts.map(({ traceparent }) => traceparent),
      bodies,
      new Date(earliest - dayMs),
    ]);
    const places = new Map(rows.map((row) => [row.id, row]));
    const logged = alerts.flatMap(({ alert: { id, subject }, facets, traceparent }, index) => {
      const place = places.get(id);
      // A repeat within the batch is the same alert.
      if (!places.delete(id) || !place) return [];
      const { position, recordedAt } = place;
      return [{ position: Number(position), recordedAt, id, facets, body: bodies[index] ?? '', traceparent, subject }];
    });
    return { alerts: logged, epoch: rows[0]?.epoch ?? '' };
  },
};
