import { CustomerChanged } from '@harken/contracts';
import { checkOpenApi, generateOpenApi, lintOpenApi } from '@harken/service';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningFeedback, runFeedback, someFeedback } from '../feedback.fixture.ts';
import { feedbackService } from '../feedback.module.ts';

let app: RunningFeedback;
beforeAll(async () => {
  app = await runFeedback();
}, 60_000);
afterAll(() => app?.stop());

const put = (id: string, body: unknown, headers = {}) => app.call('PUT', `/v1/customers/${id}`, { body, headers });
const changesOf = async (externalId: string) =>
  (await app.published(CustomerChanged.type))
    .map(({ data }) => data as { customer: { externalId: string; tier: string | null }; stub: boolean })
    .filter(({ customer }) => customer.externalId === externalId);
const march = (day: number) => `2026-03-0${day}T00:00:00.000Z`;

describe('PUT /v1/customers', () => {
  it('creates and changes a customer, and publishes real changes only, without the name', async () => {
    const profile = { name: 'Somchai Jaidee', segments: ['owner', 'owner'], tier: 'gold', attributes: { a: 1, b: 2 } };
    const created = await put('c1', { ...profile, updatedAt: march(1) });
    expect([created.status, created.headers.get('etag')]).toEqual([201, '"1"']);
    expect(created.body).toMatchObject({
      name: 'Somchai Jaidee',
      segments: ['owner'],
      stub: false,
      updatedAt: march(1),
    });
    const same = await put('c1', { ...profile, attributes: { b: 2, a: 1 }, updatedAt: march(1) });
    expect([same.status, same.headers.get('etag')]).toEqual([200, '"1"']);
    const changed = await put('c1', { ...profile, tier: 'silver', updatedAt: march(2) });
    expect([changed.status, changed.headers.get('etag'), changed.body.id]).toEqual([200, '"2"', created.body.id]);
    expect((await changesOf('c1')).map(({ customer }) => customer.tier)).toEqual(['gold', 'silver']);
    expect(JSON.stringify(await app.published(CustomerChanged.type))).not.toContain('Somchai');
  });

  it('keeps where a customer can be reached, in any script, and tells no event', async () => {
    const contactPoints = [
      { kind: 'email', value: 'สมชาย@ตัวอย่าง.ไทย', verified: true },
      { kind: 'line', value: '@somchai' },
    ];
    await put('c-reach', { contactPoints });
    expect((await app.call('GET', '/v1/customers/c-reach')).body.contactPoints).toEqual(contactPoints);
    expect(JSON.stringify(await app.published(CustomerChanged.type))).not.toContain('สมชาย');
  });

  it.each(['a@b.co\r\nBcc: x@evil.example', 'a@b.co, x@evil.example', '<a@b.co>', 'no-address', 'a@b\u202e.co'])(
    'does not take %j for an e-mail address',
    async (value) => {
      const refused = await put('c-nowhere', { contactPoints: [{ kind: 'email', value }] });
      expect(refused.body).toMatchObject({ status: 400, errors: [{ pointer: '/contactPoints/0/value' }] });
    },
  );

  it('keeps the newer profile and returns it', async () => {
    await put('c2', { tier: 'new', updatedAt: march(5) });
    const older = await put('c2', { tier: 'old', updatedAt: march(4) });
    expect([older.status, older.body.tier, older.body.updatedAt]).toEqual([200, 'new', march(5)]);
    await put('c2', { tier: 'new', updatedAt: march(7) });
    const between = await put('c2', { tier: 'between', updatedAt: march(6) });
    expect(between.body).toMatchObject({ tier: 'new', updatedAt: march(7) });
    expect(await changesOf('c2')).toHaveLength(1);
  });

  it('keeps the newer of two profiles of one millisecond, with the digits it came with (case 06)', async () => {
    const at = (digits: string) => `2026-11-30T10:00:00.${digits}Z`;
    await put('c-us', { tier: 'gold', updatedAt: at('123900') });
    const older = await put('c-us', { tier: 'basic', updatedAt: at('123100') });
    expect([older.status, older.body.tier, older.body.updatedAt]).toEqual([200, 'gold', at('123900')]);
    expect((await app.call('GET', '/v1/customers/c-us')).body).toMatchObject({ tier: 'gold', updatedAt: at('123900') });
    expect((await put('c-us', { tier: 'iron', updatedAt: at('123901') })).body.tier).toBe('iron');
  });

  it('refuses a profile from the future, and one without a time is always the newest (case 07)', async () => {
    const ahead = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    for (const updatedAt of ['2099-01-01T00:00:00Z', ahead(6)]) {
      const { status, body } = await put('c-fu', { tier: 'gold', updatedAt });
      expect([status, body.errors?.[0]]).toMatchObject([400, { pointer: '/updatedAt', code: 'out-of-range' }]);
    }
    const fast = ahead(4);
    expect((await put('c-fu', { tier: 'fast clock', updatedAt: fast })).status).toBe(201);
    expect((await put('c-fu', { tier: 'no stamp' })).body).toMatchObject({ tier: 'no stamp', updatedAt: fast });
    const { headers } = await app.call('GET', '/v1/customers/c-fu');
    const matched = await put('c-fu', { tier: 'matched' }, { 'if-match': headers.get('etag') ?? '' });
    expect([matched.status, matched.body.tier]).toEqual([200, 'matched']);
  });

  it.each(['attributes', 'consents'])(
    'refuses a whole number in %s that would not come back as it was (case 08)',
    async (field) => {
      for (const number of ['9007199254740993', '-4634343214213523454']) {
        const { status, body } = await app.call('PUT', '/v1/customers/c-big', {
          body: `{"${field}":{"no":[${number}]}}`,
        });
        expect([status, body.errors?.[0]?.pointer]).toEqual([400, `/${field}/no/0`]);
      }
      const exact = { no: 9007199254740991, text: '9007199254740993', part: 0.1 };
      expect((await put('c-big', { [field]: exact })).body[field]).toEqual(exact);
    },
  );

  it('keeps the newest of many simultaneous profiles', async () => {
    const days = [3, 1, 8, 2, 9, 5, 4, 7, 6];
    const replies = await Promise.all(days.map((day) => put('c3', { tier: `t${day}`, updatedAt: march(day) })));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await app.call('GET', '/v1/customers/c3')).body).toMatchObject({ tier: 't9', updatedAt: march(9) });
  });

  it('completes the stub that feedback created, whatever the time of the profile', async () => {
    const { body } = await app.call('POST', '/v1/feedback', { body: someFeedback({ customer: 'c4' }) });
    const stub = await app.call('GET', '/v1/customers/c4', { as: 'handler' });
    expect(stub.body).toMatchObject({ id: body.customerId, stub: true, updatedAt: null, name: null });
    const filled = await put('c4', { tier: 'gold', updatedAt: '2001-01-01T00:00:00Z' });
    expect([filled.status, filled.body.id, filled.body.stub]).toEqual([200, body.customerId, false]);
    expect((await changesOf('c4')).map(({ stub: isStub }) => isStub)).toEqual([true, false]);
  });

  it('honours If-Match', async () => {
    expect((await put('c5', {}, { 'if-match': '"1"' })).status).toBe(412);
    await put('c5', {});
    expect((await put('c5', { tier: 'a' }, { 'if-match': '"1"' })).status).toBe(200);
    expect((await put('c5', { tier: 'b' }, { 'if-match': '"1"' })).status).toBe(412);
  });

  it('rejects an invalid body, and an unknown customer is not found', async () => {
    expect((await put('c6', { colour: 'red' })).body.errors[0].pointer).toBe('/colour');
    expect((await put('c6', { segments: [1] })).body.errors[0].pointer).toBe('/segments/0');
    expect((await put('c6', { updatedAt: 'now' })).body.errors[0].pointer).toBe('/updatedAt');
    expect((await put('x'.repeat(201), {})).status).toBe(400);
    expect((await put('a%00b', {})).status).toBe(400);
    expect((await app.call('GET', '/v1/customers/nobody')).body.code).toBe('customer.not-found');
    expect((await put('客户 1%2F2', { name: 'x' })).body.externalId).toBe('客户 1/2');
    expect((await app.call('PUT', '/v1/customers/c6', { body: {}, as: 'handler' })).status).toBe(403);
  });
});

it('has an OpenAPI document that is complete and passes the linter', async () => {
  const document = await generateOpenApi(feedbackService);
  expect(checkOpenApi(document)).toEqual([]);
  expect(await lintOpenApi(document)).toEqual([]);
  const below = ['', '/cloud-events', '/cloud-events/batch'];
  const bodies = below.map((path) => document.paths[`/v1/interactions${path}`]?.post?.requestBody?.content ?? {});
  expect(bodies.map(Object.keys)).toEqual([
    ['application/json'],
    ['application/cloudevents+json'],
    ['application/cloudevents-batch+json'],
  ]);
});
