import { FeedbackReceived, happened } from '@harken/contracts';
import { messagingMigrations, outbox, type RunningMessaging, startMessaging } from '@harken/messaging';
import {
  accessMigrations,
  bootService,
  issueKey,
  type Role,
  type RunningService,
  serviceMigrations,
} from '@harken/service';
import { createTopics, eventually, type TestDatabase, testDatabase, testStack, testTopicPrefix } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { analyticsService } from './analytics.module.ts';
import { projections } from './analytics.subscriptions.ts';
import { feedback } from './events.builder.ts';
import { digestsOf } from './rebuild/digest.queries.ts';
import { generationStore } from './rebuild/generation.store.ts';
import { runRebuildCommand } from './rebuild/rebuild.worker.ts';

const topicPrefix = testTopicPrefix();
const keys = {} as Record<Role, string>;
let analytics: TestDatabase;
let producer: TestDatabase;
let relay: RunningMessaging;
let service: RunningService;
let env: Record<string, string>;

beforeAll(async () => {
  const { kafka } = await testStack();
  await createTopics(kafka.brokers, topicPrefix);
  analytics = await testDatabase('analytics', {
    migrations: [...messagingMigrations, ...serviceMigrations, ...analyticsService.migrations],
    accessMigrations,
  });
  producer = await testDatabase('feedback', { migrations: messagingMigrations, poolSize: 8 });
  env = {
    DATABASE_URL: analytics.appUrl,
    KAFKA_BROKERS: kafka.brokers.join(','),
    KAFKA_TOPIC_PREFIX: topicPrefix,
    LOG_LEVEL: 'error',
    PORT: '0',
    MANAGEMENT_PORT: '0',
  };
  const owner = await new DataSource({
    type: 'postgres',
    url: analytics.accessOwnerUrl,
    installExtensions: false,
  }).initialize();
  for (const role of ['crm', 'analyst'] as const) {
    keys[role] = (await issueKey({ name: role, roles: [role] }, owner)).key;
  }
  await owner.destroy();
  relay = await startMessaging({
    service: 'feedback',
    dataSource: producer.dataSource,
    brokers: kafka.brokers,
    topicPrefix,
    subscriptions: [],
  });
  service = await bootService(analyticsService, env);
}, 60_000);

