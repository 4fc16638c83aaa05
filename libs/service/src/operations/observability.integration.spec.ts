import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gate, notesService } from '../fixtures/notes.fixture.ts';
import { call, type RunningNotes, runNotes } from '../fixtures/run-notes.fixture.ts';
import { bootService } from '../startup/boot-service.ts';

let notes: RunningNotes;
beforeAll(async () => {
  notes = await runNotes();
});
afterAll(() => notes?.stop());

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${trace}-00f067aa0ba902b7-01`;
const write = async (url: string, text: string) =>
  call(url, await notes.keyOf('crm'), 'POST', '/v1/notes?unused=secret', { body: { text }, headers: { traceparent } });

/** Takes what an exporter sends by OTLP/HTTP. */
async function collector() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString());
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, bodies, close: () => server.close() };
}

describe('the log', () => {
  it('has one line per request with client, route, duration and trace, and no personal data', async () => {
    const lines: string[] = [];
    const service = await bootService(
      notesService,
      { ...notes.env, LOG_LEVEL: 'info' },
      { write: (line: string) => void lines.push(line) },
    );
    await write(service.url, 'my address is 7 Elm Street');
    await call(service.url, await notes.keyOf('handler'), 'GET', '/v1/notes/raw/Somchai');
    await call(service.url, await notes.keyOf('handler'), 'GET', '/v1/notes/broken');
    await service.close();
    const requests = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');
    expect(requests).toMatchObject([
      { method: 'POST', route: '/v1/notes', status: 201, client: 'crm', traceId: trace },
      { method: 'GET', route: '/v1/notes/raw/:id', status: 400, client: 'handler' },
      { method: 'GET', route: '/v1/notes/broken', status: 500 },
    ]);
    expect(lines.join('')).not.toMatch(/Elm Street|Somchai|hk_|secret=/);
    const faults = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'error');
    expect(faults).toMatchObject([{ requestId: requests[2].requestId, err: { message: 'the secret of the house' } }]);
  });
});

describe('traceparent', () => {
  it('is continued without any SDK', async () => {
    await write(notes.service.url, 'x');
    expect(gate.traceparent).toMatch(new RegExp(`^00-${trace}-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$`));
  });

  it('is continued by spans exported by OTLP when configured', async () => {
    const otlp = await collector();
    const service = await bootService(notesService, { ...notes.env, OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url });
    await write(service.url, 'x');
    const inside = gate.traceparent?.split('-');
    await service.close();
    otlp.close();
    expect(inside?.[1]).toBe(trace);
    const sent = otlp.bodies.join('');
    expect(sent).toContain(trace);
    expect(sent).toContain(inside?.[2]);
    expect(sent).toContain('POST /v1/notes');
  });
});
