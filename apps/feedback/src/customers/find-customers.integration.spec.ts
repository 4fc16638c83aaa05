import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningFeedback, runFeedback } from '../feedback.fixture.ts';

let app: RunningFeedback;
beforeAll(async () => {
  app = await runFeedback();
  for (const [id, profile] of Object.entries(profiles)) {
    await app.call('PUT', `/v1/customers/${encodeURIComponent(id)}`, { body: profile });
  }
}, 60_000);
afterAll(() => app?.stop());

const profiles = {
  'crm-1': { name: 'Somchai Jaidee', tier: 'gold', stage: 'run-in', segments: ['owner', 'investor'] },
  'crm-2': {
    name: 'José Müller',
    tier: 'silver',
    segments: ['owner'],
    contactPoints: [
      { kind: 'email', value: 'Jose@example.com' },
      { kind: 'phone', value: '+66 81-234 5678' },
    ],
  },
  'crm-3': { name: '陳小明', tier: 'gold' },
  'crm-4': { name: 'สมชาย ใจดี', segments: ['tenant'] },
  'erp/5': { name: 'ＡＣＭＥ Trading (Hong Kong)', stage: 'stable' },
};
const found = async (query: string): Promise<string[]> => {
  const { status, body } = await app.call('GET', `/v1/customers?${query}`, { as: 'handler' });
  expect(status).toBe(200);
  return body.items.map(({ externalId }: { externalId: string }) => externalId).sort();
};
const named = (text: string) => found(`query=${encodeURIComponent(text)}`);

describe('GET /v1/customers', () => {
  it.each([
    ['a beginning of each word', 'jai som', ['crm-1']],
    ['no accents', 'jose', ['crm-2']],
    ['an umlaut as people write it', 'mueller', ['crm-2']],
    ['another case and width', 'acme ｈｏｎｇ', ['erp/5']],
    ['a part of a Chinese name', '小明', ['crm-3']],
    ['one Chinese character', '陳', ['crm-3']],
    ['a part of a Thai name without spaces', 'ชาย', ['crm-4']],
    ['a Thai name without its space', 'สมชายใจดี', ['crm-4']],
    ['the beginning of an external id', 'crm-', ['crm-1', 'crm-2', 'crm-3', 'crm-4']],
    ['a whole external id', 'ERP/5', ['erp/5']],
    ['an e-mail address', 'jose@EXAMPLE.com', ['crm-2']],
    ['a telephone number, however it is written', '+6681 (234) 56', ['crm-2']],
    ['nothing that is there', 'smith', []],
    ['only signs', '!!', []],
  ])('finds by %s: %s', async (_, query, ids) => {
    expect(await named(query)).toEqual(ids);
  });

  it('filters by segment, tier and stage, several values meaning any of them', async () => {
    expect(await found('segment=owner')).toEqual(['crm-1', 'crm-2']);
    expect(await found('segment=tenant,investor&tier=gold')).toEqual(['crm-1']);
    expect(await found('stage=stable&stage=run-in')).toEqual(['crm-1', 'erp/5']);
    expect(await found('query=crm&tier=silver')).toEqual(['crm-2']);
  });

  it('stays stable over pages while customers are added', async () => {
    const first = await app.call('GET', '/v1/customers?limit=2', { as: 'handler' });
    await app.call('PUT', '/v1/customers/crm-later', { body: { name: 'Later' } });
    const ids = first.body.items.map(({ externalId }: { externalId: string }) => externalId);
    for (let { next } = first.body; next !== null; ) {
      const { body } = await app.call('GET', `/v1/customers?limit=2&cursor=${next}`, { as: 'handler' });
      ids.push(...body.items.map(({ externalId }: { externalId: string }) => externalId));
      next = body.next;
    }
    expect(ids).toEqual(['erp/5', 'crm-4', 'crm-3', 'crm-2', 'crm-1']);
  });

  it('finds a stub by its external id, and a new name instead of the old one', async () => {
    await app.call('POST', '/v1/interactions', {
      body: { source: 't', id: 's1', type: 'visit', customer: 'walk-in-9', occurredAt: '2026-03-01T00:00:00Z' },
    });
    expect(await named('walk-in')).toEqual(['walk-in-9']);
    await app.call('PUT', '/v1/customers/walk-in-9', { body: { name: 'Old Name' } });
    await app.call('PUT', '/v1/customers/walk-in-9', { body: { name: 'Fresh' } });
    expect([await named('old'), await named('fresh'), await named('walk-in')]).toEqual([
      [],
      ['walk-in-9'],
      ['walk-in-9'],
    ]);
  });
});

