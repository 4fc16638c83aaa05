import { Readable } from 'node:stream';
import { type CsvRow, csvText, HttpResponse, type Page, pageDto } from '@harken/service';
import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

const tableTypes = ['text/csv', 'application/x-ndjson'] as const;

/** How rows are written; all have the same columns, so that pages can be appended. */
export interface TableFormat {
  readonly type: (typeof tableTypes)[number];
  readonly columns: readonly string[];
}

/** The first table type in `Accept`, if any. */
export function acceptedTable(accept: string | undefined): TableFormat['type'] | undefined {
  const wanted = (accept ?? '').split(',').map((part) => part.split(';', 1)[0]?.trim().toLowerCase());
  return wanted.flatMap((type) => tableTypes.filter((one) => one === type))[0];
}

/** `header: false` continues a table. */
export function tableText({ type, columns }: TableFormat, rows: readonly object[], header = true): string {
  if (type === 'text/csv') return csvText(columns, rows as readonly CsvRow[], { header });
  const line = (row: CsvRow) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
  return rows.map((row) => `${JSON.stringify(line(row as CsvRow))}\n`).join('');
}

/**
 * Documents a table by one example row; with `item`, also the page that JSON gives. NDJSON stands in words only there:
 * clients are generated that read every answer of a route as a stream where one may be.
 */
export function ApiTable(example: CsvRow, item?: Type<unknown>): MethodDecorator {
  const columns = Object.keys(example);
  const content = Object.fromEntries(
    tableTypes
      .filter((type) => !item || type === 'text/csv')
      .map((type) => [type, { schema: { type: 'string' }, example: tableText({ type, columns }, [example]) }]),
  );
  const page = item && pageDto(item);
  const json = page && { 'application/json': { schema: { $ref: getSchemaPath(page) } } };
  return applyDecorators(
    ...(page ? [ApiExtraModels(page)] : []),
    ApiOkResponse({
      description: item ? 'One row for each; also as `application/x-ndjson`.' : 'One row for each, in a fixed order.',
      content: { ...json, ...content },
    }),
  );
}

const tableResponse = <T>(content: T, type: TableFormat['type']): HttpResponse<T> =>
  HttpResponse.ok(content).header('content-type', `${type}; charset=utf-8`);

/** A page as text. Its `next` is in the `Link` header (RFC 8288). */
export const pageAsTable = ({ items, next }: Page<object>, format: TableFormat, path: string): HttpResponse<string> =>
  linked(tableResponse(tableText(format, items), format.type), next, path);

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
): Promise<HttpResponse<Readable>> {
  const first = await parts.next();
  async function* text(): AsyncGenerator<string> {
    yield tableText(format, first.done ? [] : first.value);
    for await (const rows of parts) yield tableText(format, rows, false);
  }
  return tableResponse(Readable.from(text(), { objectMode: false }), format.type);
}
