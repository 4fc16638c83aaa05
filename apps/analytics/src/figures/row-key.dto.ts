import { cursorOfNoPage } from '@harken/service';

/** Checks the row key in a cursor: a time in seconds and `texts` texts. Throws Invalid for any other. */
export function parseRowKey(key: readonly (string | number | null)[], texts: number): [number, ...string[]] {
  const [time, ...rest] = key;
  const names = rest.filter((part) => typeof part === 'string');
  if (typeof time === 'number' && rest.length === texts && names.length === texts) return [time, ...names];
  throw cursorOfNoPage();
}
