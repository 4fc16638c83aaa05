import type { Socket } from 'node:net';

/** The fields of pg's client that its types leave out. */
interface PgClient {
  readonly connection: { readonly stream: Socket };
  /** false while a statement is running. */
  readonly readyForQuery: boolean;
}

/**
 * Closes a connection that waits for a response and receives nothing for `timeoutMs`. A host that vanished closes no
 * connection; without this, every connection of the pool would wait a quarter of an hour until TCP gives up.
 */
export function setSocketTimeout(client: unknown, timeoutMs: number): void {
  const pgClient = client as PgClient;
  const { stream } = pgClient.connection;
  stream.setTimeout(timeoutMs).on('timeout', () => {
    if (!pgClient.readyForQuery)
      stream.destroy(new Error(`Connection terminated: the database said nothing for ${timeoutMs} ms`));
  });
}
