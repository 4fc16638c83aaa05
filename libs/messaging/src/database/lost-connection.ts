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
// pg, its pool and TypeORM have no codes for these; the last ones come when a connection dies between two statements.
const messages =
  /^(Connection terminated|Connection ended|timeout expired|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout|Cannot use a pool after|Driver not Connected|Connection is not established|Connection with .* is not established|The server does not support SSL|Transaction is not started|Query runner already released|Database connection provided by a query runner was already released)|is not connected/i;

/** The way to the database is gone, whatever was asked of it; judged by this error alone, not by its causes. */
export function isLostConnection(error: Error, code: string | undefined): boolean {
  return (code !== undefined && networkCodes.has(code)) || messages.test(error.message);
}
