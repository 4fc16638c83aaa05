import type { DataSource } from 'typeorm';
import type { AlertCursor } from '../alert-cursor.ts';
import type { AlertFilter } from '../alert-filter.ts';
import { type LogPage, readLog } from '../log/alert-log.queries.ts';
import type { AlertFeed } from './alert-feed.stream.ts';
import { followLog } from './follow-log.stream.ts';

export interface Pull {
  readonly from: AlertCursor;
  readonly filter: AlertFilter;
  readonly limit: number;
  readonly waitMs: number;
  /** Nobody waits for the answer any more. */
  readonly ended: AbortSignal;
}

/** The next alerts; when there are none, the first that come within `waitMs`. */
export async function pullAlerts(
  db: DataSource,
  feed: AlertFeed,
  { from, filter, limit, waitMs, ended }: Pull,
): Promise<LogPage> {
  const page = await readLog(db, from, filter, limit);
  if (page.alerts.length > 0 || ended.aborted) return page;
  const signal = AbortSignal.any([ended, AbortSignal.timeout(waitMs)]);
  for await (const followed of followLog(db, feed, page.readUpTo, filter, signal)) {
    if (followed.alerts.length <= limit) return followed;
    // More came at once than was asked for: read the first of them again, so that `next` is the cursor right behind them.
    return readLog(db, page.readUpTo, filter, limit);
  }
  return page;
}
