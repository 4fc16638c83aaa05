import { eventually } from '@harken/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OutgoingAlert } from '../channels/sender.ts';
import type { ResolveHost } from './guarded-connector.client.ts';
import { Receiver } from './receiver.fixture.ts';
import { webhookSender } from './webhook.sender.ts';

const alert: OutgoingAlert = {
  alertId: '01926f3a-7c1e-7b54-9d0e-0000000000aa',
  alertType: 'harken.notifications.ping',
  body: '{}',
  sentAt: new Date(),
  secrets: [],
  traceparent: null,
};
const limits = { timeoutMs: 1_000, connectTimeoutMs: 500, retryAfterLimitMs: 1_000 };
const to = (...addresses: string[]): Awaited<ReturnType<ResolveHost>> =>
  addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('a webhook to a name', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await Receiver.open();
  });
  afterEach(() => receiver.close());

  const send = async (allowedNetworks: string[], resolve: ResolveHost, host = 'hooks.example.com') => {
    const { send, close } = webhookSender({ allowedNetworks, resolve, ...limits });
    const outcome = await send({ kind: 'webhook', url: `http://${host}:${receiver.port}/hook`, ordered: false }, alert);
    await close();
    return outcome;
  };

  it('reaches the address that was checked', async () => {
    expect(await send(['127.0.0.1/32'], async () => to('127.0.0.1'))).toMatchObject({ ok: true, code: 204 });
    expect(receiver.received[0]?.headers.host).toBe(`hooks.example.com:${receiver.port}`);
  });

  it.each([
    ['a private address', ['127.0.0.1']],
    ['a public and a private address', ['93.184.215.14', '127.0.0.1']],
    ['a mapped address', ['::ffff:127.0.0.1']],
    ['an address of metadata', ['169.254.169.254']],
    ['nothing', []],
  ])('is refused when the name leads to %s', async (_, addresses) => {
    expect(await send([], async () => to(...addresses))).toMatchObject({
      ok: false,
      code: null,
      error: 'address-refused',
    });
    expect(receiver.received).toEqual([]);
  });

  it('is refused for a literal address without any lookup', async () => {
    const never: ResolveHost = async () => {
      throw new Error('asked');
    };
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', '[::1]']) {
      expect(await send([], never, host)).toMatchObject({ ok: false, error: 'address-refused' });
    }
    expect(receiver.received).toEqual([]);
  });

  it('is checked at every connection: a name that flips between two answers never gets through', async () => {
    let asked = 0;
    // The check and the connection share one answer; with a second look-up the odd ones would get through.
    const flips: ResolveHost = async () => {
      asked += 1;
      return asked % 2 === 1 ? to('93.184.215.14') : to('127.0.0.1');
    };
    const { send: sendOne, close } = webhookSender({ allowedNetworks: [], resolve: flips, ...limits });
    const delivery = { kind: 'webhook', url: `http://flip.example.com:${receiver.port}/`, ordered: false } as const;
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => sendOne(delivery, alert)));
    await close();
    expect(outcomes.every(({ ok }) => !ok)).toBe(true);
    expect(
      outcomes.filter((outcome) => !outcome.ok && outcome.error === 'address-refused').length,
    ).toBeGreaterThanOrEqual(10);
    expect(receiver.received).toEqual([]);
  });

  it('is looked up per connection, and connections are kept', async () => {
    let asked = 0;
    const resolve: ResolveHost = async () => {
      asked += 1;
      return to('127.0.0.1');
    };
    const { send: sendOne, close } = webhookSender({ allowedNetworks: ['127.0.0.1/32'], resolve, ...limits });
    const delivery = { kind: 'webhook', url: `http://kept.example.com:${receiver.port}/`, ordered: false } as const;
    for (let i = 0; i < 5; i += 1) expect(await sendOne(delivery, alert)).toMatchObject({ ok: true });
    await close();
    expect(asked).toBeLessThanOrEqual(2);
  });
});

describe('an endpoint', () => {
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await Receiver.open();
  });
  afterAll(() => receiver.close());

  it('that answers without end is cut off', async () => {
    receiver.respond = (response) => {
      response.writeHead(200);
      const more = setInterval(() => response.write('x'.repeat(10_000)), 1);
      response.on('close', () => clearInterval(more));
    };
    const { send, close } = webhookSender({ allowedNetworks: ['127.0.0.1/32'], ...limits });
    const startedAt = performance.now();
    const outcome = await send({ kind: 'webhook', url: receiver.url(), ordered: false }, alert);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(outcome.code === 200 || outcome.code === null).toBe(true);
    await close();
  });

  it('that answers slowly without end times out', async () => {
    receiver.respond = (response) => {
      response.writeHead(200);
      const more = setInterval(() => response.write('.'), 50);
      response.on('close', () => clearInterval(more));
    };
    const { send, close } = webhookSender({ allowedNetworks: ['127.0.0.1/32'], ...limits });
    const startedAt = performance.now();
    const gaveUp = { ok: false, code: null, error: 'timeout' };
    expect(await send({ kind: 'webhook', url: receiver.url(), ordered: false }, alert)).toMatchObject(gaveUp);
    expect(performance.now() - startedAt).toBeLessThan(1_500);
    await close();
  });

  it('that hangs on one path does not hold back another path of the same host', async () => {
    receiver.respond = (response, { path }) => {
      if (path === '/good') response.writeHead(204).end();
    };
    const { send, close } = webhookSender({ allowedNetworks: ['127.0.0.1/32'], ...limits });
    const of = (path: string) => ({ kind: 'webhook', url: receiver.url(path), ordered: false }) as const;
    const hung = Array.from({ length: 30 }, () => send(of('/hung'), alert));
    await eventually(() => receiver.received.length >= 30);
    expect(await send(of('/good'), alert)).toMatchObject({ ok: true });
    expect((await Promise.all(hung)).map((outcome) => outcome.code)).toEqual(Array(30).fill(null));
    await close();
  });
});
