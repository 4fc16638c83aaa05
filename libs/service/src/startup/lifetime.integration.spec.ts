import { Agent, get } from 'node:http';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gate, notesService } from '../fixtures/notes.fixture.ts';
import { call, type RunningNotes, runNotes } from '../fixtures/run-notes.fixture.ts';
import { bootService } from './boot-service.ts';

let notes: RunningNotes;
beforeAll(async () => {
  notes = await runNotes();
});
afterAll(() => notes?.stop());

/** Stands between a service and its database, so that the database can go away. */
async function gatekeeper(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let close = async (): Promise<void> => undefined;
  const open = (port: number) =>
    new Promise<number>((resolve) => {
      const server: Server = createServer((from) => {
        const to = connect(Number(target.port), target.hostname);
        for (const socket of [from, to]) {
          sockets.add(socket);
          socket.on('error', () => socket.destroy());
          socket.on('close', () => sockets.delete(socket));
        }
        from.pipe(to).pipe(from);
        from.on('close', () => to.destroy());
      });
      server.listen(port, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
      close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed());
          for (const socket of sockets) socket.destroy();
        });
    });
  const port = await open(0);
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return { url: url.href, close: () => close(), open: () => open(port) };
}

const readiness = async (url: string): Promise<number> => (await fetch(`${url}/health/ready`)).status;

describe('while the database is unavailable', () => {
  it('requests get 503, the service is live but not ready, and recovers afterwards', async () => {
    const gatekeeping = await gatekeeper(notes.env.DATABASE_URL ?? '');
    const service = await bootService(notesService, { ...notes.env, DATABASE_URL: gatekeeping.url });
    try {
      const key = await notes.keyOf('crm');
      const write = () => call(service.url, key, 'POST', '/v1/notes', { body: { text: 'x' } });
      expect((await write()).status).toBe(201);
      expect(await readiness(service.managementUrl)).toBe(200);
      await gatekeeping.close();
      const away = await write();
      expect(away).toMatchObject({ status: 503, body: { code: 'service.unavailable' } });
      expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await readiness(service.managementUrl)).toBe(503);
      expect((await fetch(`${service.managementUrl}/health/live`)).status).toBe(200);
      await gatekeeping.open();
      await eventually(async () => (await write()).status === 201, { within: 5_000, every: 50 });
      expect(await readiness(service.managementUrl)).toBe(200);
    } finally {
      await service.close();
      await gatekeeping.close();
    }
  });
});

describe('metrics', () => {
  it('count requests by route, not by URL', async () => {
    await notes.call('GET', '/v1/notes/raw/01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e');
    const text = await (await fetch(`${notes.service.managementUrl}/metrics`)).text();
    expect(text).toMatch(
      /http_requests_total\{method="GET",route="\/v1\/notes\/raw\/:id",status="4xx",service="feedback"\} 1/,
    );
    expect(text).toMatch(/harken_build_info\{version="[\d.]+",node="v\d+\.[\d.]+",service="feedback"\} 1/);
    expect(text).toMatch(/harken_database_pool_connections\{state="waiting",service="feedback"\} 0/);
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).not.toContain('01926f3a');
  });
});

describe('metrics of many paths', () => {
  it('have no more series after 300 different addresses than after one (case 46)', async () => {
    const series = async () =>
      (await (await fetch(`${notes.service.managementUrl}/metrics`)).text())
        .split('\n')
        .filter((line) => line.startsWith('http_')).length;
    const ask = (n: number) =>
      Promise.all([
        notes.call('GET', `/v1/notes/raw/${n}`),
        notes.call('GET', `/v1/nowhere/${n}`),
        notes.call('DELETE', `/v1/notes/${n}`),
      ]);
    await ask(0);
    const before = await series();
    for (let n = 1; n <= 100; n += 1) await ask(n);
    expect(await series()).toBe(before);
  });
});

describe('shutdown', () => {
  it('finishes the requests in flight and asks clients to close their connections', async () => {
    const service = await bootService(notesService, notes.env);
    const key = await notes.keyOf('crm');
    const { promise: hold, resolve: release } = Promise.withResolvers<void>();
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
    Object.assign(gate, { hold, reached: reach });
    const inFlight = call(service.url, key, 'POST', '/v1/notes', { body: { text: 'last' } });
    await reached;
    const closed = service.close();
    await eventually(() => refused(service.url), { within: 2_000, every: 10 });
    release();
    delete gate.hold;
    delete gate.reached;
    const reply = await inFlight;
    expect(reply.status).toBe(201);
    expect(reply.headers.get('connection')).toBe('close');
    await closed;
    expect(service.dataSource.isInitialized).toBe(false);
  });

  it('first reports not ready, but still serves', async () => {
    const service = await bootService(notesService, notes.env);
    const key = await notes.keyOf('handler');
    const agent = new Agent({ keepAlive: true });
    const closed = service.close({ delayMs: 400 });
    expect(await readiness(service.managementUrl)).toBe(503);
    const reply = await call(service.url, key, 'GET', '/v1/notes');
    expect([reply.status, reply.headers.get('connection')]).toEqual([200, 'close']);
    await closed;
    agent.destroy();
  });
});

const refused = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    get(url, (response) => {
      response.resume();
      resolve(false);
    }).on('error', () => resolve(true));
  });
