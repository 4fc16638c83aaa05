import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import type { CsvRow } from '../csv/csv-text.ts';
import { pageDto } from '../paging/api-page.ts';
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

/**
 * Documents a table by one example row; with `item`, also the page that JSON gives. NDJSON stands in words only there:
 * clients are generated that read every answer of a route as a stream where one may be.
 */
export function ApiTable(
  example: CsvRow,
  {
    item,
    page: given,
    ...format
  }: { item?: Type<unknown>; page?: Type<unknown>; columns?: readonly string[]; nested?: boolean } = {},
): MethodDecorator {
  const { columns = Object.keys(example), nested = false } = format;
  const content = Object.fromEntries(
    tableTypes
      .filter((type) => !item || type === 'text/csv')
      .map((type) => [type, { schema: { type: 'string' }, example: tableText({ type, columns, nested }, [example]) }]),
  );
  const page = given ?? (item && pageDto(item));
  const json = page && {
    'application/json': { schema: { $ref: getSchemaPath(page) }, example: { items: [example], next: null } },
  };
  return applyDecorators(
    ...(page ? [ApiExtraModels(page)] : []),
    ApiOkResponse({
      description: `Rows in a fixed order${item ? '; also as `application/x-ndjson`' : ''}. Further pages: \`next\` in JSON, the header \`Link\` otherwise.`,
      content: { ...json, ...content },
    }),
  );
}
