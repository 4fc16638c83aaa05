import { DataSource, type EntityManager } from 'typeorm';

/** A running transaction: the `EntityManager` that `dataSource.transaction(async (tx) => ...)` hands out. READ COMMITTED, always. */
export type Tx = EntityManager;

/** For queries that run inside a transaction or on their own. */
export type Reader = DataSource | Tx;

export const managerOf = (reader: Reader): EntityManager => (reader instanceof DataSource ? reader.manager : reader);

/** The time of the database, in whole milliseconds as in JavaScript. */
export async function databaseTime(reader: Reader): Promise<Date> {
  const [{ now }] = await reader.query("SELECT date_trunc('milliseconds', clock_timestamp()) AS now");
  return now;
}
