import { v7 as uuidv7 } from 'uuid';

const defaultSeparator = '\u001e';

/**
 * Text columns as parameters for `string_to_array($n, $1, '')`: first the separator, then each column as one text.
 * PostgreSQL parses this faster than array literals, which need escapes, and than JSON. An empty text is null.
 */
export function textColumns(columns: readonly (readonly (string | null)[])[]): (string | Buffer)[] {
  // No existing text contains a new id.
  const separator = columns.some(containsDefaultSeparator) ? uuidv7() : defaultSeparator;
  return [separator, ...columns.map((values) => joined(values, separator))];
}

const containsDefaultSeparator = (values: readonly (string | null)[]): boolean =>
  values.some((value) => value?.includes(defaultSeparator));

/** Writes text by text: a joined string with a single Thai text in it is four times as slow to encode. */
function joined(values: readonly (string | null)[], separator: string): Buffer {
  const separatorBytes = Buffer.from(separator);
  let maxBytes = values.length * separatorBytes.length;
  for (const value of values) if (value !== null) maxBytes += value.length * 3;
  const bytes = Buffer.allocUnsafe(maxBytes);
  let at = 0;
  for (const [index, value] of values.entries()) {
    if (index > 0) for (const byte of separatorBytes) bytes[at++] = byte;
    if (value) at += bytes.write(value, at);
  }
  return bytes.subarray(0, at);
}
