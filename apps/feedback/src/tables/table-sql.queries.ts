import { type Prepared, runPrepared, type Tx, textColumns } from '@harken/messaging';
import type { EntitySchema } from 'typeorm';

export interface TableColumn {
  readonly property: string;
  readonly name: string;
  readonly type: string;
}

/** The columns of a table in the order of its EntitySchema, which is the only list of them. */
export const columnsOf = <Row>(table: EntitySchema<Row>): TableColumn[] =>
  Object.entries<{ name?: string; type?: unknown } | undefined>(table.options.columns).map(([property, options]) => ({
    property,
    name: options?.name ?? property,
    type: String(options?.type),
  }));

/** All columns for a SELECT, named by property: `f.id, f.source_id AS "sourceId", ...`. */
export const selectList = <Row>(table: EntitySchema<Row>, alias: string): string =>
  columnsOf(table)
    .map(({ property, name }) => (property === name ? `${alias}.${name}` : `${alias}.${name} AS "${property}"`))
    .join(', ');

/** For each column that is no property of `Source`: its value. */
type Derived<Row, Source> = { readonly [P in Exclude<keyof Row, keyof Source>]: (source: Source) => Row[P] };

/**
 * An INSERT of many rows that skips those whose unique key exists and returns the ids of the others. Rows are sorted by
 * the key, so that two batches cannot deadlock. No text of a row may be empty: an empty text becomes null.
 */
export function insertNew<Row, Source>(
  statement: string,
  table: EntitySchema<Row>,
  uniqueKey: readonly string[],
  derived: Derived<Row, Source>,
): (tx: Tx, sources: readonly Source[]) => Promise<ReadonlySet<string>> {
  const columns = columnsOf(table);
  const names = columns.map(({ name }) => name).join(', ');
  const prepared: Prepared = {
    name: statement,
    text: `
      INSERT INTO ${table.options.tableName} (${names})
      SELECT ${columns.map(({ name, type }) => `${name}::${type}`).join(', ')}
        FROM unnest(${columns.map((_, index) => `string_to_array($${index + 2}, $1, '')`).join(', ')})
             WITH ORDINALITY AS r (${names}, position)
       ORDER BY ${uniqueKey.join(', ')}, r.position
      ON CONFLICT (${uniqueKey.join(', ')}) DO NOTHING
      RETURNING id`,
  };
  const getters = derived as Readonly<Record<string, ((source: Source) => unknown) | undefined>>;
  const texts = columns.map(({ property, type }) => {
    const read = getters[property] ?? ((source: Source) => source[property as keyof Source]);
    return (source: Source) => textOf(read(source), type);
  });
  return async (tx, sources) => {
    const parameters = textColumns(texts.map((text) => sources.map(text)));
    const rows = await runPrepared<{ id: string }>(tx, prepared, parameters);
    return new Set(rows.map(({ id }) => id));
  };
}

function textOf(value: unknown, type: string): string | null {
  if (value === null) return null;
  if (typeof value === 'string' && type !== 'jsonb') return value;
  if (value instanceof Date) return value.toISOString();
  return JSON.stringify(value);
}