describe('an id of ours', () => {
  it('names a customer in every address and filter of customers as id:<uuid>', async () => {
    const { id } = (await app.call('GET', '/v1/customers/crm-1')).body;
    const ours = `id:${id.toUpperCase()}`;
    await app.call('POST', '/v1/interactions', {
      body: { source: 't', id: 'i1', type: 'visit', customer: 'crm-1', occurredAt: '2026-03-01T00:00:00Z' },
    });
    const { paths } = (await app.call('GET', '/openapi.json')).body as { paths: Record<string, { get?: unknown }> };
    const addresses = Object.keys(paths).filter((path) => paths[path]?.get && path.includes('/customers/{externalId}'));
    expect(addresses.length).toBeGreaterThan(1);
    for (const address of addresses) {
      const [byOurs, byTheirs] = await Promise.all(
        [ours, 'crm-1'].map((name) =>
          app.call('GET', address.replace('{externalId}', encodeURIComponent(name)), { as: 'handler' }),
        ),
      );
      expect([address, byOurs?.status, byOurs?.body]).toEqual([address, 200, byTheirs?.body]);
    }
    for (const list of ['/v1/interactions', '/v1/feedback']) {
      const [byOurs, byTheirs] = await Promise.all(
        [ours, 'crm-1'].map((name) => app.call('GET', `${list}?customer=${name}`, { as: 'handler' })),
      );
      expect(byOurs?.body).toEqual(byTheirs?.body);
    }
    const put = await app.call('PUT', `/v1/customers/${ours}`, { body: { ...profiles['crm-1'], tier: 'platinum' } });
    expect(put.body).toMatchObject({ id, externalId: 'crm-1', tier: 'platinum' });
  });

  it('of nobody is not found, and creates no customer', async () => {
    const nobody = 'id:01926f3a-7c1e-7b54-9d0e-0000000000ff';
    expect((await app.call('GET', `/v1/customers/${nobody}`)).body.code).toBe('customer.not-found');
    expect((await app.call('PUT', `/v1/customers/${nobody}`, { body: {} })).body.code).toBe('customer.not-found');
    const sent = { source: 't', id: 'i2', type: 'visit', customer: nobody, occurredAt: '2026-03-01T00:00:00Z' };
    expect((await app.call('POST', '/v1/interactions', { body: sent })).body.errors).toMatchObject([
      { pointer: '/customer', code: 'not-allowed' },
    ]);
    expect((await app.call('GET', `/v1/feedback?customer=${nobody}`, { as: 'handler' })).body.items).toEqual([]);
  });
});

describe('interactions', () => {
  it('are listed by customer, type, touchpoint and period, and read one by one', async () => {
    const visit = (id: string, more: object) => ({
      ...{ source: 'list', id, type: 'visit', customer: 'reader', occurredAt: '2026-02-01T10:00:00Z', ...more },
    });
    for (const body of [
      visit('a', {}),
      visit('b', { type: 'call', occurredAt: '2026-02-02T10:00:00Z' }),
      visit('c', { touchpoint: 'showroom', occurredAt: '2026-02-03T10:00:00Z' }),
    ])
      await app.call('POST', '/v1/interactions', { body });
    const list = async (query: string) =>
      (await app.call('GET', `/v1/interactions?customer=reader&${query}`, { as: 'analyst' })).body;
    const ids = async (query: string) =>
      (await list(query)).items.map(({ sourceId }: { sourceId: string }) => sourceId);
    expect(await ids('')).toEqual(['c', 'b', 'a']);
    expect(await ids('type=call,other')).toEqual(['b']);
    expect(await ids('touchpoint=showroom')).toEqual(['c']);
    expect(await ids('from=2026-02-02&to=2026-02-03&timezone=UTC')).toEqual(['b']);
    const page = await list('limit=2');
    expect(await ids(`limit=2&cursor=${page.next}`)).toEqual(['a']);
    const [newest] = page.items;
    expect((await app.call('GET', `/v1/interactions/${newest.id}`)).body).toEqual(newest);
    const unknown = '01926f3a-7c1e-7b54-9d0e-0000000000ff';
    expect((await app.call('GET', `/v1/interactions/${unknown}`)).body.code).toBe('interaction.not-found');
  });
});
