import { Readable } from 'node:stream';
import { type CsvRow, csvText } from '../csv/csv-text.ts';
import { HttpResponse } from '../http/response/http-response.ts';
import type { Page } from '../paging/cursor.ts';
import type { TimeZone } from '../time/time-zone.ts';

export const tableTypes = ['text/csv', 'application/x-ndjson'] as const;
export type TableType = (typeof tableTypes)[number];

/** How rows are written; all have the same columns, so that pages can be appended. */
export interface TableFormat {
  readonly type: TableType;
  readonly columns: readonly string[];
  /** The columns are paths of nested fields (`interval.low`), and NDJSON has the whole rows. */
  readonly nested?: boolean;
}

/** What becomes the name of the file: `complaints-2026-12-01.csv`. */
export interface TableFile {
  readonly name: string;
  /** Whose date the file bears. */
  readonly zone: TimeZone;
  /** A byte order mark at the beginning of CSV, so that Excel reads it as UTF-8. */
  readonly bom?: boolean | undefined;
}

/** The first table type in `Accept`, if any. */
export function acceptedTable(accept: string | undefined): TableType | undefined {
  const wanted = (accept ?? '').split(',').map((part) => part.split(';', 1)[0]?.trim().toLowerCase());
  return wanted.flatMap((type) => tableTypes.filter((one) => one === type))[0];
}

/** `header: false` continues a table. */
export function tableText(
  { type, columns, nested = false }: TableFormat,
  rows: readonly object[],
  header = true,
): string {
  if (type === 'text/csv') return csvText(columns, rows as readonly CsvRow[], { header });
  const fieldsOf = (row: CsvRow) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
  return rows.map((row) => `${JSON.stringify(nested ? row : fieldsOf(row as CsvRow))}\n`).join('');
}

const extensions: Readonly<Record<TableType, string>> = { 'text/csv': 'csv', 'application/x-ndjson': 'ndjson' };
const byteOrderMark = '\uFEFF';
const markOf = (type: TableType, { bom }: TableFile): string => (bom && type === 'text/csv' ? byteOrderMark : '');

const tableResponse = <T>(content: T, type: TableType, { name, zone }: TableFile): HttpResponse<T> =>
  HttpResponse.ok(content)
    .header('content-type', `${type}; charset=utf-8`)
    .header('content-disposition', `attachment; filename="${name}-${zone.dateAt(Date.now())}.${extensions[type]}"`);

/** A page as text, with a header also when it is empty. Its `next` is in the `Link` header (RFC 8288). */
export function pageAsTable(
  { items, next }: Page<object>,
  format: TableFormat,
  file: TableFile & { readonly path: string },
): HttpResponse<string> {
  const text = markOf(format.type, file) + tableText(format, items);
  return linked(tableResponse(text, format.type, file), next, file.path);
}

/** With the address of the next page in `Link`. */
export function linked<T>(answer: HttpResponse<T>, next: string | null, path: string): HttpResponse<T> {
  if (next === null) return answer;
  const url = new URL(path, 'http://harken');
  url.searchParams.set('cursor', next);
  return answer.header('link', `<${url.pathname}${url.search}>; rel="next"`);
}

/**
 * Streams a table of any length. The first part is read before the response starts, so that errors get their own
 * status.
 */
export async function streamedTable(
  parts: AsyncGenerator<readonly object[]>,
  format: TableFormat,
  file: TableFile,
): Promise<HttpResponse<Readable>> {
  const first = await parts.next();
  async function* text(): AsyncGenerator<string> {
    yield markOf(format.type, file) + tableText(format, first.done ? [] : first.value);
    for await (const rows of parts) yield tableText(format, rows, false);
  }
  return tableResponse(Readable.from(text(), { objectMode: false }), format.type, file);
}
