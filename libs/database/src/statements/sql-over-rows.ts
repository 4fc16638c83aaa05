import type { Reader, Tx } from '../transactions/transaction.ts';
import { jsonParameter, type RowColumn, rowsFromJson, rowsFromTexts, textParameters } from './row-columns.ts';
import { type StatementOptions, sql } from './sql.ts';

/** A statement that takes any number of rows. */
export interface RowsStatement<Given, Row> {
  query(reader: Reader, given: readonly Given[], values?: readonly unknown[]): Promise<Row[]>;
  /** As `write` of a statement. Without rows it does nothing. */
  write(tx: Tx, given: readonly Given[], values?: readonly unknown[]): Promise<void>;
}

export interface RowsStatementOptions extends StatementOptions {
  /** How many values the statement takes besides the rows: its `$1` to `$n`. */
  readonly values?: number;
}

/** The SQL type of each property; in the statement its column is in snake case. */
export type ColumnTypes<Given> = { readonly [P in keyof Given]-?: string };

/**
 * `build` gets the rows as a sub-select with their columns and `ordinal`, which counts from 1:
 * `FROM ${given} AS g ORDER BY g.ordinal`.
 */
export function sqlOverRows<Given extends object, Row = unknown>(
  columns: ColumnTypes<Given>,
  build: (given: string) => string,
  options?: RowsStatementOptions,
): RowsStatement<Given, Row> {
  return statementOverRows(
    Object.entries<string>(columns).map(([property, type]) => ({ property, name: snakeCase(property), type })),
    build,
    options,
  );
}

export function statementOverRows<Given extends object, Row = unknown>(
  columns: readonly RowColumn[],
  build: (given: string) => string,
  { values: valueCount = 0, ...options }: RowsStatementOptions = {},
): RowsStatement<Given, Row> {
  const overTexts = sql<Row>(build(rowsFromTexts(columns, valueCount)), options);
  const overJson = sql<Row>(build(rowsFromJson(columns, valueCount)), options);
  const choose = (given: readonly Given[], values: readonly unknown[]) => {
    const texts = textParameters(columns, given);
    return texts
      ? { statement: overTexts, parameters: [...values, ...texts] }
      : { statement: overJson, parameters: [...values, jsonParameter(columns, given)] };
  };
  return {
    query(reader, given, values = []) {
      const { statement, parameters } = choose(given, values);
      return statement.query(reader, parameters);
    },
    async write(tx, given, values = []) {
      if (given.length === 0) return;
      const { statement, parameters } = choose(given, values);
      await statement.write(tx, parameters);
    },
  };
}

const snakeCase = (property: string): string => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
