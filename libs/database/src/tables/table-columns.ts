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

/** All columns, or those of the given properties, for a SELECT: `f."id", f."source_id" AS "sourceId", ...`. */
export const selectList = <Row>(table: EntitySchema<Row>, alias: string, properties?: readonly string[]): string =>
  columnsOf(table)
    .filter(({ property }) => properties?.includes(property) ?? true)
    .map(({ property, name }) => (property === name ? `${alias}."${name}"` : `${alias}."${name}" AS "${property}"`))
    .join(', ');

export const nameOf = <Row>(table: EntitySchema<Row>): string => `"${table.options.tableName ?? table.options.name}"`;
