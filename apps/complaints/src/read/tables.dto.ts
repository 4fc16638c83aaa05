import { Readable } from 'node:stream';
import { HttpResponse, type Page } from '@harken/service';
import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { type TableType, tableText, tableTypes } from './table-text.ts';

/** Documents a table by one example row; with `page`, also the page that JSON gives. */
export function ApiTable(example: Readonly<Record<string, unknown>>, page?: Type<unknown>): MethodDecorator {
  const next = {
    type: ['string', 'null'] as never,
    description: 'Give it as `cursor` for the next page.',
    example: null,
  };
  const content = Object.fromEntries(
    tableTypes.map((type) => {
      const { head, line } = tableText(type, Object.keys(example));
      return [type, { schema: { type: 'string' }, example: head + line(example) }];
    }),
  );
  const json = page && {
    'application/json': {
      schema: {
        type: 'object',
        required: ['items', 'next'],
        properties: { items: { type: 'array', items: { $ref: getSchemaPath(page) } }, next },
      },
    },
  };
  return applyDecorators(
    ...(page ? [ApiExtraModels(page)] : []),
    ApiOkResponse({ description: 'One row for each, in a fixed order.', content: { ...json, ...content } }),
  );
}

/** A page as text. Its `next` is in the `Link` header (RFC 8288). */
export function pageAsTable<R extends object>(
  { items, next }: Page<R>,
  { type, columns, path }: { readonly type: TableType; readonly columns: readonly string[]; readonly path: string },
): HttpResponse<string> {
  const { head, line } = tableText(type, columns);
  const text = head + items.map((item) => line(item as Readonly<Record<string, unknown>>)).join('');
  return linked(HttpResponse.ok(text).header('content-type', `${type}; charset=utf-8`), next, path);
}

export function linked<T>(answer: HttpResponse<T>, next: string | null, path: string): HttpResponse<T> {
  if (next === null) return answer;
  const url = new URL(path, 'http://harken');
  url.searchParams.set('cursor', next);
  return answer.header('link', `<${url.pathname}${url.search}>; rel="next"`);
}

type Rows = readonly object[];

/**
 * Streams a table of any length. The first page is read before the response starts, so that errors get their own
 * status.
 */
export async function streamedTable(
  parts: AsyncGenerator<Rows>,
  type: TableType,
  columns: readonly string[],
): Promise<HttpResponse<Readable>> {
  const first = await parts.next();
  const { head, line } = tableText(type, columns);
  const textOf = (rows: Rows) => rows.map((row) => line(row as Readonly<Record<string, unknown>>)).join('');
  async function* text(): AsyncGenerator<string> {
    yield head + (first.done ? '' : textOf(first.value));
    for await (const rows of parts) yield textOf(rows);
  }
  return HttpResponse.ok(Readable.from(text(), { objectMode: false })).header('content-type', `${type}; charset=utf-8`);
}
