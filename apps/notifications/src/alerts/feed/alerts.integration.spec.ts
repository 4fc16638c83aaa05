import { setTimeout as delay } from 'node:timers/promises';
import type { Role } from '@harken/service';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { escalated, Notifications, opened } from '../../notifications.fixture.ts';
import type { Alert } from '../alert.ts';
import { recordAlerts } from '../recording/record-alerts.use-case.ts';
import { Stream } from './stream.fixture.ts';

jest.setTimeout(30_000);

let notifications: Notifications;
beforeAll(async () => {
  notifications = await Notifications.start({ STREAM_HEARTBEAT: 'PT0.2S' });
});
afterAll(() => notifications?.stop());

const ids = (alerts: readonly Alert[]) => alerts.map(({ id }) => id);
const latest = async () => (await notifications.pull('after=latest')).next;
const open = async (query = '', lastEventId?: string, service = notifications.service) =>
  new Stream(
    `${service.url}/v1/alerts/stream${query}`,
    await notifications.keyOf('call_centre'),
    lastEventId,
  ).connect();

describe('the log of alerts', () => {
  it('has one alert for an event, however often and wherever it is repeated', async () => {
    const from = await latest();
    const event = opened();
    await notifications.record(event, event);
    await notifications.record(event);
    await Promise.all([notifications.record(event), notifications.record(event)]);
    expect(ids((await notifications.pull(`after=${from}`)).items)).toEqual([event.id]);
  });

  it('is read from a cursor, page by page, filtered', async () => {
    const from = await latest();
    const events = Array.from({ length: 5 }, (_, i) =>
      i % 2 ? escalated({ touchpoint: 'gym' }) : opened({ touchpoint: 'gym' }),
    );
    await notifications.record(...events);
    const first = await notifications.pull(`after=${from}&limit=2`);
    const second = await notifications.pull(`after=${first.next}&limit=10`);
    expect(ids([...first.items, ...second.items])).toEqual(events.map(({ id }) => id));
    expect(await notifications.pull(`after=${second.next}`)).toEqual({ items: [], next: second.next });
    const onlyEscalated = await notifications.pull(
      `after=${from}&types=harken.complaints.complaint-escalated&touchpoints=gym`,
    );
    expect(onlyEscalated.items).toHaveLength(2);
    expect(onlyEscalated.next).toBe(second.next);
    expect(ids((await notifications.pull(`after=${events[3]?.id}`)).items)).toEqual([events[4]?.id]);
  });

  it('wakes a long poll within moments of the commit', async () => {
    const from = await latest();
    const poll = notifications.pull(`after=${from}&wait=30&severities=critical`);
    const [event, other] = [opened({ severity: 'critical' }), opened({ severity: 'low' })];
    await notifications.record(other);
    await eventually(async () => (await notifications.pull(`after=${from}`)).items.length === 1);
    await notifications.record(event);
    const committedAt = performance.now();
    expect(ids((await poll).items)).toEqual([event.id]);
    expect(performance.now() - committedAt).toBeLessThan(1_000);
  });

  it('answers a long poll without alerts when its time is over', async () => {
    const from = await latest();
    const startedAt = performance.now();
    expect(await notifications.pull(`after=${from}&wait=1`)).toEqual({ items: [], next: from });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(950);
  });

  it('refuses a cursor that is past retention or beyond the end', async () => {
    const answer = await notifications.call('GET', '/v1/alerts?after=999999999-20260302');
    expect(answer).toMatchObject({ status: 409, body: { code: 'alert.cursor-lost' } });
    expect(await notifications.call('GET', '/v1/alerts?after=abc')).toMatchObject({ status: 400 });
  });

  it('is for call centres and handlers, not for other roles', async () => {
    expect(await notifications.call('GET', '/v1/alerts', { role: 'crm' })).toMatchObject({ status: 403 });
    expect(await notifications.call('GET', '/v1/alerts', { role: 'handler' })).toMatchObject({ status: 200 });
  });
});

