import { Invalid } from '@harken/errors';

/** Checks the row key in a cursor: a time in seconds and `texts` texts. Throws Invalid for any other. */
export function parseRowKey(key: readonly (string | number | null)[], texts: number): [number, ...string[]] {
  const [time, ...rest] = key;
  const names = rest.filter((part) => typeof part === 'string');
  if (typeof time === 'number' && rest.length === texts && names.length === texts) return [time, ...names];
  throw new Invalid('request.invalid', 'The cursor is of another list.', [
    { pointer: '/query/cursor', code: 'invalid', detail: 'must be the `next` of an earlier page of this list' },
  ]);
}
