import type { Readable } from 'node:stream';
import { Invalid, TooLarge } from '@harken/errors';
import type { FastifyRequest } from 'fastify';
import { memoryForBody } from './body-memory.ts';

/** `release` gives the memory of the bytes back: the next large body is read into it. */
type Done = (error: Error | null, bytes?: Buffer, release?: () => void) => void;

const tooLarge = (): TooLarge => new TooLarge('body.too-large', 'The body is larger than this route takes.');

/**
 * All bytes of a body, up to the limit of its route. `look` sees each piece as it comes and may throw: then nothing is
 * kept, and the rest of the body is read and dropped, so that the client can read the answer.
 */
export function readBody(request: FastifyRequest, payload: Readable, look: (piece: Buffer) => void, done: Done): void {
  const limit = request.routeOptions.bodyLimit ?? 0;
  const announced = request.headers['content-length'];
  const expected = announced === undefined ? undefined : Number(announced);
  if (expected !== undefined && expected > limit) {
    done(tooLarge());
    return;
  }
  // Where its length is known, the body comes together without a second copy of it.
  const memory = expected === undefined ? undefined : memoryForBody(expected);
  const pieces: Buffer[] = [];
  let received = 0;

  const finish = (error: Error | null, bytes?: Buffer): void => {
    payload.off('data', onData).off('end', onEnd).off('error', onError);
    if (error) {
      payload.on('error', () => undefined).resume();
      pieces.length = 0;
      memory?.release();
    }
    done(error, bytes, memory?.release);
  };
  const onData = (piece: Buffer): void => {
    try {
      if (received + piece.length > (expected ?? limit)) throw tooLarge();
      look(piece);
      if (memory) piece.copy(memory.bytes, received);
      else pieces.push(piece);
      received += piece.length;
    } catch (error) {
      finish(error as Error);
    }
  };
  const onEnd = (): void => {
    if (expected === undefined || received === expected) finish(null, memory?.bytes ?? Buffer.concat(pieces, received));
    else finish(new Invalid('body.wrong-length', 'The body is not as long as Content-Length says.'));
  };
  const onError = (error: Error): void =>
    finish('statusCode' in error ? error : Object.assign(error, { statusCode: 400 }));
  payload.on('data', onData).on('end', onEnd).on('error', onError);
  payload.resume();
}
