import { Invalid } from '@harken/errors';

/** Where a page begins: after the entry with this time and id, in falling order. */
export interface Position {
  readonly at: string;
  readonly id: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads what a cursor says. Throws Invalid for a cursor of another list. */
export function positionOf(key: readonly (string | number | null)[] | undefined): Position | undefined {
  if (key === undefined) return undefined;
  const [at, id] = key;
  const known = key.length === 2 && typeof at === 'string' && typeof id === 'string' && uuid.test(id);
  if (known && Number.isFinite(Date.parse(at)) && new Date(at).toISOString() === at) return { at, id };
  throw new Invalid('request.invalid', 'The cursor is not one that this list gave out.', [
    { pointer: '/query/cursor', code: 'invalid', detail: 'must be the `next` of an earlier page, unchanged' },
  ]);
}
