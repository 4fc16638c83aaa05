import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CallOptions, type Reply, type RunningNotes, runNotes } from '../../fixtures/run-notes.fixture.ts';

let notes: RunningNotes;
beforeAll(async () => {
  notes = await runNotes({ BODY_LIMIT_BYTES: '4096', BATCH_BODY_LIMIT_BYTES: '8192' });
});
afterAll(() => notes?.stop());

const post = (options: CallOptions, path = '/v1/notes'): Promise<Reply> => notes.call('POST', path, options);
const uuid = '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e';

function expectProblem(reply: Reply, status: number, code: string): void {
  expect({ status: reply.status, code: reply.body.code }).toEqual({ status, code });
  expect(reply.headers.get('content-type')).toContain('application/problem+json');
  expect(reply.body).toMatchObject({ type: `/problems/${code}`, status, title: expect.any(String) });
  expect(reply.body.instance).toBe(`urn:uuid:${reply.headers.get('x-request-id')}`);
}

/** Writes bytes to the socket and reads what comes until the server hangs up. */
function rawRequest(text: string): Promise<string> {
  const { hostname, port } = new URL(notes.service.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('data', (data) => {
      answer += data.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('a good request', () => {
  it('gets its status, headers and the security headers', async () => {
    const made = await post({ body: { text: 'สวัสดี 😀', weight: 2, author: { name: 'Mali' } } });
    expect(made.status).toBe(201);
    expect(made.headers.get('etag')).toBe('"1"');
    expect(made.headers.get('location')).toBe(`/v1/notes/${made.body.id}`);
    expect(made.body).toMatchObject({ text: 'สวัสดี 😀', version: 1 });
    expect(made.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(made.headers.get('x-content-type-options')).toBe('nosniff');
    expect(made.headers.get('x-powered-by')).toBeNull();
  });

  it('may have another media type that the service accepts', async () => {
    const made = await post({ raw: 'first\nsecond', headers: { 'content-type': 'application/x-lines' } });
    expect(made.body).toMatchObject({ text: 'first' });
  });

  it('gets 304 when the client has the current version', async () => {
    const { body } = await post({ body: { text: 'x' } });
    const first = await notes.call('GET', `/v1/notes/raw/${body.id}`);
    const again = await notes.call('GET', `/v1/notes/raw/${body.id}`, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect([first.status, again.status, again.text]).toEqual([200, 304, '']);
  });
});

describe('a malformed request gives a 4xx problem', () => {
  it.each<[string, CallOptions, number, string]>([
    ['no JSON', { raw: '{"text":' }, 400, 'body.not-json'],
    ['no UTF-8', { raw: Buffer.from([0x22, 0xff, 0x22]) }, 400, 'body.not-utf-8'],
    ['an array', { raw: '[]' }, 400, 'request.invalid'],
    ['null', { raw: 'null' }, 400, 'request.invalid'],
    ['a number', { raw: '7' }, 400, 'request.invalid'],
    ['no body', {}, 400, 'request.invalid'],
    ['an empty body', { raw: '', headers: { 'content-type': 'application/json' } }, 400, 'request.invalid'],
    ['an unknown field', { body: { text: 'x', extra: 1 } }, 400, 'request.invalid'],
    ['a wrong type', { body: { text: { $ne: 1 } } }, 400, 'request.invalid'],
    ['a NUL character', { raw: '{"text":"a\\u0000b"}' }, 400, 'request.invalid'],
    ['a lone surrogate', { raw: '{"text":"\\ud83d"}' }, 400, 'request.invalid'],
    ['a number beyond a double', { raw: '{"text":"x","weight":1e999}' }, 400, 'request.invalid'],
    ['a poisoned prototype', { raw: '{"text":"x","__proto__":{"a":1}}' }, 400, 'request.invalid'],
    ['endless nesting', { raw: '['.repeat(2000) + ']'.repeat(2000) }, 400, 'request.invalid'],
    [
      'a form',
      { raw: 'text=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'body.unsupported-media-type',
    ],
    ['plain text', { raw: 'x', headers: { 'content-type': 'text/plain' } }, 415, 'body.unsupported-media-type'],
    ['a media type that is none', { raw: 'x', headers: { 'content-type': ';' } }, 415, 'body.unsupported-media-type'],
    ['a compressed body', { raw: 'x', headers: { 'content-encoding': 'gzip' } }, 415, 'body.unsupported-encoding'],
    ['a body too large', { body: { text: 'x'.repeat(5000) } }, 413, 'body.too-large'],
  ])('%s', async (_, options, status, code) => {
    expectProblem(await post(options), status, code);
  });

  it.each([
    ['/v1/nothing', 'GET', 404, 'route.not-found'],
    ['/v1/notes', 'DELETE', 405, 'route.method-not-allowed'],
    ['/v1/notes/raw/not-a-uuid', 'GET', 400, 'request.invalid'],
    ['/v1/notes/raw/a%00b', 'GET', 400, 'request.invalid'],
    [`/v1/notes/raw/${uuid}`, 'GET', 404, 'note.not-found'],
    ['/v1/notes/raw/%zz', 'GET', 400, 'route.malformed'],
    [`/v1/notes/raw/${'a'.repeat(3000)}`, 'GET', 414, 'route.too-long'],
    ['/v1/notes?limit=0', 'GET', 400, 'request.invalid'],
    ['/v1/notes?limit=501', 'GET', 400, 'request.invalid'],
    ['/v1/notes?limit=99999999999999999999', 'GET', 400, 'request.invalid'],
    ['/v1/notes?limit=1&limit=2', 'GET', 400, 'request.invalid'],
    ['/v1/notes?unknown=1', 'GET', 400, 'request.invalid'],
    ['/v1/notes?cursor=tampered', 'GET', 400, 'request.invalid'],
    [`/v1/notes?cursor=${Buffer.from('["x"]').toString('base64url')}`, 'GET', 400, 'request.invalid'],
    ['/v1/notes?cursor=%00', 'GET', 400, 'request.invalid'],
  ])('%s', async (path, method, status, code) => {
    expectProblem(await notes.call(method, path), status, code);
  });

  it('an unsupported method lists the supported ones', async () => {
    expect((await notes.call('DELETE', '/v1/notes')).headers.get('allow')).toBe('GET, HEAD, POST');
  });

  it('every error has its pointer', async () => {
    const { body } = await post({ body: { weight: 1.5, author: { name: 7, age: 3 }, extra: 1 } });
    const found = body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`).sort();
    expect(found).toEqual([
      '/author/age unknown-field',
      '/author/name wrong-type',
      '/extra unknown-field',
      '/text required',
      '/weight wrong-type',
    ]);
  });

  it('a number too large for the column is a 400', async () => {
    expectProblem(await post({ body: { weight: 1e300, text: 'x', nested: 1 } }), 400, 'request.invalid');
  });

  it('input that is not HTTP gets a response, too', async () => {
    expect(await rawRequest('BREW /pot\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [\s\S]*"code":"request.malformed"/);
    const large = `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`;
    expect(await rawRequest(large)).toMatch(/^HTTP\/1.1 431 [\s\S]*"code":"headers.too-large"/);
  });

  it('a batch may be larger, up to its own limit', async () => {
    expect((await post({ body: { text: 'x'.repeat(5000) } }, '/v1/notes/lines')).status).toBe(201);
    expectProblem(await post({ body: { text: 'x'.repeat(9000) } }, '/v1/notes/lines'), 413, 'body.too-large');
    expectProblem(await post({ body: { text: '', x: 1 } }, '/v1/notes/lines'), 400, 'request.invalid');
  });

  it('a wrong Content-Length is refused', async () => {
    const reply = await new Promise<number>((resolve, reject) => {
      const url = new URL('/v1/notes', notes.service.url);
      const sent = httpRequest(url, { method: 'POST', headers: { 'content-length': 'x1' } }, (r) =>
        resolve(r.statusCode ?? 0),
      );
      sent.on('error', reject);
      sent.end();
    });
    expect(reply).toBe(400);
  });
});

describe('a change', () => {
  it('honours If-Match', async () => {
    const { body } = await post({ body: { text: 'x' } });
    const change = (headers: Record<string, string>) =>
      notes.call('PUT', `/v1/notes/${body.id}`, { body: { text: 'y' }, headers });
    expect((await change({ 'if-match': '"1"' })).headers.get('etag')).toBe('"2"');
    expectProblem(await change({ 'if-match': '"1"' }), 412, 'note.stale');
    expectProblem(await change({ 'if-match': '"other"' }), 412, 'request.stale');
    expectProblem(await change({ 'if-match': 'other' }), 400, 'request.invalid');
    expect((await change({ 'if-match': '*' })).status).toBe(200);
    expectProblem(await notes.call('PUT', '/v1/notes/7', { body: { text: 'y' } }), 400, 'request.invalid');
  });
});

describe('an unexpected error', () => {
  it('is a 500 that reveals only the request id', async () => {
    const reply = await notes.call('GET', '/v1/notes/broken');
    expectProblem(reply, 500, 'service.fault');
    expect(reply.text).not.toContain('secret of the house');
  });
});

describe('a list', () => {
  it('is stable while rows are added', async () => {
    for (let i = 0; i < 5; i += 1) await post({ body: { text: `n${i}` } });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Reply = await notes.call('GET', `/v1/notes?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.body.items.map((note: { id: string }) => note.id));
      cursor = page.body.next;
      if (seen.length === 2) await post({ body: { text: 'later' } });
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual([...seen].sort());
  });
});
