import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { notesService } from '../fixtures/notes.fixture.ts';
import { call, type RunningNotes, runNotes } from '../fixtures/run-notes.fixture.ts';
import { bootService } from '../startup/boot-service.ts';
import { generateKey } from './keys/api-key.ts';
import { issueKey, listKeys, revokeKey, rotateKey } from './keys/stored-keys.ts';

let notes: RunningNotes;
beforeAll(async () => {
  notes = await runNotes({ BODY_LIMIT_BYTES: '2048' });
});
afterAll(() => notes?.stop());

const issue = (name: string, expiresAt?: Date) => issueKey({ name, roles: ['crm'], expiresAt }, notes.access);
const tomorrow = () => new Date(Date.now() + 86_400_000);

describe('authorization', () => {
  it('refuses requests without a key', async () => {
    const reply = await notes.call('GET', '/v1/notes', { key: null });
    expect(reply).toMatchObject({ status: 401, body: { code: 'access.key-missing' } });
    expect(reply.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it.each(['hk_acme_x', 'x', '', generateKey('tests'), generateKey('nobody')])('refuses the key %j', async (key) => {
    expect(await notes.call('GET', '/v1/notes', { key })).toMatchObject({ status: 401 });
  });

  it('refuses a key without the role', async () => {
    const key = await notes.keyOf('analyst');
    expect(await notes.call('POST', '/v1/notes', { key, body: { text: 'x' } })).toMatchObject({
      status: 403,
      body: { code: 'access.role-missing' },
    });
    expect(await notes.call('GET', '/v1/notes', { key })).toMatchObject({ status: 200 });
  });

  it('happens before the body is read: 401, then 403, then 413, then 400', async () => {
    const key = await notes.keyOf('analyst');
    const raw = 'x'.repeat(3000);
    const status = async (options: object) => (await notes.call('POST', '/v1/notes', { raw, ...options })).status;
    expect([await status({ key: null }), await status({ key }), await status({}), await status({ raw: '{' })]).toEqual([
      401, 403, 413, 400,
    ]);
  });

  it('lets everybody call a public route', async () => {
    const reply = await notes.call('GET', '/v1/notes/stream', { key: null });
    expect(reply).toMatchObject({ status: 200, text: 'data: 1\n\n' });
  });
});

describe('a key', () => {
  it('is stored as a hash only', async () => {
    const { key } = await issue('hashed');
    const rows = await notes.access.query("select * from access.api_keys where name = 'hashed'");
    expect(JSON.stringify(rows)).not.toContain(key.slice(10));
    expect(JSON.stringify(await listKeys(notes.access))).not.toContain(key.slice(10));
  });

  it('is revoked within a second, in every replica', async () => {
    const { id, key } = await issue('revoked');
    const other = await bootService(notesService, notes.env);
    try {
      // Both replicas have just looked it up: the worst moment to revoke.
      const status = async (url: string) => (await call(url, key, 'POST', '/v1/notes', { body: { text: 'x' } })).status;
      const all = async () => [await status(notes.service.url), await status(other.url)];
      expect(await all()).toEqual([201, 201]);
      await revokeKey(id, notes.access);
      await eventually(async () => (await all()).every((s) => s === 401), { within: 1_000, every: 20 });
    } finally {
      await other.close();
    }
  });

  it('ends when it expires', async () => {
    const { key } = await issue('expired', new Date(Date.now() - 1000));
    const { key: live } = await issue('expired', tomorrow());
    const status = async (k: string) => (await notes.call('POST', '/v1/notes', { key: k, body: { text: 'x' } })).status;
    expect([await status(key), await status(live)]).toEqual([401, 201]);
  });

  it('may coexist with one other key of the client, not two', async () => {
    const first = await issue('pair');
    await issue('pair');
    await expect(issue('pair')).rejects.toMatchObject({ code: 'access.too-many-keys' });
    await revokeKey(first.id, notes.access);
    await issue('pair');
  });

  it('that is rotated belongs to the same client, one that is issued to another (case 25)', async () => {
    const first = await issue('client');
    const next = await rotateKey({ id: first.id }, notes.access);
    expect(next.clientId).toBe(first.clientId);
    await expect(rotateKey({ id: first.id }, notes.access)).rejects.toMatchObject({ code: 'access.too-many-keys' });
    // Also when all its keys were revoked: one that leaked is revoked first.
    await revokeKey(first.id, notes.access);
    await revokeKey(next.id, notes.access);
    expect((await rotateKey({ id: first.id }, notes.access)).clientId).toBe(first.clientId);
    const stranger = await issue('client');
    expect(stranger.clientId).not.toBe(first.clientId);
    expect((await listKeys(notes.access)).find(({ id }) => id === next.id)).toMatchObject({ roles: ['crm'] });
    await expect(rotateKey({ id: 'nonsense' }, notes.access)).rejects.toMatchObject({ code: 'key.not-found' });
  });

  it('that is issued under the name of another client does not get its stored responses (case 25)', async () => {
    const headers = { 'idempotency-key': 'of-the-first' };
    const create = async (key: string, text: string) =>
      (await notes.call('POST', '/v1/notes', { key, body: { text }, headers })).status;
    const [first, second] = [await issue('namesake'), await issue('namesake')];
    expect([await create(first.key, 'a'), await create(second.key, 'b')]).toEqual([201, 201]);
  });

  it('may name the person who uses it', async () => {
    const { id } = await issueKey({ name: 'personal', roles: ['crm'], person: 'anna' }, notes.access);
    const next = await rotateKey({ id }, notes.access);
    const listed = (await listKeys(notes.access)).map(({ id, name, person }) => ({ id, name, person }));
    expect(listed).toContainEqual({ id, name: 'personal', person: 'anna' });
    expect(listed).toContainEqual({ id: next.id, name: 'personal', person: 'anna' });
    expect(listed).toContainEqual(expect.objectContaining({ name: 'tests', person: null }));
    for (const person of ['', ' ', 'null', 'a'.repeat(201)])
      await expect(issueKey({ name: 'nobodys', roles: ['crm'], person }, notes.access)).rejects.toMatchObject({
        code: 'access.person-invalid',
      });
  });

  it('cannot be revoked when it does not exist', async () => {
    await expect(revokeKey('nonsense', notes.access)).rejects.toMatchObject({ code: 'key.not-found' });
  });

  it('cannot be written by a service', async () => {
    await expect(notes.service.dataSource.query('delete from access.api_keys')).rejects.toThrow(/permission denied/);
  });
});

describe('the rate', () => {
  it('of requests without a key is limited per address', async () => {
    const strict = await bootService(notesService, { ...notes.env, RATE_LIMIT_REFUSED_PER_MINUTE: '3' });
    try {
      const replies = [];
      for (let i = 0; i < 4; i += 1) replies.push(await call(strict.url, 'x', 'GET', '/v1/notes'));
      expect(replies.map((r) => r.status)).toEqual([401, 401, 401, 429]);
      expect(Number(replies[3]?.headers.get('retry-after'))).toBeGreaterThan(0);
      // A good key from the same address goes on.
      const key = await notes.keyOf('handler');
      expect((await call(strict.url, key, 'GET', '/v1/notes')).status).toBe(200);
    } finally {
      await strict.close();
    }
  });

  it('of a key is limited when the setting says so', async () => {
    const strict = await bootService(notesService, { ...notes.env, RATE_LIMIT_PER_SECOND: '2' });
    try {
      const key = await notes.keyOf('handler');
      const replies = await Promise.all(Array.from({ length: 6 }, () => call(strict.url, key, 'GET', '/v1/notes')));
      expect(replies.map((r) => r.status).sort()).toEqual([200, 200, 429, 429, 429, 429]);
    } finally {
      await strict.close();
    }
  });
});

describe('a route without @Roles or @Public', () => {
  it('stops the start', async () => {
    @Controller('v1/open')
    class OpenController {
      @Get()
      open() {
        return {};
      }
    }
    @Module({ controllers: [OpenController] })
    class OpenModule {}
    await expect(bootService({ ...notesService, module: OpenModule }, notes.env)).rejects.toThrow(
      '/v1/open has neither @Roles(...) nor @Public()',
    );
  });
});
