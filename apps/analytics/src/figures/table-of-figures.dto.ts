import {
  acceptedTable,
  type CursorKey,
  cursorOfNoPage,
  HttpResponse,
  pageAsTable,
  pageOf,
  type TimeZone,
} from '@harken/service';

/** The request of a table of figures. */
export interface TableRequest {
  readonly limit: number;
  readonly bom?: boolean | undefined;
  readonly accept: string | undefined;
  readonly path: string;
}

/** A page of rows in the type that the reader accepts first: JSON, CSV or NDJSON. JSON also has what stands `beside` the rows. */
export function tableResponse<R extends object>(
  rows: readonly { readonly row: R; readonly key: CursorKey }[],
  { limit, bom, accept, path }: TableRequest,
  table: { readonly name: string; readonly columns: readonly string[]; readonly zone: TimeZone },
  beside: object = {},
): HttpResponse<unknown> {
  const { items, next } = pageOf(rows, limit, ({ key }) => key);
  const page = { items: items.map(({ row }) => row), next };
  const type = acceptedTable(accept);
  const answer = type
    ? pageAsTable(page, { type, columns: table.columns, nested: true }, { ...table, bom, path })
    : HttpResponse.ok({ ...beside, ...page });
  return answer.header('vary', 'accept');
}

/** The rows behind the key of a cursor, of rows that are all read. A row that is gone since ends the list where it would be. */
export function rowsAfter<R extends { readonly key: readonly string[] }>(
  rows: readonly R[],
  after: CursorKey | undefined,
): readonly R[] {
  if (!after) return rows;
  if (after.some((part) => typeof part !== 'string')) throw cursorOfNoPage();
  const place = JSON.stringify(after);
  const index = rows.findIndex(({ key }) => JSON.stringify(key) === place);
  return rows.slice(index < 0 ? rows.length : index + 1);
}
