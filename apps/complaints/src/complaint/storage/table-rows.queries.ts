import type { EntitySchema, EntitySchemaColumnOptions } from 'typeorm';

export type JsonRow = Readonly<Record<string, unknown>>;

interface TableColumn<Row> {
  readonly property: keyof Row & string;
  readonly name: string;
  readonly isTime: boolean;
  readonly isKey: boolean;
}

export const columnsOf = <Row>(table: EntitySchema<Row>): TableColumn<Row>[] =>
  Object.entries<EntitySchemaColumnOptions | undefined>(table.options.columns).map(([property, options]) => ({
    property: property as keyof Row & string,
    name: options?.name ?? property,
    isTime: options?.type === 'timestamptz',
    isKey: options?.primary === true,
  }));

/** The columns of a table, or of the given properties, for a SELECT that names them by property. */
export const selectColumns = <Row>(
  alias: string,
  table: EntitySchema<Row>,
  properties: readonly (keyof Row)[] = columnsOf(table).map(({ property }) => property),
): string =>
  columnsOf(table)
    .filter(({ property }) => properties.includes(property))
    .map(({ property, name }) => `${alias}."${name}" AS "${property}"`)
    .join(', ');

/**
 * INSERT of rows that a parameter holds as JSON. It names all columns, so that a column of a later version gets its
 * default. `more` names columns that are not in the schema.
 */
export function insertRows<Row>(
  table: EntitySchema<Row>,
  parameter: string,
  more: readonly string[] = [],
  order: 'any' | 'as given' = 'any',
): string {
  const { tableName } = table.options;
  const names = [...columnsOf(table).map(({ name }) => name), ...more].map((name) => `"${name}"`).join(', ');
  const rows = `SELECT ${names} FROM jsonb_populate_recordset(null::${tableName}, ${parameter})`;
  return `INSERT INTO ${tableName} (${names}) ${rows} ${order === 'any' ? '' : 'WITH ORDINALITY ORDER BY ordinality'}`;
}

/** The same; rows that exist are updated, except in the `fixed` columns. */
export function upsertRows<Row>(
  table: EntitySchema<Row>,
  parameter: string,
  { fixed = [], more = [] }: { readonly fixed?: readonly (keyof Row)[]; readonly more?: readonly string[] } = {},
): string {
  const columns = columnsOf(table);
  const key = columns.filter(({ isKey }) => isKey).map(({ name }) => name);
  const changing = columns.filter(({ isKey, property }) => !isKey && !fixed.includes(property));
  const values = [...changing.map(({ name }) => name), ...more].map((name) => `"${name}" = excluded."${name}"`);
  return `${insertRows(table, parameter, more)} ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${values.join(', ')}`;
}

/** Makes rows for these statements: JSON with the names of the columns. */
export function jsonRowOf<Row>(table: EntitySchema<Row>): (record: Row) => JsonRow {
  const columns = columnsOf(table);
  return (record) => {
    const row: Record<string, unknown> = {};
    for (const { property, name } of columns) {
      const value = record[property];
      // A Date would send the whole list down the slow path of JSON.stringify.
      row[name] = value instanceof Date ? value.toISOString() : value;
    }
    return row;
  };
}

/** A row that came as JSON, with the property names and Dates that TypeORM would give it. */
export function fromJson<Row>(table: EntitySchema<Row>, row: JsonRow): Row {
  const fields = columnsOf(table).map(({ property, name, isTime }) => {
    const value = row[name] ?? null;
    return [property, isTime && value !== null ? new Date(String(value)) : value];
  });
  return Object.fromEntries(fields) as Row;
}
