import { stringify } from 'csv-stringify/sync';
import { disarmFormulas } from './disarm-formulas.ts';

export type CsvRow = Readonly<Record<string, unknown>>;

/**
 * CSV (RFC 4180): the given columns, times as RFC 3339, lists separated by spaces, other objects as JSON, null empty. A
 * column is a field or the path of a nested one (`interval.low`). A text that a spreadsheet would run as a formula gets
 * an apostrophe in front. `header: false` continues a table.
 */
export function csvText(
  columns: readonly string[],
  rows: readonly CsvRow[],
  { header = true }: { readonly header?: boolean } = {},
): string {
  const records = rows.map((row) => columns.map((column) => fieldOf(row, column)));
  return stringify(header ? [columns, ...records] : records, {
    record_delimiter: 'windows',
    // csv-stringify quotes only the whole delimiter, but many readers end a record at any line break.
    quoted_match: /[\r\n]/,
    cast: {
      string: disarmFormulas,
      boolean: String,
      date: (value) => value.toISOString(),
      object: (value) => disarmFormulas(Array.isArray(value) ? value.join(' ') : JSON.stringify(value)),
    },
  });
}

function fieldOf(row: CsvRow, column: string): unknown {
  if (Object.hasOwn(row, column)) return row[column];
  let field: unknown = row;
  for (const name of column.split('.')) {
    if (typeof field !== 'object' || field === null || !Object.hasOwn(field, name)) return undefined;
    field = (field as CsvRow)[name];
  }
  return field;
}
