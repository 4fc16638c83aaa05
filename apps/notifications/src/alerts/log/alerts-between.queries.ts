import type { Tx } from '@harken/database';
import type { AlertFilter } from '../alert-filter.ts';
import { filterCondition } from './alert-log.queries.ts';

export interface AlertRef {
  readonly alertId: string;
  readonly position: number;
  readonly recordedAt: Date;
  readonly subject: string;
}

export interface AlertRange {
  /** When it happened; inclusive. */
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
  readonly filter: AlertFilter;
  readonly afterPosition: number;
  readonly limit: number;
}

/** Alerts of a time range that match, in the order of the log. */
export async function alertsBetween(tx: Tx, range: AlertRange): Promise<readonly AlertRef[]> {
  const { sql, parameters } = filterCondition(range.filter, 5);
  // An alert is recorded after it happened, and clocks differ by less than a day: older partitions are skipped.
  const rows: (Omit<AlertRef, 'position'> & { position: string })[] = await tx.query(
    `SELECT id AS "alertId", position, recorded_at AS "recordedAt", subject FROM alerts
      WHERE at >= $1 AND at < $2 AND recorded_at >= $1::timestamptz - interval '1 day' AND position > $3${sql}
      ORDER BY position LIMIT $4`,
    [range.from, range.to, range.afterPosition, range.limit, ...parameters],
  );
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}
