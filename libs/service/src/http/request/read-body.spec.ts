import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { readBody } from './read-body.ts';

const limit = 20;

function read(
  pieces: readonly string[],
  { length, look = () => undefined }: { length?: number | undefined; look?: (piece: Buffer) => void } = {},
): Promise<{ error: unknown; text: string | undefined; rest: PassThrough }> {
  const payload = new PassThrough();
  const headers = length === undefined ? {} : { 'content-length': String(length) };
  const request = { routeOptions: { bodyLimit: limit }, headers } as unknown as FastifyRequest;
  const answered = new Promise<{ error: unknown; text: string | undefined; rest: PassThrough }>((resolve) => {
    readBody(request, payload, look, (error, bytes) => resolve({ error, text: bytes?.toString(), rest: payload }));
  });
  for (const piece of pieces) payload.write(piece);
  payload.end();
  return answered;
}

describe('a body', () => {
  it.each([undefined, 8])('comes together from its pieces (length %s)', async (length) => {
    expect(await read(['ab', 'cdef', 'gh'], { length })).toMatchObject({ error: null, text: 'abcdefgh' });
  });

  it('is refused by its length before any of it is read', async () => {
    const looked: Buffer[] = [];
    const { error } = await read(['x'], { length: limit + 1, look: (piece) => looked.push(piece) });
    expect(error).toMatchObject({ code: 'body.too-large' });
    expect(looked).toEqual([]);
  });

  it('without a length is refused once it is too long', async () => {
    expect((await read(['x'.repeat(15), 'x'.repeat(15)])).error).toMatchObject({ code: 'body.too-large' });
  });

  it('is refused when it is shorter or longer than announced', async () => {
    expect((await read(['abc'], { length: 4 })).error).toMatchObject({ code: 'body.wrong-length' });
    expect((await read(['abcde'], { length: 4 })).error).toMatchObject({ code: 'body.too-large' });
  });

  it('is not kept when the look at a piece throws, and its rest is dropped', async () => {
    const fault = new Error('a bound');
    const { error, text, rest } = await read(['ab', 'cd', 'ef'], {
      look: (piece) => {
        if (piece.includes('cd')) throw fault;
      },
    });
    expect([error, text]).toEqual([fault, undefined]);
    await new Promise((resolve) => rest.once('close', resolve));
    expect(rest.readableLength).toBe(0);
  });
});
