import { type CursorKey, HttpResponse, pageOf } from '@harken/service';
import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { toCsv, toNdjson } from './table-text.ts';

const types = ['application/json', 'text/csv', 'application/x-ndjson'] as const;
type Type = (typeof types)[number];

/** The first of the three types that the reader accepts; JSON for everything else. */
export function acceptedType(accept: string | undefined): Type {
  const wanted = (accept ?? '').split(',').map((part) => part.split(';', 1)[0]?.trim().toLowerCase());
  return types.find((type) => type === wanted.find((name) => types.some((one) => one === name))) ?? 'application/json';
}

/** A page of rows in the wanted type. CSV and NDJSON have no room for `next`: it is in `Link`, as RFC 8288 has it. */
export function tableResponse<R extends Readonly<Record<string, unknown>>>(
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

/** Documents the three shapes of a table by one example row. */
export function ApiTable(example: Readonly<Record<string, unknown>>): MethodDecorator {
  const row = { type: 'object', additionalProperties: true, description: 'One row of figures.', example };
  return applyDecorators(
    ApiOkResponse({
      description: 'Rows in a fixed order. Further pages: `next` in JSON, the header `Link` otherwise.',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['items', 'next'],
            properties: { items: { type: 'array', items: row }, next: { type: ['string', 'null'] as never } },
          },
          example: { items: [example], next: null },
        },
        'text/csv': { schema: { type: 'string' }, example: toCsv([example]) },
        'application/x-ndjson': { schema: { type: 'string' }, example: toNdjson([example]) },
      },
    }),
  );
}
