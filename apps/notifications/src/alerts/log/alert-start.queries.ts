import type { DataSource } from 'typeorm';
import { type AlertCursor, logStart, readAlertCursor } from '../alert-cursor.ts';
import { cursorOfAlert, logHead } from './alert-log.queries.ts';

/** Where a reader goes on. `lost`: the place it asked for is not in the log any more, or not in this log. */
export interface Start {
  readonly at: AlertCursor;
  readonly end: AlertCursor;
  readonly lost: boolean;
  /** Alerts up to here are gone. */
  readonly droppedThrough: number;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Reads a cursor (or the id of an alert, or `latest`). A reader that lost its place goes on at the oldest alert there
 * is; one that stands beyond the end, because the database was restored, at the end.
 */
export async function findStart(db: DataSource, asked: string | undefined, pointer: string): Promise<Start> {
  const { end, droppedThrough } = await logHead(db);
  const common = { end, droppedThrough };
  if (asked === undefined) return { ...common, at: logStart, lost: false };
  if (asked === 'latest') return { ...common, at: end, lost: false };
  const at = uuid.test(asked) ? await cursorOfAlert(db, asked) : readAlertCursor(asked, pointer);
  if (!at || at.position < droppedThrough) return { ...common, at: logStart, lost: true };
  if (at.position > end.position) return { ...common, at: end, lost: true };
  return { ...common, at, lost: false };
}
