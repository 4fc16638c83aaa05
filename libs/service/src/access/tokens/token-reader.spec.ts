import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import type { KnownPerson, PersonSearch } from './known-people.ts';
import { parseTokenIssuers } from './token-issuers.ts';
import { TokenReader } from './token-reader.ts';

const issuer = 'https://login.example.com';
const seconds = () => Math.floor(Date.now() / 1000);

/** A server with the public keys of an issuer. */
let server: Server;
let served: { keys: object[] } | 'fault' = { keys: [] };
let requests = 0;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;

beforeAll(async () => {
  keys = await generateKeyPair('ES256');
  server = createServer((_, response) => {
    requests += 1;
    response.writeHead(served === 'fault' ? 500 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(served));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
});
beforeEach(async () => {
  served = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256' }] };
  requests = 0;
});

const anna: KnownPerson = { id: 'anna', roles: ['handler'] };
const people = async (search: PersonSearch): Promise<KnownPerson | undefined> => {
  if ('id' in search) return search.id === 'anna' ? anna : undefined;
  return search.issuer === issuer && search.subject === '4711' ? anna : undefined;
};

const reader = (more: object = {}, find = people): TokenReader => {
  const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  return new TokenReader(parseTokenIssuers(JSON.stringify([{ issuer, audience: 'harken', jwksUrl, ...more }])), find);
};

interface Signing {
  readonly kid?: string;
  readonly key?: CryptoKey | Uint8Array;
  readonly alg?: string;
}

const sign = (claims: object = {}, { kid = 'one', key = keys.privateKey, alg = 'ES256' }: Signing = {}) =>
  new SignJWT({ iss: issuer, aud: 'harken', sub: '4711', roles: ['manager'], exp: seconds() + 60, ...claims })
    .setProtectedHeader({ alg, kid })
    .sign(key);

const refusal = async (token: string | Promise<string>, of = reader()): Promise<string> => {
  try {
    await of.actorOf(await token);
    return 'taken';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a signed token', () => {
  it('stands for the person who has its subject, with the roles of its claims', async () => {
    const exp = seconds() + 60;
    expect(await reader().actorOf(await sign({ exp }))).toEqual({
      clientId: '2a4527e1-f784-51d5-8368-517d5fa73bbe',
      name: `${issuer}|4711`,
      role: 'manager',
      roles: ['manager'],
      keyId: null,
      person: 'anna',
      tokenExpiresAt: new Date(exp * 1000),
    });
  });

  it('of a subject that nobody has stands for no person', async () => {
    expect(await reader().actorOf(await sign({ sub: '1' }))).toMatchObject({ name: `${issuer}|1`, person: null });
  });

  it('belongs to the same client as every other token of its issuer and subject, and to no other', async () => {
    const clientOf = async (claims: object) => (await reader().actorOf(await sign(claims))).clientId;
    const client = await clientOf({ exp: seconds() + 60 });
    expect(client).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await clientOf({ exp: seconds() + 90, roles: ['ops'] })).toBe(client);
    expect(await clientOf({ sub: '1' })).not.toBe(client);
  });

  it('without a claim of roles has those of the person', async () => {
    expect(await reader().actorOf(await sign({ roles: undefined }))).toMatchObject({ roles: ['handler'] });
    expect(await refusal(sign({ roles: undefined, sub: '1' }))).toBe('access.role-missing');
    expect(await refusal(sign({ roles: [] }))).toBe('access.role-missing');
    expect(await refusal(sign({ roles: ['king'] }))).toBe('access.role-missing');
  });

  it.each([
    ['a claim of another name', { rolesClaim: 'https://x.example/roles' }, { 'https://x.example/roles': ['ops'] }],
    ['a claim inside an object', { rolesClaim: 'realm_access.roles' }, { realm_access: { roles: ['ops'] } }],
    ['a text with several', { rolesClaim: 'scope' }, { scope: 'openid ops' }],
    ['names of the issuer', { roles: { 'CX-Admins': 'ops' } }, { roles: ['CX-Admins', 'constructor', 7, null] }],
  ])('has its roles from %s', async (_, setting, claims) => {
    expect(await reader(setting).actorOf(await sign({ roles: undefined, ...claims }))).toMatchObject({
      roles: ['ops'],
    });
  });

  it('may name the person by a claim', async () => {
    const of = reader({ personClaim: 'harken_person' });
    expect(await of.actorOf(await sign({ sub: '1', harken_person: 'anna' }))).toMatchObject({ person: 'anna' });
    expect(await of.actorOf(await sign({ sub: '1', harken_person: 'zoe' }))).toMatchObject({ person: 'zoe' });
    expect(await of.actorOf(await sign())).toMatchObject({ person: 'anna' });
    for (const harken_person of ['', '  ', 'null', 7, {}])
      expect(await refusal(sign({ harken_person }), of)).toBe('access.token-invalid');
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['of an issuer that is not configured', { iss: 'https://evil.example' }, 'access.token-issuer'],
    ['without an issuer', { iss: undefined }, 'access.token-issuer'],
    ['for another audience', { aud: 'shop' }, 'access.token-audience'],
    ['without an audience', { aud: undefined }, 'access.token-audience'],
    ['that has expired', { exp: seconds() - 31 }, 'access.token-expired'],
    ['that never expires', { exp: undefined }, 'access.token-invalid'],
    ['that begins later', { nbf: seconds() + 600 }, 'access.token-invalid'],
    ['without a subject', { sub: undefined }, 'access.token-invalid'],
    ['with an empty subject', { sub: '' }, 'access.token-invalid'],
    ['with a subject that cannot be kept', { sub: 'a\u0000' }, 'access.token-invalid'],
    ['with an endless subject', { sub: 'a'.repeat(201) }, 'access.token-invalid'],
  ])('%s is refused', async (_, claims, code) => {
    expect(await refusal(sign(claims))).toBe(code);
  });

  it('is taken within the tolerance for clocks', async () => {
    expect(await refusal(sign({ exp: seconds() - 20 }))).toBe('taken');
    expect(await refusal(sign({ nbf: seconds() + 20 }))).toBe('taken');
  });

  it('without a signature, or signed by a shared secret, is refused', async () => {
    const unsigned = new UnsecuredJWT({ iss: issuer, aud: 'harken', sub: '4711', exp: seconds() + 60 }).encode();
    expect(await refusal(unsigned)).toBe('access.token-algorithm');
    const secret = new TextEncoder().encode('a secret that the attacker knows');
    expect(await refusal(sign({}, { key: secret, alg: 'HS256' }))).toBe('access.token-algorithm');
  });

  it('signed by another key, or changed afterwards, is refused', async () => {
    const other = await generateKeyPair('ES256');
    expect(await refusal(sign({}, { key: other.privateKey }))).toBe('access.token-signature');
    const [head = '', , signature = ''] = (await sign()).split('.');
    const forged = Buffer.from(JSON.stringify({ iss: issuer, aud: 'harken', sub: '1', exp: seconds() + 60 }));
    expect(await refusal(`${head}.${forged.toString('base64url')}.${signature}`)).toBe('access.token-signature');
  });

  it.each(['a.b.c', '..', 'eyJhbGciOiJFUzI1NiJ9.e30.', `${'x'.repeat(5000)}.y.z`])('is not %j', async (text) => {
    expect(await refusal(text)).toMatch(/^access\.token-(invalid|issuer)$/);
  });
});

describe('the keys of an issuer', () => {
  it('are read once for many tokens', async () => {
    const of = reader();
    for (let i = 0; i < 20; i += 1) await of.actorOf(await sign());
    expect(requests).toBe(1);
  });

  it('may rotate: a token by a new key is taken, and unknown keys do not make us ask again and again', async () => {
    const of = reader();
    await of.actorOf(await sign());
    const next = await generateKeyPair('EdDSA');
    const byNext = () => sign({}, { kid: 'two', key: next.privateKey, alg: 'EdDSA' });
    served = { keys: [{ ...(await exportJWK(next.publicKey)), kid: 'two', alg: 'EdDSA' }] };
    for (let i = 0; i < 5; i += 1) expect(await refusal(byNext(), of)).toBe('access.token-signature');
    expect(requests).toBe(1);
    const present = Date.now.bind(Date);
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => present() + 6_000);
    try {
      expect(await refusal(byNext(), of)).toBe('taken');
      expect(await refusal(sign(), of)).toBe('access.token-signature');
      expect(requests).toBe(2);
    } finally {
      clock.mockRestore();
    }
  });

  it('that cannot be read make the service unavailable, not the token invalid', async () => {
    served = 'fault';
    const of = reader();
    expect(await refusal(sign(), of)).toBe('access.issuer-unavailable');
    served = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256' }] };
    expect(await refusal(sign(), of)).toBe('taken');
    expect(await refusal(sign(), reader({ jwksUrl: 'http://127.0.0.1:1/' }))).toBe('access.issuer-unavailable');
  });
});

