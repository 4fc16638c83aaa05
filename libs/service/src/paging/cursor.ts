import { Invalid } from '@harken/errors';

/** The sort key of the last row of a page, e.g. `[createdAt, id]`. */
export type CursorKey = readonly (string | number | null)[];

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export function writeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

const isKey = (value: unknown): value is (string | number | null)[] =>
  Array.isArray(value) &&
  value.length >= 1 &&
  value.length <= 8 &&
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

/** Undefined without a cursor. Throws Invalid for anything that `writeCursor` cannot have written. */
export function readCursor(cursor: string | undefined): (string | number | null)[] | undefined {
  if (cursor === undefined) return undefined;
  const bytes = Buffer.from(cursor, 'base64url');
  const key = bytes.toString('base64url') === cursor ? parseJson(bytes.toString('utf8')) : undefined;
  if (isKey(key)) return key;
  throw new Invalid('request.invalid', 'The cursor is not one that a list gave out.', [
    { pointer: '/query/cursor', code: 'invalid', detail: 'must be the `next` of an earlier page, unchanged' },
  ]);
}

/** Makes a page from rows read with `limit + 1`; the extra row only shows that more follow. */
export function pageOf<T>(rows: readonly T[], limit: number, keyOf: (row: T) => CursorKey): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? writeCursor(keyOf(last)) : null };
}
