import type { DataSource } from 'typeorm';
import type { LoggedAlert } from '../alert.ts';
import { type AlertCursor, cursorAt } from '../alert-cursor.ts';
import { type AlertFilter, matches } from '../alert-filter.ts';
import { type LogPage, readLog } from '../log/alert-log.queries.ts';
import type { AlertFeed } from './alert-feed.stream.ts';

const pageSize = 200;

/**
 * The log from a cursor on, page by page, without an end: first from the table, then from the memory shared by all followers.
 * Nothing is kept per follower, so a slow one costs nothing. Ends when `ended` aborts.
 */
export async function* followLog(
  dataSource: DataSource,
  feed: AlertFeed,
  from: AlertCursor,
  filter: AlertFilter,
  ended: AbortSignal,
): AsyncGenerator<LogPage, void> {
  const unfollow = feed.follow();
  let cursor = from;
  try {
    while (!ended.aborted) {
      const changed = feed.changed;
      const live = feed.after(cursor.position, pageSize);
      const page = live ? pageFromMemory(live, cursor, filter) : await readLog(dataSource, cursor, filter, pageSize);
      const moved = page.readUpTo.position > cursor.position;
      cursor = page.readUpTo;
      if (page.alerts.length > 0) yield page;
      if (!moved) await resolvedOrAborted(changed, ended);
    }
  } finally {
    unfollow();
  }
}

function pageFromMemory(live: readonly LoggedAlert[], cursor: AlertCursor, filter: AlertFilter): LogPage {
  const last = live.at(-1);
  return {
    alerts: live.filter(({ facets }) => matches(filter, facets)),
    readUpTo: last ? cursorAt(last.position, last.recordedAt) : cursor,
  };
}

/** Resolves when the promise does or the signal aborts; leaves no listener behind. */
async function resolvedOrAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const aborted = Promise.withResolvers<void>();
  const onAbort = () => aborted.resolve();
  signal.addEventListener('abort', onAbort, { once: true });
  await Promise.race([promise, aborted.promise]);
  signal.removeEventListener('abort', onAbort);
}
