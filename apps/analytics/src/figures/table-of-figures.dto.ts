import { acceptedTable, type CursorKey, HttpResponse, pageAsTable, pageOf, type TimeZone } from '@harken/service';

/** The request of a table of figures. */
export interface TableRequest {
  readonly limit: number;
  readonly bom?: boolean | undefined;
  readonly accept: string | undefined;
  readonly path: string;
}

/** A page of rows in the type that the reader accepts first: JSON, CSV or NDJSON. */
export function tableResponse<R extends object>(
  rows: readonly { readonly row: R; readonly key: CursorKey }[],
  { limit, bom, accept, path }: TableRequest,
  table: { readonly name: string; readonly columns: readonly string[]; readonly zone: TimeZone },
): HttpResponse<unknown> {
  const { items, next } = pageOf(rows, limit, ({ key }) => key);
  const page = { items: items.map(({ row }) => row), next };
  const type = acceptedTable(accept);
  const answer = type
    ? pageAsTable(page, { type, columns: table.columns, nested: true }, { ...table, bom, path })
    : HttpResponse.ok(page);
  return answer.header('vary', 'accept');
}