afterAll(async () => {
  await service?.close();
  await relay?.stop();
  await analytics?.drop();
  await producer?.drop();
}, 30_000);

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${service.url}${path}`, { headers: { authorization: `Bearer ${keys.analyst}`, ...headers } });

describe('analytics, from Kafka to HTTP', () => {
  it('gives figures of the published events, also after a rebuild from the log', async () => {
    const said = [9, 10, 3, 7].map(
      (nps, i) => feedback({ touchpoint: i < 2 ? 'handover' : 'viewing', answers: { nps } }).data,
    );
    await producer.dataSource.transaction((tx) =>
      outbox.add(
        tx,
        said.map((data) => happened(FeedbackReceived, data.feedbackId, data)),
      ),
    );
    const scores = async () =>
      (await (await ask('/v1/scores?metric=nps&groupBy=touchpoint')).json()) as { items: { n: number }[] };
    const expected = {
      items: [
        { group: { touchpoint: 'handover' }, n: 2, value: 100, promoters: 2 },
        { group: { touchpoint: 'viewing' }, n: 2, value: -50, passives: 1, detractors: 1 },
      ],
      next: null,
    };
    const rows = await eventually(
      async () => {
        const answer = await scores();
        // Four keys, several partitions: either touchpoint may be complete first.
        return answer.items.length === 2 && answer.items.every(({ n }) => n === 2) && answer;
      },
      { within: 20_000 },
    );
    expect(rows).toMatchObject(expected);

    const current = () => generationStore.current(analytics.dataSource);
    const digest = async () => digestsOf(analytics.dataSource, [await current()]);
    const [before, generation] = [await digest(), await current()];
    await runRebuildCommand(['rebuild'], projections, env);
    expect(await current()).toBe(generation + 1);
    expect(await digest()).toEqual(before);
    expect(await scores()).toMatchObject(expected);
  }, 60_000);

  it('gives CSV and NDJSON, and the next page in Link', async () => {
    const csv = await ask('/v1/scores?metric=nps&groupBy=touchpoint&limit=1', { accept: 'text/csv' });
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.headers.get('link')).toMatch(/^<\/v1\/scores\?.*cursor=.*>; rel="next"$/);
    const [header, first] = (await csv.text()).split('\r\n');
    expect(header).toContain('group.touchpoint,n,value,interval.low');
    expect(first).toContain('handover,2,100,');
    const next = /<(.*)>/.exec(csv.headers.get('link') ?? '')?.[1] ?? '';
    const lines = (await (await ask(next, { accept: 'application/x-ndjson' })).text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).group.touchpoint)).toEqual(['viewing']);
  });

  it('gives product and location as columns of CSV, and filters by them', async () => {
    const csv = async (query: string) => (await (await ask(query, { accept: 'text/csv' })).text()).split('\r\n');
    const [header, row] = await csv('/v1/scores?metric=nps&groupBy=product,location&product=kitchen');
    expect(header).toContain('group.product,group.location,n,value');
    expect(row).toContain('kitchen,tower-2,');
    expect(await csv('/v1/complaint-figures?groupBy=location&product=nothing')).not.toContain('tower-2');
    expect(await (await ask('/v1/complaint-figures?product=nothing&location=tower-2')).json()).toMatchObject({
      items: [{ group: {}, n: 0 }],
    });
  });

  it('gives CSV as a file, with a byte order mark on request only (case 16)', async () => {
    const bytes = async (query: string) => {
      const answer = await ask(query, { accept: 'text/csv' });
      const name = answer.headers.get('content-disposition');
      return { name, first: [...new Uint8Array(await answer.arrayBuffer())].slice(0, 3) };
    };
    const mark = [0xef, 0xbb, 0xbf];
    const plain = await bytes('/v1/scores?metric=nps');
    expect(plain.name).toMatch(/^attachment; filename="scores-\d{4}-\d\d-\d\d\.csv"$/);
    expect(plain.first).not.toEqual(mark);
    expect((await bytes('/v1/complaint-figures?bom=true')).first).toEqual(mark);
  });

  it('gives a header for an empty result, the same as with data (case 23)', async () => {
    const headerOf = async (query: string) =>
      (await (await ask(query, { accept: 'text/csv' })).text()).split('\r\n')[0];
    expect(await headerOf('/v1/scores?metric=nps&groupBy=touchpoint&channel=nowhere')).toBe(
      await headerOf('/v1/scores?metric=nps&groupBy=touchpoint'),
    );
    expect(await headerOf('/v1/complaint-figures?groupBy=team')).toContain('escalations.9.complaints');
  });

  it('refuses a cursor of other filters (case 15)', async () => {
    const path = '/v1/scores?metric=nps&groupBy=touchpoint&limit=1';
    const { next } = (await (await ask(path)).json()) as { next: string };
    expect((await ask(`${path}&cursor=${next}`)).status).toBe(200);
    for (const other of [`${path}&tier=gold`, path.replace('nps', 'csat'), path.replace('scores', 'complaint-figures')])
      expect((await ask(`${other.replace('metric=csat&', '')}&cursor=${next}`)).status).toBe(400);
  });

  it("has the company's time zone after a change of the setting, at once and by cells that are cut anew", async () => {
    const days = async (at: RunningService, query = '') => {
      const answer = await fetch(`${at.url}/v1/scores?metric=nps&period=day${query}`, {
        headers: { authorization: `Bearer ${keys.analyst}` },
      });
      return ((await answer.json()) as { items: { period: string }[] }).items.map(({ period }) => period.slice(10));
    };
    const indian = await bootService(analyticsService, { ...env, COMPANY_TIMEZONE: 'Asia/Kolkata' });
    try {
      expect(await days(indian)).toEqual(['T18:30:00.000Z']);
      expect(await days(indian, '&timezone=UTC')).toEqual(['T00:00:00.000Z']);
      expect(await days(service)).toEqual(['T00:00:00.000Z']);
      await eventually(async () => (await generationStore.currentZone(analytics.dataSource)) === 'Asia/Kolkata', {
        within: 20_000,
      });
      expect(await days(indian)).toEqual(['T18:30:00.000Z']);
    } finally {
      await indian.close();
    }
  }, 60_000);

  it('gives one row of nulls where there is no data', async () => {
    expect(await (await ask('/v1/scores?metric=ces&channel=nowhere')).json()).toMatchObject({
      items: [{ group: {}, n: 0, value: null, interval: null }],
    });
    expect(await (await ask('/v1/complaint-figures')).json()).toMatchObject({
      items: [{ group: {}, n: 0, answerRate: { value: null, interval: null } }],
    });
  });

  it.each([
    'from=1900-01-01',
    'from=2199-12-31T23:30:00Z&to=2199-12-31T23:59:59Z',
    'groupBy=',
    'touchpoint=&period=week',
  ])('answers %s', async (asked) => {
    expect((await ask(`/v1/scores?metric=nps&${asked}`)).status).toBe(200);
    expect((await ask(`/v1/complaint-figures?${asked}`)).status).toBe(200);
  });

  it.each([
    ['/v1/scores', 'metric.unknown', 'rating:<name>'],
    ['/v1/scores?metric=mood', 'metric.unknown', 'experience:<factor>'],
    ['/v1/scores?metric=nps&groupBy=colour', 'question.invalid', 'touchpoint, stage, journey'],
    ['/v1/complaint-figures?groupBy=a,b,c', 'question.invalid', 'severity'],
    ['/v1/complaint-figures?from=soon', 'question.invalid', 'RFC 3339'],
    ['/v1/complaint-figures?period=decade', 'request.invalid', 'hour'],
    ['/v1/complaint-figures?severity=bogus', 'request.invalid', 'severity'],
    ['/v1/complaint-figures?status=closed,bogus', 'request.invalid', 'status'],
    ['/v1/scores?metric=nps&pattern=bogus', 'request.invalid', 'pattern'],
    ['/v1/scores?metric=nps&timezone=Mars', 'request.invalid', 'timezone'],
    ['/v1/scores?metric=nps&colour=red', 'request.invalid', 'colour'],
    ['/v1/scores?metric=nps&limit=0', 'request.invalid', 'limit'],
    ['/v1/scores?metric=nps&cursor=abc', 'request.invalid', 'cursor'],
    ['/v1/scores?metric=nps&cursor=WzFd', 'request.invalid', 'cursor'],
    ['/v1/scores?metric=nps&from=-271821-04-20', 'question.invalid', 'from'],
  ])('refuses %s with %s', async (path, code, mention) => {
    const answer = await ask(path);
    const text = await answer.text();
    expect(answer.status).toBe(400);
    expect(JSON.parse(text).code).toBe(code);
    expect(text).toContain(mention);
  });

  it('allows the reader roles only', async () => {
    expect((await ask('/v1/scores?metric=nps', { authorization: `Bearer ${keys.crm}` })).status).toBe(403);
    expect((await fetch(`${service.url}/v1/scores?metric=nps`)).status).toBe(401);
  });
});
