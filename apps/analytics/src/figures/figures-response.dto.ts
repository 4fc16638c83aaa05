import { type CsvRow, type CursorKey, csvText, type DtoClass, HttpResponse, pageDto, pageOf } from '@harken/service';
import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

const types = ['application/json', 'text/csv', 'application/x-ndjson'] as const;
type Type = (typeof types)[number];

/** The first of the three types that the reader accepts; JSON for everything else. */
export function acceptedType(accept: string | undefined): Type {
  const wanted = (accept ?? '').split(',').map((part) => part.split(';', 1)[0]?.trim().toLowerCase());
  return types.find((type) => type === wanted.find((name) => types.some((one) => one === name))) ?? 'application/json';
}

/** A page of rows in the wanted type. CSV and NDJSON have no room for `next`: it is in `Link`, as RFC 8288 has it. */
export function tableResponse<R extends CsvRow>(
  rows: readonly { readonly row: R; readonly key: CursorKey }[],
  request: { readonly limit: number; readonly accept: string | undefined; readonly path: string },
): HttpResponse<unknown> {
  const page = pageOf(rows, request.limit, ({ key }) => key);
  const items = page.items.map(({ row }) => row);
  const type = acceptedType(request.accept);
  const answer = HttpResponse.ok(
    type === 'text/csv' ? toCsv(items) : type === 'application/json' ? { items, next: page.next } : toNdjson(items),
  )
    .header('vary', 'accept')
    .header('content-type', `${type}; charset=utf-8`);
  return page.next === null ? answer : answer.header('link', `<${nextPath(request.path, page.next)}>; rel="next"`);
}

function nextPath(path: string, next: string): string {
  const url = new URL(path, 'http://harken');
  url.searchParams.set('cursor', next);
  return url.pathname + url.search;
}

/**
 * Documents a table by the class of its rows and one example. NDJSON stands in words only: clients are generated that
 * read every answer of a route as a stream where one may be.
 */
export function ApiTable(row: DtoClass, example: CsvRow): MethodDecorator {
  const page = pageDto(row);
  return applyDecorators(
    ApiExtraModels(page),
    ApiOkResponse({
      description:
        'Rows in a fixed order; also as `application/x-ndjson`. Further pages: `next` in JSON, the header `Link` otherwise.',
      content: {
        'application/json': { schema: { $ref: getSchemaPath(page) }, example: { items: [example], next: null } },
        'text/csv': { schema: { type: 'string' }, example: toCsv([example]) },
      },
    }),
  );
}

/** One JSON document per line. */
export const toNdjson = (rows: readonly CsvRow[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** With a header; nested fields are named by their path (`interval.low`). */
export function toCsv(rows: readonly CsvRow[]): string {
  const flat = rows.map((row) => Object.fromEntries(flatten(row, '')));
  return csvText([...new Set(flat.flatMap(Object.keys))], flat);
}

function* flatten(row: CsvRow, path: string): Generator<[string, unknown]> {
  for (const [key, field] of Object.entries(row)) {
    if (field !== null && typeof field === 'object') yield* flatten(field as CsvRow, `${path}${key}.`);
    else yield [path + key, field];
  }
}
