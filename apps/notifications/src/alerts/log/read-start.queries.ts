import type { DataSource } from 'typeorm';
import { type AlertCursor, logStart, readAlertCursor } from '../alert-cursor.ts';
import { cursorOfAlert, logHead } from './alert-log.queries.ts';

/** Where a reader continues. `lost`: the requested position is not in the log any more, or not in this log. */
export interface ReadStart {
  readonly at: AlertCursor;
  readonly end: AlertCursor;
  readonly lost: boolean;
  /** Alerts up to here are gone. */
  readonly droppedThrough: number;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Finds the start from a cursor, the id of an alert, or `latest`. A reader whose position is lost continues at the oldest
 * alert; a reader beyond the end, because the database was restored, at the end.
 */
export async function findReadStart(
  db: DataSource,
  requested: string | undefined,
  pointer: string,
): Promise<ReadStart> {
  const { end, droppedThrough } = await logHead(db);
  const head = { end, droppedThrough };
  if (requested === undefined) return { ...head, at: logStart, lost: false };
  if (requested === 'latest') return { ...head, at: end, lost: false };
  const at = uuid.test(requested) ? await cursorOfAlert(db, requested) : readAlertCursor(requested, pointer);
  if (!at || at.position < droppedThrough) return { ...head, at: logStart, lost: true };
  if (at.position > end.position) return { ...head, at: end, lost: true };
  return { ...head, at, lost: false };
}
