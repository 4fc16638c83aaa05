import type { Socket } from 'node:net';

/** What of pg's client is needed; its types leave the connection out. */
interface Connected {
  readonly connection: { readonly stream: Socket };
}

/**
 * Hangs up on a database that says nothing for so long: a host that vanished closes no connection, and until TCP gives
 * up, a quarter of an hour later, every connection of the pool would wait for its answer.
 */
export function hangUpWhenSilent(client: unknown, afterMs: number): void {
  const { stream } = (client as Connected).connection;
  stream.setTimeout(afterMs, () => {
    stream.destroy(new Error(`Connection terminated: the database said nothing for ${afterMs} ms`));
  });
}
