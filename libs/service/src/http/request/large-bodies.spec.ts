import { type ClientRequest, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { readLargeBodiesInTurn } from './large-bodies.ts';
import { readBody } from './read-body.ts';

const [ordinaryLimit, limit] = [10, 1_000];
let fastify: FastifyInstance;
let began: string[];
let open: (() => void)[];

beforeEach(async () => {
  fastify = Fastify({ bodyLimit: limit });
  began = [];
  open = [];
  readLargeBodiesInTurn(fastify, ordinaryLimit, { bytesPerSecond: 1_000, everyMs: 50 });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (request, payload, done) => readBody(request, payload, () => undefined, done));
  fastify.post('/', async (request) => {
    began.push(String(request.body).slice(0, 1));
    if (String(request.body).endsWith('!')) await new Promise<void>((resolve) => open.push(resolve));
    return 'done';
  });
  await fastify.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(() => fastify.close());

interface Sending {
  readonly request: ClientRequest;
  readonly status: Promise<number | undefined>;
}

function post(body: string, length = body.length): Sending {
  const { port } = fastify.server.address() as AddressInfo;
  const headers = { 'content-length': length, 'content-type': 'text/plain' };
  const request = send({ port, host: '127.0.0.1', method: 'POST', path: '/', headers, agent: false });
  const status = new Promise<number | undefined>((resolve) => {
    request.on('response', (answer) => resolve(answer.resume().statusCode)).on('error', () => resolve(undefined));
  });
  if (body.length === length) request.end(body);
  else request.write(body);
  return { request, status };
}

async function until(met: () => boolean): Promise<void> {
  while (!met()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('large bodies', () => {
  it('are worked one after the other, small ones beside them (case 34)', async () => {
    const first = post(`a${'x'.repeat(100)}!`);
    await until(() => began.length === 1);
    const second = post(`b${'x'.repeat(100)}`);
    expect(await post('c').status).toBe(200);
    expect(began).toEqual(['a', 'c']);
    open[0]?.();
    expect([await first.status, await second.status]).toEqual([200, 200]);
    expect(began).toEqual(['a', 'c', 'b']);
  });

  it('do not wait for one that does not come (case 34)', async () => {
    const slow = post('s', 500);
    const second = post(`b${'x'.repeat(100)}`);
    expect(await slow.status).toBe(408);
    expect(await second.status).toBe(200);
    slow.request.destroy();
  });

  it('may be slow while no other waits', async () => {
    const slow = post('s', 12);
    await new Promise((resolve) => setTimeout(resolve, 200));
    slow.request.end('x'.repeat(11));
    expect(await slow.status).toBe(200);
  });

  it('do not wait for one whose sender is gone', async () => {
    const lost = post('s', 500);
    const second = post(`b${'x'.repeat(100)}`);
    lost.request.destroy();
    expect(await second.status).toBe(200);
  });
});
