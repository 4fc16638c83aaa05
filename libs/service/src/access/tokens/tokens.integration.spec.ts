import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PersonChanged } from '@harken/contracts';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { notesService } from '../../fixtures/notes.fixture.ts';
import { type RunningNotes, runNotes } from '../../fixtures/run-notes.fixture.ts';
import { bootService } from '../../startup/boot-service.ts';
import { followPeople } from './known-people.ts';

const issuer = 'https://login.example.com';
let jwks: Server;
let notes: RunningNotes;
let sign: (claims?: object) => Promise<string>;

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256' }];
  jwks = createServer((_, response) => response.end(JSON.stringify({ keys })));
  await new Promise<void>((resolve) => jwks.listen(0, '127.0.0.1', resolve));
  const jwksUrl = `http://127.0.0.1:${(jwks.address() as AddressInfo).port}`;
  notes = await runNotes({ OIDC_ISSUERS: JSON.stringify([{ issuer, audience: 'harken', jwksUrl }]) });
  sign = (claims = {}) =>
    new SignJWT({ iss: issuer, aud: 'harken', sub: '4711', roles: ['handler'], ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setExpirationTime('1m')
      .sign(privateKey);
});
afterAll(async () => {
  jwks?.close();
  await notes?.stop();
});

const read = async (claims?: object) => notes.call('GET', '/v1/notes', { key: await sign(claims) });
/** As the consumer does when complaints has said so. */
const follow = (data: object) =>
  notes.service.dataSource.transaction((tx) =>
    followPeople.handle(
      [{ data: { ...PersonChanged.sample, person: { ...PersonChanged.sample.person, ...data } } }] as never,
      tx,
    ),
  );

describe('a signed token', () => {
  it('is taken like a key, on routes of its roles', async () => {
    expect((await read()).status).toBe(200);
    expect(await read({ roles: ['crm'] })).toMatchObject({ status: 403, body: { code: 'access.role-missing' } });
    const write = await notes.call('POST', '/v1/notes', { key: await sign({ roles: ['crm'] }), body: { text: 'x' } });
    expect(write.status).toBe(201);
  });

  it('that proves nothing is a 401 with WWW-Authenticate', async () => {
    const reply = await read({ aud: 'shop' });
    expect(reply).toMatchObject({ status: 401, body: { code: 'access.token-audience' } });
    expect(reply.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it('is no key that exists where no issuer is configured', async () => {
    const without = await bootService(notesService, { ...notes.env, OIDC_ISSUERS: '' });
    try {
      const headers = { authorization: `Bearer ${await sign()}` };
      const response = await fetch(`${without.url}/v1/notes`, { headers });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: 'access.key-invalid' });
    } finally {
      await without.close();
    }
  });

  it('has the roles of the person who has its subject, within a second of a change', async () => {
    expect((await read({ roles: undefined })).status).toBe(403);
    await follow({ subjects: [{ issuer, subject: '4711' }], roles: ['handler'] });
    await eventually(async () => (await read({ roles: undefined })).status === 200, { within: 1_000, every: 50 });
    await follow({ subjects: [{ issuer, subject: '4711' }], roles: ['crm'] });
    await eventually(async () => (await read({ roles: undefined })).status === 403, { within: 1_000, every: 50 });
  });

  it('stands for nobody while two people have its subject', async () => {
    await follow({ personId: 'ben', subjects: [{ issuer, subject: '12' }], roles: ['handler'] });
    await follow({ personId: 'cleo', subjects: [{ issuer, subject: '12' }], roles: ['handler'] });
    expect((await read({ sub: '12', roles: undefined })).status).toBe(403);
    await follow({ personId: 'ben', subjects: [], roles: [] });
    await eventually(async () => (await read({ sub: '12', roles: undefined })).status === 200, {
      within: 1_000,
      every: 50,
    });
  });
});
