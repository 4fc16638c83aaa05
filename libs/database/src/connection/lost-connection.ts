const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
// pg, its pool and TypeORM have no codes for these. The last ones occur if a connection dies between two statements.
const messages =
  /^(Connection terminated|Connection ended|timeout expired|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout|Cannot use a pool after|Driver not Connected|Connection is not established|Connection with .* is not established|The server does not support SSL|Transaction is not started|Query runner already released|Database connection provided by a query runner was already released)|is not connected/i;

/** true if the connection to the database is lost. Checks this error only, not its causes. */
export function isLostConnection(error: Error, code: string | undefined): boolean {
  return (code !== undefined && networkCodes.has(code)) || messages.test(error.message);
}
