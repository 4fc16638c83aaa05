import type { EntitySchema, EntitySchemaColumnOptions } from 'typeorm';
import type { RowColumn } from '../statements/row-columns.ts';

interface TableColumn extends RowColumn {
  readonly primary: boolean;
}

/** The columns of a table in the order of its EntitySchema, which is the only list of them. */
export const columnsOf = <Row>(table: EntitySchema<Row>): TableColumn[] =>
  Object.entries<EntitySchemaColumnOptions | undefined>(table.options.columns).map(([property, options]) => ({
    property,
    name: options?.name ?? property,
    type: `${options?.type}${options?.array ? '[]' : ''}`,
    primary: options?.primary ?? false,
  }));

/** For a SELECT: all columns, those of the given properties, or all but some: `f."id", f."source_id" AS "sourceId", ...`. */
export const selectList = <Row>(
  table: EntitySchema<Row>,
  alias: string,
  properties?: readonly string[] | { readonly except: readonly string[] },
): string =>
  columnsOf(table)
    .filter(({ property }) => {
      if (properties === undefined) return true;
      return 'except' in properties ? !properties.except.includes(property) : properties.includes(property);
    })
    .map(({ property, name }) => (property === name ? `${alias}."${name}"` : `${alias}."${name}" AS "${property}"`))
    .join(', ');

export const nameOf = <Row>(table: EntitySchema<Row>): string => `"${table.options.tableName ?? table.options.name}"`;
