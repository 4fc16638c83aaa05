import { Invalid } from '@harken/errors';

/** The key of a row from a cursor: a time in seconds and texts, as many as the table has. Refuses any other. */
export function rowKeyOf(key: readonly (string | number | null)[], texts: number): [number, ...string[]] {
  const [time, ...rest] = key;
  const names = rest.filter((part) => typeof part === 'string');
  if (typeof time === 'number' && rest.length === texts && names.length === texts) return [time, ...names];
  throw new Invalid('request.invalid', 'The cursor is of another list.', [
    { pointer: '/query/cursor', code: 'invalid', detail: 'must be the `next` of an earlier page of this list' },
  ]);
}
