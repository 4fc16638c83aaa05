import type { DataSource } from 'typeorm';
import type { LoggedAlert } from '../alert.ts';
import { type AlertCursor, cursorAt } from '../alert-cursor.ts';
import { type AlertFilter, matches } from '../alert-filter.ts';
import { readLog } from '../log/alert-log.queries.ts';
import { alertTailOf } from './alert-tail.worker.ts';

const pageSize = 200;

export interface FollowedPage {
  readonly alerts: readonly LoggedAlert[];
  /** Everything up to here was looked at. */
  readonly readTo: AlertCursor;
}

/**
 * The log from a cursor on, page by page, without an end: first from the table, then from the memory that all followers
 * share. Nothing is kept per follower, so one that is slow costs nothing. Ends when `ended` aborts.
 */
export async function* followLog(
  dataSource: DataSource,
  from: AlertCursor,
  filter: AlertFilter,
  ended: AbortSignal,
): AsyncGenerator<FollowedPage, void> {
  const tail = alertTailOf(dataSource);
  const leave = tail.follow();
  let cursor = from;
  try {
    while (!ended.aborted) {
      const growth = tail.growth;
      const live = tail.after(cursor.position, pageSize);
      const page = live ? pageFromMemory(live, cursor, filter) : await readLog(dataSource, cursor, filter, pageSize);
      const moved = page.readTo.position > cursor.position;
      cursor = page.readTo;
      if (page.alerts.length > 0) yield page;
      if (!moved) await untilEither(growth, ended);
    }
  } finally {
    leave();
  }
}

function pageFromMemory(live: readonly LoggedAlert[], cursor: AlertCursor, filter: AlertFilter): FollowedPage {
  const last = live.at(-1);
  return {
    alerts: live.filter(({ facets }) => matches(filter, facets)),
    readTo: last ? cursorAt(last.position, last.recordedAt) : cursor,
  };
}

/** Resolves, and leaves no listener behind, when the promise does or the signal aborts. */
async function untilEither(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const aborted = Promise.withResolvers<void>();
  const onAbort = () => aborted.resolve();
  signal.addEventListener('abort', onAbort, { once: true });
  await Promise.race([promise, aborted.promise]);
  signal.removeEventListener('abort', onAbort);
}
