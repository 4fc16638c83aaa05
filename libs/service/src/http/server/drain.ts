import { Server as NetServer, type Server } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Time for clients to finish sending requests and to close their connections, as each response now asks them to. */
const maxWaitForCloseMs = 1_000;

/** Stops accepting connections, then waits for the responses to all requests in flight. */
export type Drain = () => Promise<void>;

/** Counts the requests in flight. Install it before the routes. */
export function createDrain(fastify: FastifyInstance): Drain {
  let inFlight = 0;
  let onEmpty: (() => void) | undefined;
  fastify.addHook('onRequest', (_request, reply, done) => {
    inFlight += 1;
    // Not onResponse: Fastify never calls it when the client disconnects early.
    reply.raw.once('close', () => {
      inFlight -= 1;
      if (inFlight === 0) onEmpty?.();
    });
    done();
  });
  return async () => {
    // Closing the listener resets connections that wait in the kernel, so accept those first.
    await nextTurn();
    // http.Server.close would also cut connections whose request is still arriving.
    const closed = new Promise<void>((resolve) => {
      NetServer.prototype.close.call(fastify.server as Server, () => resolve());
    });
    await Promise.race([closed, wait(maxWaitForCloseMs)]);
    if (inFlight > 0) {
      await new Promise<void>((resolve) => {
        onEmpty = resolve;
      });
    }
  };
}
