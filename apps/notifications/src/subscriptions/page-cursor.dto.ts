import { Invalid } from '@harken/errors';
import { readCursor } from '@harken/service';

const time = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Time and id after which a list continues. */
export type PageCursor = readonly [at: string, id: string];

/** Throws Invalid for a cursor of another list. */
export function parsePageCursor(cursor: string | undefined): PageCursor | undefined {
  const key = readCursor(cursor);
  if (!key) return undefined;
  const [at, id] = key;
  const isTime = typeof at === 'string' && time.test(at) && !Number.isNaN(Date.parse(at));
  if (key.length === 2 && isTime && typeof id === 'string' && uuid.test(id)) return [at, id];
  throw new Invalid('request.invalid', 'The cursor is not one of this list.', [
    { pointer: '/query/cursor', code: 'invalid', detail: 'must be the `next` of an earlier page, unchanged' },
  ]);
}
