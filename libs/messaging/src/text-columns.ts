import { newId } from './new-id.ts';

const usual = '\u001e';

/**
 * Columns of texts as parameters for `string_to_array($n, $1, '')`: what stands between two values first, then each column
 * as one text. Neither array literals, which are escaped and unescaped, nor JSON is read as quickly. An empty text is null.
 */
export function textColumns(columns: readonly (readonly (string | null)[])[]): (string | Buffer)[] {
  // An id made just now is in no text that was there before.
  const separator = columns.some(hasUsual) ? newId() : usual;
  return [separator, ...columns.map((values) => Buffer.from(values.join(separator)))];
}

const hasUsual = (values: readonly (string | null)[]): boolean => values.some((value) => value?.includes(usual));
