import type { DataSource } from 'typeorm';
import { type AlertCursor, cursorBefore, logStart, readAlertCursor } from '../alert-cursor.ts';
import { cursorOfAlert, logHead } from './alert-log.queries.ts';

/**
 * Why the requested place is not in the log. `dropped`: its alerts are past their retention. `restored`: it lies beyond the
 * end, so the database was restored from a backup; alerts since then have places that this reader has seen before.
 */
export type LostBecause = 'dropped' | 'restored';

/** Where a reader continues. */
export interface ReadStart {
  readonly at: AlertCursor;
  readonly end: AlertCursor;
  /** Set when the reader does not continue where it asked, but at the oldest alert kept. */
  readonly lost: LostBecause | undefined;
  /** Alerts up to here are gone. */
  readonly droppedThrough: number;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Finds the start from a cursor, the id of an alert, or `latest`. A reader whose place is lost starts at the oldest alert kept.
 */
export async function findReadStart(
  db: DataSource,
  requested: string | undefined,
  pointer: string,
): Promise<ReadStart> {
  const { end, droppedThrough } = await logHead(db);
  const head = { end, droppedThrough };
  if (requested === undefined) return { ...head, at: logStart, lost: undefined };
  if (requested === 'latest') return { ...head, at: end, lost: undefined };
  const at = uuid.test(requested) ? await cursorOfAlert(db, requested) : readAlertCursor(requested, pointer);
  const oldest = cursorBefore(droppedThrough + 1);
  if (!at || at.position < droppedThrough) return { ...head, at: oldest, lost: 'dropped' };
  if (at.position > end.position) return { ...head, at: oldest, lost: 'restored' };
  return { ...head, at, lost: undefined };
}
