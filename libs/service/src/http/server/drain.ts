import { Server as NetServer, type Server } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** For clients to send what they have begun, and to take their connection: each answer from now on asks them to close it. */
const patienceMs = 1_000;

/** Takes no new connections, then waits until every request that arrived has its answer. */
export type Drain = () => Promise<void>;

/** Counts requests from their head to the end of their answer. Install it before the routes. */
export function drainOf(fastify: FastifyInstance): Drain {
  let inFlight = 0;
  let emptied: (() => void) | undefined;
  fastify.addHook('onRequest', (_request, reply, done) => {
    inFlight += 1;
    // Not onResponse: that one never comes when the client went away before the end.
    reply.raw.once('close', () => {
      inFlight -= 1;
      if (inFlight === 0) emptied?.();
    });
    done();
  });
  return async () => {
    // Connections that wait in the kernel are reset with the listener: it closes right after they were taken.
    await nextTurn();
    // http.Server.close would also cut connections whose request is still on its way, which fails it for the client.
    const closed = new Promise<void>((resolve) => {
      NetServer.prototype.close.call(fastify.server as Server, () => resolve());
    });
    await Promise.race([closed, wait(patienceMs)]);
    if (inFlight > 0) {
      await new Promise<void>((resolve) => {
        emptied = resolve;
      });
    }
  };
}
