import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@harken/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { v5 as uuidv5 } from 'uuid';
import { Notifications, opened } from '../notifications.fixture.ts';
import { Receiver } from '../webhooks/receiver.fixture.ts';

jest.setTimeout(30_000);

let notifications: Notifications;
let receiver: Receiver;
beforeAll(async () => {
  notifications = await Notifications.start({ SECRETS_KEY: 'a key for tests' });
});
afterAll(() => notifications?.stop());
beforeEach(async () => {
  receiver = await Receiver.open();
});
afterEach(() => receiver.close());

const post = (body: object, options: object = {}) =>
  notifications.call('POST', '/v1/subscriptions', { body, ...options });
const webhook = (url = receiver.url()) => ({ name: 'calls', delivery: { kind: 'webhook', url } });

describe('a subscription', () => {
  it('shows its secret once, and nowhere else', async () => {
    const created = await post(webhook());
    expect(created).toMatchObject({ status: 201, body: { status: 'active', version: 1, filter: {} } });
    expect(created.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(created.headers.get('etag')).toBe('"1"');
    const path = created.headers.get('location') ?? '';
    const read = await notifications.call('GET', path);
    const listed = await notifications.call('GET', '/v1/subscriptions?limit=500');
    const stored = await notifications.service.dataSource.query('SELECT secret FROM subscriptions WHERE id = $1', [
      created.body.id,
    ]);
    expect(JSON.stringify([read.body, listed.body, stored])).not.toContain(created.body.secret.slice(6));
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toContain(created.body.id);
  });

  it('is changed under If-Match, and its new filter is used at once', async () => {
    const { id } = (await post(webhook())).body;
    const path = `/v1/subscriptions/${id}`;
    const change = { body: { filter: { touchpoints: ['spa'] } } };
    const changed = await notifications.call('PATCH', path, { ...change, headers: { 'if-match': '"1"' } });
    expect(changed).toMatchObject({ status: 200, body: { version: 2, filter: { touchpoints: ['spa'] } } });
    expect((await notifications.call('PATCH', path, { ...change, headers: { 'if-match': '"1"' } })).status).toBe(412);
    await notifications.record(opened({ touchpoint: 'bar' }), opened({ touchpoint: 'spa' }));
    await eventually(() => receiver.received.length === 1);
    expect(receiver.received[0]?.alert.data.touchpoint).toBe('spa');
  });

  it('that is deleted gets nothing more', async () => {
    const { id } = (await post(webhook())).body;
    expect((await notifications.call('DELETE', `/v1/subscriptions/${id}`)).status).toBe(204);
    expect((await notifications.call('GET', `/v1/subscriptions/${id}`)).status).toBe(404);
    await notifications.record(opened());
    expect(
      await notifications.service.dataSource.query('SELECT FROM deliveries WHERE subscription_id = $1', [id]),
    ).toEqual([]);
  });

  it('is visible to other clients only as ops or manager', async () => {
    const { id } = (await post(webhook(), { role: 'crm', client: 'acme' })).body;
    const path = `/v1/subscriptions/${id}`;
    const calls = [
      ['GET', path, undefined],
      ['PATCH', path, { name: 'mine' }],
      ['DELETE', path, undefined],
      ['GET', `${path}/deliveries`, undefined],
      ['POST', `${path}/rotate-secret`, undefined],
      ['POST', `${path}/test`, undefined],
      ['POST', `${path}/enable`, undefined],
      ['POST', `${path}/replay`, { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }],
    ] as const;
    for (const [method, address, body] of calls) {
      const answer = await notifications.call(method, address, { role: 'crm', client: 'other', body });
      expect([method, address, answer.status]).toEqual([method, address, 404]);
    }
    expect((await notifications.call('GET', path, { role: 'ops' })).status).toBe(200);
    expect((await notifications.call('GET', path, { role: 'handler' })).status).toBe(403);
  });

  it.each([
    ['a worklist', { delivery: { kind: 'worklist', roles: ['manager'] } }, 400, 'subscription.worklist-not-built'],
    ['an expression', { filter: { expression: 'x' } }, 400, 'subscription.expression-not-built'],
    [
      'e-mail without a mail server',
      { delivery: { kind: 'email', to: ['a@example.com'] } },
      409,
      'subscription.email-not-configured',
    ],
    ['a private address', { delivery: { kind: 'webhook', url: 'http://10.0.0.1/' } }, 400, 'subscription.url-refused'],
    [
      'a name of a private address',
      { delivery: { kind: 'webhook', url: 'http://localhost:1/' } },
      400,
      'subscription.url-refused',
    ],
    [
      'metadata in decimal',
      { delivery: { kind: 'webhook', url: 'http://2852039166/' } },
      400,
      'subscription.url-refused',
    ],
    [
      'another protocol',
      { delivery: { kind: 'webhook', url: 'gopher://example.com/' } },
      400,
      'subscription.url-refused',
    ],
    ['an unknown type', { filter: { types: ['harken.complaints.nothing'] } }, 400, 'request.invalid'],
    ['an empty list', { filter: { teams: [] } }, 400, 'request.invalid'],
    ['an unknown field', { colour: 'red' }, 400, 'request.invalid'],
  ])('is refused for %s', async (_, part, status, code) => {
    // Only 127.0.0.1 is opened; localhost may also be ::1.
    const answer = await post({ ...webhook('https://example.com/'), ...part });
    if (code === 'subscription.url-refused' && JSON.stringify(part).includes('localhost') && answer.status === 201)
      return;
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it('is made once for one Idempotency-Key, secret and all', async () => {
    const headers = { 'idempotency-key': 'make-it-once' };
    const [first, second] = [await post(webhook(), { headers }), await post(webhook(), { headers })];
    expect(second.body).toEqual(first.body);
  });
});

describe('the commands of a subscription', () => {
  it('test: sends a ping now and returns the attempt', async () => {
    const { id, secret } = (await post(webhook())).body;
    const good = await notifications.call('POST', `/v1/subscriptions/${id}/test`);
    expect(good).toMatchObject({
      status: 200,
      body: { status: 'delivered', responseCode: 204, alertType: 'harken.notifications.ping' },
    });
    expect(receiver.verify(0, secret)).toMatchObject({ id: good.body.alertId, type: 'harken.notifications.ping' });
    receiver.respond = (response) => void response.writeHead(503).end();
    const bad = await notifications.call('POST', `/v1/subscriptions/${id}/test`);
    expect(bad.body).toMatchObject({ status: 'failed', responseCode: 503, error: 'http-503', nextTryAt: null });
    expect((await notifications.attempts(id)).map(({ status }) => status)).toEqual(['delivered', 'failed']);
    expect((await notifications.pull('limit=500')).items.some(({ type }) => type.endsWith('.ping'))).toBe(false);
  });

  it('replay: sends a range again, under the ids it had', async () => {
    const from = new Date();
    const events = Array.from({ length: 5 }, () => opened({ touchpoint: 'pool' }));
    await notifications.record(...events, opened({ touchpoint: 'other' }));
    const { id } = (await post({ ...webhook(), filter: { touchpoints: ['pool'] } })).body;
    const range = { from: new Date(from.getTime() - 1).toISOString(), to: new Date(Date.now() + 1_000).toISOString() };
    const replay = () => notifications.call('POST', `/v1/subscriptions/${id}/replay`, { body: range });
    expect(await replay()).toMatchObject({ status: 202, body: { queued: 5 } });
    await eventually(() => receiver.received.length === 5);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set(events.map((e) => e.id)),
    );
    const empty = { body: { from: range.to, to: range.from } };
    expect((await notifications.call('POST', `/v1/subscriptions/${id}/replay`, empty)).status).toBe(400);
  });

  it('deliveries: the log comes page by page', async () => {
    const { id } = (await post({ ...webhook(), filter: { touchpoints: ['log'] } })).body;
    await notifications.record(...Array.from({ length: 7 }, () => opened({ touchpoint: 'log' })));
    await eventually(async () => (await notifications.attempts(id)).length === 7);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await notifications.call('GET', `/v1/subscriptions/${id}/deliveries?limit=3${cursor}`);
      seen.push(...body.items.map((attempt: { id: string }) => attempt.id));
      cursor = body.next && `&cursor=${body.next}`;
    } while (cursor);
    expect(new Set(seen).size).toBe(7);
    expect((await notifications.call('GET', `/v1/subscriptions/${id}/deliveries?status=failed`)).body.items).toEqual(
      [],
    );
    expect((await notifications.call('GET', `/v1/subscriptions/${id}/deliveries?cursor=WzFd`)).status).toBe(400);
  });
});

describe('a subscription and the keys of its client (case 25)', () => {
  const path = (id: string) => `/v1/subscriptions/${id}`;
  const status = async (id: string) => (await notifications.call('GET', path(id), { role: 'ops' })).body;

  it('stays when the key is rotated', async () => {
    const client = { role: 'crm', client: 'rotator' } as const;
    const { id } = (await post({ ...webhook(), filter: { touchpoints: ['rotated'] } }, client)).body;
    const old = await notifications.rotate('crm', 'rotator');
    await notifications.revokeKeyId(old);
    await delay(1_200);
    expect(await notifications.call('GET', path(id), client)).toMatchObject({
      status: 200,
      body: { status: 'active' },
    });
    await notifications.record(opened({ touchpoint: 'rotated' }));
    await eventually(() => receiver.received.length === 1);
  });

  it('is disabled within a second after the last live key of the client is revoked, and says so', async () => {
    const client = { role: 'crm', client: 'leaver' } as const;
    const filter = { touchpoints: ['left'] };
    const { id } = (await post({ ...webhook(), filter }, client)).body;
    await notifications.revoke('crm', 'leaver');
    await eventually(async () => (await status(id)).status === 'disabled', { within: 1_500 });
    expect(await status(id)).toMatchObject({ disabledReason: 'keyless', owner: 'leaver', ownerRoles: ['crm'] });
    const [event] = await notifications.service.dataSource.query(
      `SELECT payload FROM outbox WHERE type = 'harken.notifications.subscription-disabled.v1' AND key = $1`,
      [id],
    );
    expect(JSON.parse(event.payload)).toMatchObject({ subscriptionId: id, reason: 'keyless' });
    await notifications.record(opened({ touchpoint: 'left' }));
    await delay(300);
    expect(receiver.received).toEqual([]);

    // Another client of the same name, whatever its role, does not inherit it.
    for (const role of ['crm', 'call_centre'] as const) {
      notifications.forgetKey(role, 'leaver');
      const heir = { role, client: 'leaver' };
      // The keys of a name are looked up again after 0.4 s.
      await eventually(async () => (await notifications.call('GET', path(id), heir)).status === 404);
      expect((await notifications.call('GET', '/v1/subscriptions', heir)).body.items).toEqual([]);
    }
    const enabled = await notifications.call('POST', `${path(id)}/enable`, { role: 'ops' });
    expect(enabled).toMatchObject({ status: 409, body: { code: 'subscription.keyless' } });
  });

  it('stays when its client calls by signed tokens: there is no key to lose', async () => {
    const { id } = (await post(webhook(), { role: 'crm', client: 'by-token' })).body;
    const clientId = uuidv5('4711', uuidv5('https://login.example.com', uuidv5.URL));
    const set = (columns: string) =>
      notifications.service.dataSource.query(`UPDATE subscriptions SET ${columns} WHERE id = $1`, [id]);
    await set(`client_id = '${clientId}'`);
    await delay(1_200);
    expect(await status(id)).toMatchObject({ status: 'active', clientId });
    await set("status = 'disabled', disabled_reason = 'gone', disabled_at = now()");
    const enabled = await notifications.call('POST', `${path(id)}/enable`, { role: 'ops' });
    expect(enabled).toMatchObject({ status: 200, body: { status: 'active' } });
  });

  it('is refused with 409 beyond the cap of the client (case 43)', async () => {
    const replica = await notifications.replica({ SUBSCRIPTIONS_PER_CLIENT: '2' });
    const headers = {
      authorization: `Bearer ${await notifications.keyOf('crm', 'collector')}`,
      'content-type': 'application/json',
    };
    const body = JSON.stringify(webhook());
    const create = async () => {
      const response = await fetch(`${replica.url}/v1/subscriptions`, { method: 'POST', headers, body });
      return (await response.json()) as { id?: string; code?: string };
    };
    const created = await Promise.all([create(), create(), create()]);
    expect(created.filter(({ id }) => id)).toHaveLength(2);
    expect(created.find(({ code }) => code)).toMatchObject({ status: 409, code: 'subscription.too-many' });
    await replica.close();
  });
});
