import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gate } from '../fixtures/notes.fixture.ts';
import { type CallOptions, type Reply, type RunningNotes, runNotes } from '../fixtures/run-notes.fixture.ts';
import { deleteExpiredResponses } from './stored-responses.ts';

let notes: RunningNotes;
beforeAll(async () => {
  notes = await runNotes();
});
afterAll(() => notes?.stop());

let made = 0;
const freshKey = () => {
  made += 1;
  return `key-${made}`;
};
const post = (key: string, body: unknown, options: CallOptions = {}, path = '/v1/notes'): Promise<Reply> =>
  notes.call('POST', path, { body, ...options, headers: { 'idempotency-key': key, ...options.headers } });
const notesWith = async (text: string): Promise<number> => {
  const [{ n }] = await notes.service.dataSource.query('select count(*)::int as n from notes where text = $1', [text]);
  return n;
};
const expectSame = (repeat: Reply, first: Reply): void => {
  expect([repeat.status, repeat.text]).toEqual([first.status, first.text]);
  for (const name of ['etag', 'location', 'content-type'])
    expect(repeat.headers.get(name)).toBe(first.headers.get(name));
  expect(first.headers.get('idempotency-replayed')).toBeNull();
  expect(repeat.headers.get('idempotency-replayed')).toBe('true');
};

describe('the same Idempotency-Key', () => {
  it('returns the same response again, with one effect', async () => {
    const key = freshKey();
    const first = await post(key, { text: 'once' });
    const repeat = await post(key, { text: 'once' });
    expect(first.status).toBe(201);
    expectSame(repeat, first);
    expect(await notesWith('once')).toBe(1);
  });

  it('keeps the status of a plain result', async () => {
    const key = freshKey();
    const first = await post(key, {}, {}, '/v1/notes/plain');
    expect(first).toMatchObject({ status: 200, body: { n: 1 } });
    expectSame(await post(key, {}, {}, '/v1/notes/plain'), first);
  });

  it('with another body is refused', async () => {
    const key = freshKey();
    await post(key, { text: 'a' });
    expect(await post(key, { text: 'b' })).toMatchObject({ status: 422, body: { code: 'idempotency.key-reused' } });
    expect(await notesWith('b')).toBe(0);
  });

  it('on another route is refused', async () => {
    const key = freshKey();
    await post(key, { text: 'r' });
    const elsewhere = await post(key, { text: 'r' }, {}, '/v1/notes/lines');
    expect(elsewhere).toMatchObject({ status: 422, body: { code: 'idempotency.key-reused' } });
  });

  it('of another client is another key', async () => {
    const key = freshKey();
    await post(key, { text: 'mine' });
    const other = await post(key, { text: 'theirs' }, { key: await notes.keyOf('crm') });
    expect(other.status).toBe(201);
  });

  it('is refused while the first request is in progress', async () => {
    const key = freshKey();
    const { promise: hold, resolve: release } = Promise.withResolvers<void>();
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
    Object.assign(gate, { hold, reached: reach });
    const first = post(key, { text: 'slow' });
    await reached;
    const second = await post(key, { text: 'slow' });
    release();
    delete gate.hold;
    delete gate.reached;
    expect(second).toMatchObject({ status: 409, body: { code: 'idempotency.in-flight' } });
    const done = await first;
    expect(done.status).toBe(201);
    expectSame(await post(key, { text: 'slow' }), done);
    expect(await notesWith('slow')).toBe(1);
  });

  it('by twenty requests at once has one effect', async () => {
    const key = freshKey();
    const replies = await Promise.all(Array.from({ length: 20 }, () => post(key, { text: 'storm' })));
    expect(await notesWith('storm')).toBe(1);
    for (const reply of replies) expect([201, 409]).toContain(reply.status);
    expect(new Set(replies.filter((r) => r.status === 201).map((r) => r.text)).size).toBe(1);
  });

  it('repeats a domain problem byte by byte', async () => {
    const key = freshKey();
    const first = await post(key, { text: 'forbidden' });
    expect(first).toMatchObject({ status: 409, body: { code: 'note.forbidden' } });
    expectSame(await post(key, { text: 'forbidden' }), first);
    expect(await notesWith('forbidden')).toBe(0);
  });

  it('is not used up by an invalid request', async () => {
    const key = freshKey();
    expect((await post(key, { text: 7 })).status).toBe(400);
    expect((await post(key, { text: 'valid' })).status).toBe(201);
  });

  it.each(['', ' ', 'x'.repeat(256), 'ü'])('cannot be %j', async (key) => {
    expect(await post(key, { text: 'x' })).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });

  it('may have 255 characters', async () => {
    expect((await post('x'.repeat(255), { text: 'x' })).status).toBe(201);
  });

  it('is free again after a day, deleted or not', async () => {
    const key = freshKey();
    await post(key, { text: 'old' });
    await notes.service.dataSource.query(
      "update idempotency_keys set created_at = now() - interval '25 hours' where key = $1",
      [key],
    );
    expect((await post(key, { text: 'new' })).status).toBe(201);
    await notes.service.dataSource.query("update idempotency_keys set created_at = now() - interval '25 hours'");
    const [{ n }] = await notes.service.dataSource.query('select count(*)::int as n from idempotency_keys');
    expect(await notes.service.dataSource.transaction((tx) => deleteExpiredResponses(tx, n + 1))).toBe(n);
    expect(await notes.service.dataSource.transaction((tx) => deleteExpiredResponses(tx))).toBe(0);
  });

  it('fails when a route ignores it', async () => {
    expect((await notes.call('POST', '/v1/notes/careless', { body: {} })).status).toBe(201);
    expect((await post(freshKey(), {}, {}, '/v1/notes/careless')).status).toBe(500);
  });
});