describe('the stream', () => {
  it('sends each alert as it is stored, with heartbeats in between', async () => {
    const stream = await open();
    const event = opened();
    await notifications.record(event);
    await eventually(() => stream.alerts.length === 1);
    const { items } = await notifications.pull(`after=${stream.openedAt}`);
    expect(stream.alerts).toEqual(items);
    expect(stream.events[0]).toMatchObject({ event: 'harken.complaints.complaint-opened' });
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    });
    expect(stream.retryMs).toBe(2000);
    await eventually(() => stream.comments > 1);
    await stream.close();
  });

  it('resumes without gap or repeat while slow transactions overlap', async () => {
    const from = await latest();
    const written = new Set<string>();
    const { dataSource } = notifications.service;
    const slowly = async (nth: number): Promise<void> => {
      const events = Array.from({ length: 1 + (nth % 4) }, () => opened());
      await dataSource.transaction(async (tx) => {
        await tx.query('SELECT pg_sleep($1)', [((nth * 7) % 5) / 200]);
        await recordAlerts(events, notifications.context, tx);
        await tx.query('SELECT pg_sleep($1)', [((nth * 3) % 4) / 200]);
        if (nth % 10 === 3) throw new Error('rolled back');
      });
      for (const { id } of events) written.add(id);
    };
    const writing = Promise.allSettled(Array.from({ length: 120 }, (_, i) => slowly(i)));
    const seen: string[] = [];
    let lastEventId = from;
    let done = false;
    void writing.then(() => {
      done = true;
    });
    while (!done || seen.length < written.size) {
      const stream = await open('', lastEventId);
      const wanted = seen.length + 25;
      await eventually(() => seen.length + stream.alerts.length >= Math.min(wanted, done ? written.size : wanted));
      await stream.close();
      seen.push(...ids(stream.alerts));
      lastEventId = stream.lastEventId;
    }
    await writing;
    expect(new Set(seen).size).toBe(seen.length);
    expect(new Set(seen)).toEqual(written);
    expect(ids((await notifications.pull(`after=${from}&limit=500`)).items)).toEqual(seen);
  });

  it('sends alerts that another replica commits', async () => {
    const replica = await notifications.replica();
    const stream = await open('?touchpoints=roof', undefined, replica);
    const event = opened({ touchpoint: 'roof' });
    await notifications.record(opened({ touchpoint: 'yard' }), event);
    await eventually(() => stream.alerts.length === 1, { within: 900 });
    expect(ids(stream.alerts)).toEqual([event.id]);
    await stream.close();
    await replica.close();
  });

  it('takes Last-Event-ID from the query too, and announces a gap', async () => {
    const from = await latest();
    await notifications.record(opened());
    const stream = await open(`?lastEventId=${from}`);
    await eventually(() => stream.alerts.length === 1);
    await stream.close();
    const lost = await open('?lastEventId=999999999-20260302');
    await eventually(() => lost.events.some(({ event }) => event === 'harken.notifications.gap'));
    await lost.close();
  });

  it('goes on with the oldest alert kept when its place lies beyond the end, and names the range (case 17)', async () => {
    const events = [1, 2, 3].map(() => opened({ touchpoint: 'restored' }));
    await notifications.record(...events);
    const end = Number((await latest()).split('-')[0]);
    const stream = await open('?touchpoints=restored', '999999999-20261201');
    const later = opened({ touchpoint: 'restored' });
    await notifications.record(later);
    await eventually(() => stream.alerts.length === 4);
    const [gap] = stream.events;
    expect(gap?.event).toBe('harken.notifications.gap');
    expect(JSON.parse(gap?.data ?? '')).toEqual({ reason: 'restored', droppedThrough: 0, oldest: 1, end });
    expect(ids(stream.alerts)).toEqual([...events, later].map(({ id }) => id));
    await stream.close();
  });

  it('is refused with 429 beyond the cap of a client, long polls too (case 43)', async () => {
    const replica = await notifications.replica({ STREAMS_PER_CLIENT: '2', LONG_POLLS_PER_CLIENT: '1' });
    const streams = [await open('', undefined, replica), await open('', undefined, replica)];
    const get = async (path: string, role: Role) => {
      const headers = { authorization: `Bearer ${await notifications.keyOf(role)}` };
      const response = await fetch(replica.url + path, { headers });
      return { status: response.status, body: JSON.parse(await response.text()) };
    };
    const refused = await get('/v1/alerts/stream', 'call_centre');
    expect(refused).toMatchObject({ status: 429, body: { code: 'alert.too-many-streams' } });
    const poll = get(`/v1/alerts?after=${await latest()}&wait=2`, 'call_centre');
    await eventually(
      async () =>
        (await get('/v1/alerts?after=latest&wait=1', 'call_centre')).body.code === 'alert.too-many-long-polls',
    );
    // Another client has its own.
    expect(await get('/v1/alerts?after=latest&wait=1', 'handler')).toMatchObject({ status: 200 });
    expect(await poll).toMatchObject({ status: 200 });
    await streams[0]?.close();
    const next = await eventually(() => open('', undefined, replica));
    for (const stream of [...streams, next]) await stream.close();
    await replica.close();
  });

  it('ends within moments when its key is revoked', async () => {
    const key = await notifications.keyOf('handler', 'leaver');
    const stream = await new Stream(`${notifications.service.url}/v1/alerts/stream`, key).connect();
    await notifications.revoke('handler', 'leaver');
    await eventually(() => stream.ended, { within: 1_500 });
  });

  it('ends within a second when its key is revoked, as a long poll does (case 42)', async () => {
    const client = { role: 'handler', client: 'poller' } as const;
    const poll = notifications.call('GET', `/v1/alerts?after=${await latest()}&wait=20`, client);
    await delay(300);
    await notifications.revoke('handler', 'poller');
    const revokedAt = performance.now();
    expect(await poll).toMatchObject({ status: 401, body: { code: 'access.key-invalid' } });
    expect(performance.now() - revokedAt).toBeLessThan(1_500);
  });

  it('ends when the service stops', async () => {
    const replica = await notifications.replica();
    const stream = await open('', undefined, replica);
    await replica.close();
    await eventually(() => stream.ended, { within: 1_000 });
  });
});
