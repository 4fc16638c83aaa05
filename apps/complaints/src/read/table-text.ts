type TableRow = Readonly<Record<string, unknown>>;

export const tableTypes = ['text/csv', 'application/x-ndjson'] as const;
export type TableType = (typeof tableTypes)[number];

/** The first table type in `Accept`, if any. */
export function acceptedTable(accept: string | undefined): TableType | undefined {
  const wanted = (accept ?? '').split(',').map((part) => part.split(';', 1)[0]?.trim().toLowerCase());
  return wanted.flatMap((type) => tableTypes.filter((one) => one === type))[0];
}

/** How the rows of a table are written; all rows have the same columns, so that pages can be appended. */
export interface TableText {
  readonly head: string;
  line(row: TableRow): string;
}

/**
 * CSV: RFC 4180, times as RFC 3339, lists with spaces between, null empty. What a spreadsheet would run as a formula
 * gets an apostrophe in front (OWASP, CSV injection).
 */
export const tableText = (type: TableType, columns: readonly string[]): TableText =>
  type === 'text/csv'
    ? {
        head: csvLine(columns.map(cellOf)),
        line: (row) => csvLine(columns.map((column) => cellOf(row[column]))),
      }
    : {
        head: '',
        line: (row) =>
          `${JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column] ?? null])))}\n`,
      };

const csvLine = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return cellOf(value.join(' '));
  if (typeof value !== 'string') return String(value);
  // Full-width forms as well: East Asian spreadsheets treat them like the narrow ones.
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
