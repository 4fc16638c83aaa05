import { createHash } from 'node:crypto';
import { Invalid } from '@harken/errors';
import { currentRequest } from '../http/request/request-context.ts';

/** The sort key of the last row of a page, e.g. `[createdAt, id]`. */
export type CursorKey = readonly (string | number | null)[];

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Names the list of the current request: its path, its order and its filters. A cursor holds for no other. */
function listDigest(): string {
  const { path, query } = currentRequest() ?? {};
  const { limit: _, cursor: __, bom: ___, ...filters } = { ...query } as Record<string, unknown>;
  const content = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, Array.isArray(value) ? value.map(String).sort() : value])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([path, content]))
    .digest('base64url')
    .slice(0, 11);
}

export function writeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify([listDigest(), ...key])).toString('base64url');
}

const isKey = (value: unknown): value is (string | number | null)[] =>
  Array.isArray(value) &&
  value.length >= 2 &&
  value.length <= 9 &&
  value.every(
    (part) =>
      part === null ||
      (typeof part === 'number' && Number.isFinite(part)) ||
      (typeof part === 'string' && part.isWellFormed() && !part.includes('\0')),
  );

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Undefined without a cursor. Throws Invalid for one that this list, in this order and with these filters, did not give out. */
export function readCursor(cursor: string | undefined): (string | number | null)[] | undefined {
  if (cursor === undefined) return undefined;
  const bytes = Buffer.from(cursor, 'base64url');
  const key = bytes.toString('base64url') === cursor ? parseJson(bytes.toString('utf8')) : undefined;
  if (isKey(key) && key[0] === listDigest()) return key.slice(1);
  throw cursorOfNoPage();
}

/** For a key that has the wrong form: nobody but a list writes cursors. */
export const cursorOfNoPage = (): Invalid =>
  new Invalid('request.invalid', 'The cursor is not one that this list gave out.', [
    {
      pointer: '/query/cursor',
      code: 'invalid',
      detail: 'must be the `next` of an earlier page of this list, unchanged, with the same order and filters',
    },
  ]);

const time = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A cursor of a list that is ordered by time and id. */
export interface TimeCursor {
  readonly at: string;
  readonly id: string;
}

/** As `readCursor`, for lists whose keys are `[time, id]`. */
export function readTimeCursor(cursor: string | undefined): TimeCursor | undefined {
  const key = readCursor(cursor);
  if (key === undefined) return undefined;
  const [at, id] = key;
  const isTime = typeof at === 'string' && time.test(at) && !Number.isNaN(Date.parse(at));
  if (key.length === 2 && isTime && typeof id === 'string' && uuid.test(id)) return { at, id };
  throw cursorOfNoPage();
}

/** As `readCursor`, for lists whose key is an id. */
export function readIdCursor(cursor: string | undefined): string | undefined {
  const key = readCursor(cursor);
  if (key === undefined) return undefined;
  const [id] = key;
  if (key.length === 1 && typeof id === 'string' && uuid.test(id)) return id;
  throw cursorOfNoPage();
}

/** Makes a page from rows read with `limit + 1`; the extra row only shows that more follow. */
export function pageOf<T>(rows: readonly T[], limit: number, keyOf: (row: T) => CursorKey): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? writeCursor(keyOf(last)) : null };
}
