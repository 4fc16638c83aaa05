export { createDataSource, type DatabaseOptions } from './connection/create-data-source.ts';
export { type DatabaseErrorKind, databaseErrorKind } from './connection/database-error.ts';
export {
  type DatabaseSsl,
  type DatabaseSslMode,
  databaseSslFrom,
  databaseSslModes,
  tlsOptions,
} from './connection/database-ssl.ts';
export { isLostConnection } from './connection/lost-connection.ts';
export { millisecondsUntil, type Statement, type StatementOptions, sql } from './statements/sql.ts';
export { type ColumnTypes, type RowsStatement, sqlOverRows } from './statements/sql-over-rows.ts';
export { columnsOf, selectList } from './tables/table-columns.ts';
export { insertMany, insertMissing, insertNew, updateMany, upsertMany } from './tables/table-writes.ts';
export { afterCommit } from './transactions/after-commit.ts';
export { CommitSignal, pollIntervalMs } from './transactions/commit-signal.ts';
export { databaseTime, managerOf, type Reader, type Tx } from './transactions/transaction.ts';
