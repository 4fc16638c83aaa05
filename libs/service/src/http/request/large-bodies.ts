import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/**
 * Bodies larger than an ordinary route takes are read and worked one after the other: each waits until the one before
 * is answered, its bytes in the sender's own buffers. So they need the memory of one, and share the processor fairly
 * with ordinary requests. A body without a length counts as large where the route takes large ones.
 */
export function readLargeBodiesInTurn(fastify: FastifyInstance, ordinaryLimit: number): void {
  const waiting: (() => void)[] = [];
  let busy = false;
  const next = (): void => {
    const begin = waiting.shift();
    busy = begin !== undefined;
    begin?.();
  };
  const whenFree = (answer: ServerResponse, begin: () => void): void => {
    let begun = false;
    const start = (): void => {
      begun = true;
      begin();
    };
    answer.once('close', () => {
      if (begun) next();
      else waiting.splice(waiting.indexOf(start), 1);
    });
    if (busy) waiting.push(start);
    else {
      busy = true;
      start();
    }
  };
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    const { bodyLimit = 0 } = request.routeOptions;
    const length = request.headers['content-length'];
    const bytes = length === undefined && request.headers['transfer-encoding'] ? bodyLimit : Number(length ?? 0);
    if (bytes <= ordinaryLimit || bytes > bodyLimit) done(null, payload);
    else whenFree(reply.raw, () => done(null, payload));
  });
}