describe('people behind tokens', () => {
  it('are looked up once for many requests', async () => {
    let lookups = 0;
    const of = reader({}, async (search) => {
      lookups += 1;
      return people(search);
    });
    for (let i = 0; i < 20; i += 1) await of.actorOf(await sign());
    expect(lookups).toBe(1);
  });
});

describe('the setting of issuers', () => {
  it.each([
    ['', []],
    ['no json', 'must be a JSON list of issuers'],
    ['{}', 'must be a JSON list of issuers'],
    ['[null]', 'must be a JSON list of issuers; /0 is none'],
    ['[{"issuer":"a"}]', 'needs a text at /0/jwksUrl'],
    ['[{"issuer":"a","audience":"b","jwksUrl":"file:///x"}]', 'needs an http address at /0/jwksUrl'],
    ['[{"issuer":" ","audience":"b","jwksUrl":"https://x"}]', 'needs a text at /0/issuer'],
    ['[{"issuer":"a","audience":"b","jwksUrl":"https://x","key":1}]', /\/0\/key is unknown$/],
    [
      '[{"issuer":"a","audience":"b","jwksUrl":"https://x","roles":{"A":"king"}}]',
      'needs one of our roles at /0/roles/A',
    ],
    ['[{"issuer":"a","audience":"b","jwksUrl":"https://x","roles":[]}]', 'needs an object at /0/roles'],
    [
      '[{"issuer":"a","audience":"b","jwksUrl":"https://x"},{"issuer":"a","audience":"c","jwksUrl":"https://y"}]',
      'must have each issuer once; a is there twice',
    ],
  ])('%j', (text, expected) => {
    if (Array.isArray(expected)) expect(parseTokenIssuers(text)).toEqual(expected);
    else expect(() => parseTokenIssuers(text)).toThrow(expected);
  });
});
