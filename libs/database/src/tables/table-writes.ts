import type { EntitySchema } from 'typeorm';
import { type RowsStatement, statementOverRows } from '../statements/sql-over-rows.ts';
import type { Tx } from '../transactions/transaction.ts';
import { columnsOf, nameOf } from './table-columns.ts';

/** A row of the table, with all its columns. */
type RowOf<Row> = Row & object;

/** Inserts rows in their order. Like the others here it names every column of the schema, and does not wait for the result. */
export async function insertMany<Row>(tx: Tx, table: EntitySchema<Row>, rows: readonly RowOf<Row>[]): Promise<void> {
  await statementFor(table, 'insert', () => insertOf(table, 'ordinal')).write(tx, rows);
}

/** Skips rows whose primary key exists. Sorted by it, so that two batches cannot deadlock. */
export async function insertMissing<Row>(tx: Tx, table: EntitySchema<Row>, rows: readonly RowOf<Row>[]): Promise<void> {
  const build = () => insertOf(table, listed(keyOf(table)), 'ON CONFLICT DO NOTHING');
  await statementFor(table, 'insert missing', build).write(tx, rows);
}

/** Waits: skips rows whose unique key exists and returns the ids of the others. Of equal rows the first one stays. */
export async function insertNew<Row>(
  tx: Tx,
  table: EntitySchema<Row>,
  uniqueKey: readonly (keyof Row & string)[],
  rows: readonly RowOf<Row>[],
): Promise<ReadonlySet<string>> {
  const key = listed(columnsOf(table).filter(({ property }) => uniqueKey.some((part) => part === property)));
  const build = () =>
    insertOf(table, `${key}, ordinal`, `ON CONFLICT (${key}) DO NOTHING RETURNING ${listed(keyOf(table))} AS id`);
  const statement: RowsStatement<RowOf<Row>, { id: string }> = statementFor(table, `insert new ${key}`, build);
  return new Set((await statement.query(tx, rows)).map(({ id }) => id));
}

/** Inserts rows and overwrites those whose primary key exists. Sorted by it, so that two batches cannot deadlock. */
export async function upsertMany<Row>(tx: Tx, table: EntitySchema<Row>, rows: readonly RowOf<Row>[]): Promise<void> {
  const build = () => {
    const key = listed(keyOf(table));
    const updates = columnsOf(table).filter(({ primary }) => !primary);
    return insertOf(
      table,
      key,
      `ON CONFLICT (${key}) DO UPDATE SET ${updates.map(({ name }) => `"${name}" = excluded."${name}"`).join(', ')}`,
    );
  };
  await statementFor(table, 'upsert', build).write(tx, rows);
}

/** Sets the given columns (all without them) of the rows with these primary keys. The caller holds their locks. */
export async function updateMany<Row, Property extends keyof Row & string = keyof Row & string>(
  tx: Tx,
  table: EntitySchema<Row>,
  rows: readonly (Partial<Row> & Pick<Row, Property>)[],
  properties?: readonly Property[],
): Promise<void> {
  const build = () => {
    const key = keyOf(table);
    const updates = columnsOf(table).filter(
      ({ property, primary }) => !primary && (!properties || properties.some((updated) => updated === property)),
    );
    // One index lookup for each row, even if the plan is of a time when the table was small. Locked rows do not move.
    return statementOverRows(
      [...key, ...updates],
      (given) => `
      UPDATE ${nameOf(table)} AS stored SET ${updates.map(({ name }) => `"${name}" = g."${name}"`).join(', ')}
        FROM ${given} AS g, LATERAL (
          SELECT ctid FROM ${nameOf(table)} AS own
           WHERE ${key.map(({ name }) => `own."${name}" = g."${name}"`).join(' AND ')} OFFSET 0) AS place
       WHERE stored.ctid = place.ctid`,
    );
  };
  await statementFor(table, `update ${properties?.join()}`, build).write(tx, rows);
}

const insertOf = <Row>(table: EntitySchema<Row>, order: string, ending = ''): RowsStatement<object, never> => {
  const columns = columnsOf(table);
  return statementOverRows(
    columns,
    (given) => `
    INSERT INTO ${nameOf(table)} (${listed(columns)})
    SELECT ${listed(columns)} FROM ${given} AS g ORDER BY ${order} ${ending}`,
  );
};

const keyOf = <Row>(table: EntitySchema<Row>) => columnsOf(table).filter(({ primary }) => primary);

const listed = (columns: readonly { readonly name: string }[]): string =>
  columns.map(({ name }) => `"${name}"`).join(', ');

const statements = new WeakMap<object, Map<string, RowsStatement<never, unknown>>>();

/** Each statement of a table is built once. */
function statementFor<Given, Result>(table: object, kind: string, build: () => RowsStatement<object, unknown>) {
  const known = statements.get(table) ?? new Map<string, RowsStatement<never, unknown>>();
  statements.set(table, known);
  const statement = known.get(kind) ?? build();
  known.set(kind, statement);
  return statement as unknown as RowsStatement<Given, Result>;
}
