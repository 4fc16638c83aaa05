import { Invalid } from '@harken/errors';

/** A page begins after the entry with this time and id; the order is descending. */
export interface PageCursor {
  readonly at: string;
  readonly id: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Throws Invalid for a cursor of another list. */
export function parsePageCursor(key: readonly (string | number | null)[] | undefined): PageCursor | undefined {
  if (key === undefined) return undefined;
  const [at, id] = key;
  const known = key.length === 2 && typeof at === 'string' && typeof id === 'string' && uuid.test(id);
  if (known && Number.isFinite(Date.parse(at)) && new Date(at).toISOString() === at) return { at, id };
  throw new Invalid('request.invalid', 'The cursor is not one that this list gave out.', [
    { pointer: '/query/cursor', code: 'invalid', detail: 'must be the `next` of an earlier page, unchanged' },
  ]);
}
