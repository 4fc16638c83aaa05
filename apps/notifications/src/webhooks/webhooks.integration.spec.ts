import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '@harken/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { escalated, Notifications, opened } from '../notifications.fixture.ts';
import { Receiver } from './receiver.fixture.ts';

jest.setTimeout(30_000);

let notifications: Notifications;
let receiver: Receiver;
beforeAll(async () => {
  notifications = await Notifications.start();
});
afterAll(() => notifications?.stop());
beforeEach(async () => {
  receiver = await Receiver.open();
});
afterEach(() => receiver.close());

const arrived = (n: number) => eventually(() => receiver.received.length >= n);

describe('a webhook', () => {
  it('verifies by standardwebhooks, carries the stored alert and continues the trace', async () => {
    const { secret } = await notifications.subscribe(receiver.url('/a?b=c'));
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await notifications.record({ ...escalated(), traceparent });
    await arrived(1);
    const alert = receiver.verify(0, secret) as { id: string };
    const [got] = receiver.received;
    expect(got?.path).toBe('/a?b=c');
    expect(got?.headers['webhook-id']).toBe(alert.id);
    expect(got?.headers['content-type']).toBe('application/json');
    expect(got?.headers.traceparent).toContain('0af7651916cd43dd8448eb211c80319c');
    const { items } = await notifications.pull('limit=500');
    expect(items).toContainEqual(alert);
  });

  it('gets only what its filter lets through', async () => {
    const filter = { types: ['harken.complaints.complaint-escalated'], touchpoints: ['lobby'] };
    await notifications.subscribe(receiver.url(), { filter });
    await notifications.record(
      opened({ touchpoint: 'lobby' }),
      escalated({ touchpoint: 'lift' }),
      escalated({ touchpoint: 'lobby' }),
    );
    await arrived(1);
    expect(receiver.received.map(({ alert }) => [alert.type, alert.data.touchpoint])).toEqual([
      ['harken.complaints.complaint-escalated', 'lobby'],
    ]);
  });

  it('is signed by both secrets after a rotation', async () => {
    const { id, secret } = await notifications.subscribe(receiver.url());
    const rotated = await notifications.call('POST', `/v1/subscriptions/${id}/rotate-secret`);
    expect(rotated.body.secret).not.toBe(secret);
    await notifications.record(opened());
    await arrived(1);
    expect(receiver.verify(0, secret)).toEqual(receiver.verify(0, rotated.body.secret));
  });

  it('is tried again with the same id until it gets through, and the log says so', async () => {
    const { id } = await notifications.subscribe(receiver.url());
    receiver.respond = (response, _, nth) => void response.writeHead(nth < 4 ? 500 : 200).end('x'.repeat(100_000));
    await notifications.record(opened());
    await arrived(4);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const attempts = await eventually(async () => {
      const all = await notifications.attempts(id);
      expect(all.map(({ attempt, status, responseCode }) => [attempt, status, responseCode])).toEqual([
        [1, 'failed', 500],
        [2, 'failed', 500],
        [3, 'failed', 500],
        [4, 'delivered', 200],
      ]);
      return all;
    });
    expect(attempts[0]?.nextTryAt).toEqual(expect.any(String));
    expect(attempts[3]?.nextTryAt).toBeNull();
  });

  it('waits as long as Retry-After says', async () => {
    await notifications.subscribe(receiver.url());
    receiver.respond = (response, _, nth) =>
      void response.writeHead(nth === 1 ? 429 : 204, nth === 1 ? { 'retry-after': '1' } : {}).end();
    await notifications.record(opened());
    await arrived(2);
    const [first, second] = receiver.received;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it('does not follow redirects: a 3xx is a failure', async () => {
    const other = await Receiver.open();
    const { id } = await notifications.subscribe(receiver.url());
    receiver.respond = (response) => void response.writeHead(302, { location: other.url() }).end();
    await notifications.record(opened());
    await arrived(2);
    expect(other.received).toEqual([]);
    expect((await notifications.attempts(id))[0]).toMatchObject({ status: 'failed', error: 'http-302' });
    await other.close();
  });

  it('that is gone (410) is disabled with an event, and gets nothing until it is enabled', async () => {
    const { id } = await notifications.subscribe(receiver.url(), { filter: { touchpoints: ['gate'] } });
    receiver.respond = (response) => void response.writeHead(410).end();
    await notifications.record(opened({ touchpoint: 'gate' }));
    const disabled = await eventually(async () => {
      const { body } = await notifications.call('GET', `/v1/subscriptions/${id}`);
      expect(body).toMatchObject({ status: 'disabled', disabledReason: 'gone' });
      return body;
    });
    const events = await notifications.service.dataSource.query('SELECT type, key FROM outbox WHERE key = $1', [id]);
    expect(events).toEqual([{ type: 'harken.notifications.subscription-disabled.v1', key: id }]);
    await notifications.record(opened({ touchpoint: 'gate' }));
    receiver.respond = (response) => void response.writeHead(204).end();
    const enabled = await notifications.call('POST', `/v1/subscriptions/${id}/enable`);
    expect(enabled.body).toMatchObject({ status: 'active', version: disabled.version + 1 });
    await notifications.record(opened({ touchpoint: 'gate' }));
    await arrived(2);
    expect(receiver.received).toHaveLength(2);
  });

  it('that runs out of attempts while nothing gets through is disabled', async () => {
    const { id } = await notifications.subscribe(receiver.url());
    receiver.respond = (response) => void response.destroy();
    await notifications.record(opened());
    await eventually(async () => {
      const { body } = await notifications.call('GET', `/v1/subscriptions/${id}`);
      expect(body).toMatchObject({ status: 'disabled', disabledReason: 'failing' });
    });
    const attempts = await notifications.attempts(id);
    expect(attempts).toHaveLength(10);
    expect(attempts.at(-1)).toMatchObject({ status: 'exhausted', error: 'connection-closed', nextTryAt: null });
  });

  it('that keeps the order gets the next alert of a subject only after the one before', async () => {
    await notifications.subscribe(receiver.url(), { ordered: true });
    const failing = opened().subject;
    receiver.respond = (response, { alert }, nth) =>
      void response.writeHead(alert.subject === failing && nth < 4 ? 500 : 204).end();
    await notifications.record(opened({ subject: failing }), escalated({ subject: failing }), opened());
    await eventually(() => new Set(receiver.received.map(({ alert }) => alert.id)).size === 3);
    const ofSubject = receiver.received.filter(({ alert }) => alert.subject === failing).map(({ alert }) => alert.type);
    expect(ofSubject.indexOf('harken.complaints.complaint-escalated')).toBe(ofSubject.length - 1);
    expect(ofSubject.length).toBeGreaterThan(2);
  });

  it('that hangs does not delay another, and times out', async () => {
    const patient = await Notifications.start({ WEBHOOK_TIMEOUT: 'PT6S' });
    const hung = createServer(() => undefined);
    await new Promise<void>((done) => hung.listen(0, '127.0.0.1', done));
    try {
      const { id } = await patient.subscribe(`http://127.0.0.1:${(hung.address() as AddressInfo).port}/`);
      await patient.record(...Array.from({ length: 50 }, () => opened()));
      await patient.subscribe(receiver.url());
      for (let i = 0; i < 20; i += 1) await patient.record(opened());
      await arrived(20);
      // All of them came while the first requests to the other still hung.
      expect(await patient.attempts(id)).toEqual([]);
      const gaveUp = { status: 'failed', error: 'timeout', responseCode: null };
      await eventually(async () => expect((await patient.attempts(id))[0]).toMatchObject(gaveUp), { within: 15_000 });
    } finally {
      hung.closeAllConnections();
      await new Promise((done) => hung.close(done));
      await patient.stop();
    }
  });
});
