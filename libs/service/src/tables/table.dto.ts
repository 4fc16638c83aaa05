import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse } from '@nestjs/swagger';
import type { CsvRow } from '../csv/csv-text.ts';
import { pageSchema } from '../paging/api-page.ts';
import { Flag } from '../validation/dto-properties.ts';
import { tableText, tableTypes } from './table.ts';

/** `?bom=` of every route that gives CSV. */
export const ByteOrderMark = () =>
  Flag({
    description: 'Whether CSV begins with a byte order mark, without which Excel garbles what is not English.',
    example: true,
    default: false,
    optional: true,
    query: true,
  });

/** Documents a table by one example row; with `page`, also the page that JSON gives. */
export function ApiTable(
  example: CsvRow,
  { page, ...format }: { page?: Type<unknown>; columns?: readonly string[]; nested?: boolean } = {},
): MethodDecorator {
  const { columns = Object.keys(example), nested = false } = format;
  const content = Object.fromEntries(
    tableTypes.map((type) => [
      type,
      { schema: { type: 'string' }, example: tableText({ type, columns, nested }, [example]) },
    ]),
  );
  const json = page && {
    'application/json': { schema: pageSchema(page), example: { items: [example], next: null } },
  };
  return applyDecorators(
    ...(page ? [ApiExtraModels(page)] : []),
    ApiOkResponse({
      description: 'Rows in a fixed order. Further pages: `next` in JSON, the header `Link` otherwise.',
      content: { ...json, ...content },
    }),
  );
}
