/** A column of rows that a statement takes: where its value stands in JavaScript and in SQL. */
export interface RowColumn {
  readonly property: string;
  readonly name: string;
  /** As in SQL: `text[]`. */
  readonly type: string;
}

const separator = '\u001e';
const nullMark = '\u001f';
const [separatorByte, nullByte] = [0x1e, 0x1f];

/**
 * Rows as parameters, each column as one text: PostgreSQL parses this faster than array literals, which need escapes, and
 * than JSON. undefined if a value contains what separates the others.
 */
export function textParameters(columns: readonly RowColumn[], rows: readonly object[]): Buffer[] | undefined {
  const parameters: Buffer[] = [];
  for (const { property, type } of columns) {
    const values = rows.map((row) => textOf(row[property as keyof typeof row], type));
    // An array made from an empty text has no elements.
    if (values.some(isSpecial) || (values.length === 1 && values[0] === '')) return undefined;
    parameters.push(joined(values));
  }
  return parameters;
}

/** The same rows for any values. */
export const jsonParameter = (columns: readonly RowColumn[], rows: readonly object[]): string =>
  JSON.stringify(
    rows.map((row) => {
      const named: Record<string, unknown> = {};
      for (const { property, name } of columns) named[name] = jsonOf(row[property as keyof typeof row]);
      return named;
    }),
  );

const quoted = (name: string): string => `"${name}"`;

/** SQL for the rows of `textParameters`, as a sub-select with the columns and `ordinal`; its parameters begin after `values`. */
export function rowsFromTexts(columns: readonly RowColumn[], values: number): string {
  const arrays = columns.map((_, index) => `string_to_array($${values + index + 1}, E'\\x1e', E'\\x1f')`);
  const names = columns.map(({ name }) => quoted(name));
  const typed = columns.map(({ name, type }) => `${quoted(name)}::${type}`);
  return `(SELECT ${typed.join(', ')}, ordinal
     FROM unnest(${arrays.join(', ')}) WITH ORDINALITY AS texts (${names.join(', ')}, ordinal))`;
}

/** SQL for the rows of `jsonParameter`. */
export function rowsFromJson(columns: readonly RowColumn[], values: number): string {
  const names = columns.map(({ name }) => quoted(name));
  const typed = columns.map(({ name, type }) => `${quoted(name)} ${type}`);
  return `(SELECT * FROM ROWS FROM (json_to_recordset($${values + 1}) AS (${typed.join(', ')}))
     WITH ORDINALITY AS objects (${names.join(', ')}, ordinal))`;
}

function textOf(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  if (type === 'json' || type === 'jsonb') return JSON.stringify(value);
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return bytesOf(value);
  if (Array.isArray(value)) return `{${value.map((item) => elementOf(textOf(item, 'text'))).join(',')}}`;
  return String(value);
}

const elementOf = (text: string | null): string =>
  text === null ? 'NULL' : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

const jsonOf = (value: unknown): unknown => (value instanceof Uint8Array ? bytesOf(value) : value);

const bytesOf = (value: Uint8Array): string =>
  `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;

const isSpecial = (value: string | null): boolean =>
  value !== null && (value.includes(separator) || value === nullMark);

/** Writes text by text: a joined string with a single Thai text in it is four times as slow to encode. */
function joined(values: readonly (string | null)[]): Buffer {
  let maxBytes = values.length * 2;
  for (const value of values) maxBytes += (value?.length ?? 0) * 3;
  const bytes = Buffer.allocUnsafe(maxBytes);
  let at = 0;
  for (const [index, value] of values.entries()) {
    if (index > 0) bytes[at++] = separatorByte;
    if (value === null) bytes[at++] = nullByte;
    else at += bytes.write(value, at);
  }
  return bytes.subarray(0, at);
}
