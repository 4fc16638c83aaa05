import type { ServerResponse } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/** What a body must bring while others wait for their turn. */
export interface Pace {
  readonly bytesPerSecond: number;
  readonly everyMs: number;
}

const ordinaryPace: Pace = { bytesPerSecond: 1_048_576, everyMs: 2_000 };

/**
 * Bodies larger than an ordinary route takes are read and worked one after the other: each waits until the one before
 * is answered, its bytes in the sender's own buffers. So they need the memory of one, and share the processor fairly
 * with ordinary requests. A body without a length counts as large where the route takes large ones. One that comes
 * slower than the pace while others wait is refused with 408.
 */
export function readLargeBodiesInTurn(fastify: FastifyInstance, ordinaryLimit: number, pace = ordinaryPace): void {
  const turns = new Turns();
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    const { bodyLimit = 0 } = request.routeOptions;
    const length = request.headers['content-length'];
    const bytes = length === undefined && request.headers['transfer-encoding'] ? bodyLimit : Number(length ?? 0);
    if (bytes <= ordinaryLimit || bytes > bodyLimit) done(null, payload);
    else
      turns.take(reply.raw, () =>
        done(
          null,
          atPace(payload as Readable, pace, () => turns.wanted),
        ),
      );
  });
}

/** One at a time, in the order in which they came; a turn ends with the answer, or the connection. */
class Turns {
  readonly #waiting: (() => void)[] = [];
  #busy = false;

  get wanted(): boolean {
    return this.#waiting.length > 0;
  }

  take(answer: ServerResponse, begin: () => void): void {
    let begun = false;
    const start = (): void => {
      begun = true;
      begin();
    };
    answer.once('close', () => {
      if (begun) this.#next();
      else this.#waiting.splice(this.#waiting.indexOf(start), 1);
    });
    if (this.#busy) this.#waiting.push(start);
    else {
      this.#busy = true;
      start();
    }
  }

  #next(): void {
    const begin = this.#waiting.shift();
    this.#busy = begin !== undefined;
    begin?.();
  }
}

/** The same bytes, ended with an error when too few of them came while `wanted`. The rest is then read and dropped. */
function atPace(payload: Readable, { bytesPerSecond, everyMs }: Pace, wanted: () => boolean): Readable {
  const paced = new PassThrough();
  let came = 0;
  const count = (piece: Buffer): void => {
    came += piece.length;
  };
  const timer = setInterval(() => {
    if (wanted() && came < (bytesPerSecond * everyMs) / 1_000) {
      stop();
      payload.unpipe(paced).resume();
      paced.destroy(Object.assign(new Error('The body came too slowly.'), { statusCode: 408 }));
    }
    came = 0;
  }, everyMs);
  const stop = (): void => {
    clearInterval(timer);
    payload.off('data', count).off('end', stop).off('close', stop);
  };
  payload.on('data', count).on('end', stop).on('close', stop);
  payload.once('error', (error) => paced.destroy(error));
  payload.pipe(paced);
  return paced;
}
