import { stringify } from 'csv-stringify/sync';

export type CsvRow = Readonly<Record<string, unknown>>;

// escape_formulas of csv-stringify covers = + - @, tab, CR and their wide forms, but not a leading line feed.
const text = (value: string): string => (value.startsWith('\n') ? `'${value}` : value);

/**
 * CSV (RFC 4180): the given columns, times as RFC 3339, lists separated by spaces, null empty. A text that a spreadsheet
 * would run as a formula gets an apostrophe in front (OWASP, CSV injection). `header: false` continues a table.
 */
export function csvText(
  columns: readonly string[],
  rows: readonly CsvRow[],
  { header = true }: { readonly header?: boolean } = {},
): string {
  const records = rows.map((row) => columns.map((column) => row[column]));
  return stringify(header ? [columns, ...records] : records, {
    record_delimiter: 'windows',
    // csv-stringify quotes only the whole delimiter, but many readers end a record at any line break.
    quoted_match: /[\r\n]/,
    escape_formulas: true,
    cast: {
      string: text,
      boolean: String,
      date: (value) => value.toISOString(),
      object: (value) => (Array.isArray(value) ? text(value.join(' ')) : JSON.stringify(value)),
    },
  });
}
