import type { Reader } from '@harken/database';
import type { LoggedAlert } from '../alert.ts';
import { type AlertCursor, cursorAt } from '../alert-cursor.ts';
import type { AlertFilter } from '../alert-filter.ts';

export interface LogHead {
  readonly end: AlertCursor;
  /** Alerts up to here are past their retention and gone. */
  readonly droppedThrough: number;
}

export async function logHead(db: Reader): Promise<LogHead> {
  const [row] = await db.query('SELECT last_position, last_recorded_at, dropped_through FROM alert_log');
  return {
    end: cursorAt(Number(row.last_position), row.last_recorded_at),
    droppedThrough: Number(row.dropped_through),
  };
}

/** The cursor of an alert, by its id. */
export async function cursorOfAlert(db: Reader, id: string): Promise<AlertCursor | undefined> {
  const [row] = await db.query('SELECT position, recorded_at FROM alerts WHERE id = $1', [id]);
  return row && cursorAt(Number(row.position), row.recorded_at);
}

const columns = `position, recorded_at AS "recordedAt", id, type, severity, touchpoint, team, segments, body::text AS body`;

/** SQL conditions on `alerts` equal to `matches`; parameters are numbered from `$first`. */
export function filterCondition(
  filter: AlertFilter,
  first: number,
): { readonly sql: string; readonly parameters: unknown[] } {
  const lists = [
    { condition: 'type = ANY', list: filter.types },
    { condition: 'severity = ANY', list: filter.severities },
    { condition: 'touchpoint = ANY', list: filter.touchpoints },
    { condition: 'team = ANY', list: filter.teams },
    { condition: 'segments &&', list: filter.segments },
  ].filter(({ list }) => list !== undefined);
  return {
    sql: lists.map(({ condition }, index) => ` AND ${condition} ($${first + index}::text[])`).join(''),
    parameters: lists.map(({ list }) => list),
  };
}

export interface LogPage {
  readonly alerts: readonly LoggedAlert[];
  /** Everything up to here was read. */
  readonly readUpTo: AlertCursor;
}

/** The next alerts after a cursor that match, in order. */
export async function readLog(db: Reader, after: AlertCursor, filter: AlertFilter, limit: number): Promise<LogPage> {
  // Reads the end first: alerts added meanwhile belong to the next page.
  const { end } = await logHead(db);
  const { sql, parameters } = filterCondition(filter, 5);
  const rows: RawAlert[] = await db.query(
    `SELECT ${columns} FROM alerts
      WHERE position > $1 AND position <= $2 AND recorded_at >= $3::date - 1${sql} ORDER BY position LIMIT $4`,
    [after.position, end.position, after.day, limit, ...parameters],
  );
  const alerts = rows.map(loggedAlert);
  const last = alerts.at(-1);
  if (last && alerts.length === limit) return { alerts, readUpTo: cursorAt(last.position, last.recordedAt) };
  return { alerts, readUpTo: end.position > after.position ? end : after };
}

interface RawAlert {
  readonly position: string;
  readonly recordedAt: Date;
  readonly id: string;
  readonly type: string;
  readonly severity: LoggedAlert['facets']['severity'];
  readonly touchpoint: string | null;
  readonly team: string | null;
  readonly segments: string[];
  readonly body: string;
}

const loggedAlert = ({ position, recordedAt, id, body, ...facets }: RawAlert): LoggedAlert => ({
  position: Number(position),
  recordedAt,
  id,
  facets,
  body,
});
