import type { Socket } from 'node:net';

/** What of pg's client is needed; its types leave the connection out. */
interface Connected {
  readonly connection: { readonly stream: Socket };
  /** false while an answer is owed. */
  readonly readyForQuery: boolean;
}

/**
 * Hangs up on a database that owes an answer and says nothing for so long: a host that vanished closes no connection, and
 * until TCP gives up, a quarter of an hour later, every connection of the pool would wait for its answer.
 */
export function hangUpWhenSilent(client: unknown, afterMs: number): void {
  const connected = client as Connected;
  const { stream } = connected.connection;
  stream.setTimeout(afterMs).on('timeout', () => {
    if (!connected.readyForQuery)
      stream.destroy(new Error(`Connection terminated: the database said nothing for ${afterMs} ms`));
  });
}
