import { ComplaintOpened, FeedbackSuperseded } from '@harken/contracts';
import { messagingMigrations, newId, type ReceivedEvent } from '@harken/messaging';
import { accessMigrations, bootService, issueKey, type RunningService, serviceMigrations } from '@harken/service';
import { seededRandom } from '@harken/statistics';
import { type TestDatabase, testDatabase } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { analyticsService } from './analytics.module.ts';
import { projections } from './analytics.subscriptions.ts';
import { ComplaintStory, feedback, journey, received } from './events.builder.ts';

let database: TestDatabase;
let service: RunningService;
let key: string;

beforeAll(async () => {
  const migrations = [...messagingMigrations, ...serviceMigrations, ...analyticsService.migrations];
  database = await testDatabase('analytics', { migrations, accessMigrations });
  const url = database.accessOwnerUrl;
  const owner = await new DataSource({ type: 'postgres', url, installExtensions: false }).initialize();
  key = (await issueKey({ name: 'tests', roles: ['analyst'] }, owner)).key;
  await owner.destroy();
  const env = { DATABASE_URL: database.appUrl, LOG_LEVEL: 'error', PORT: '0', MANAGEMENT_PORT: '0' };
  service = await bootService({ ...analyticsService, messaging: false }, { ...env, KAFKA_BROKERS: '127.0.0.1:1' });
}, 60_000);
afterAll(async () => {
  await service?.close();
  await database?.drop();
}, 30_000);

async function take(events: readonly ReceivedEvent[]): Promise<void> {
  await database.dataSource.transaction(async (tx) => {
    for (const { contracts, project } of projections) {
      const types = contracts.map(({ type }) => type);
      const some = events.filter(({ type }) => types.includes(type));
      if (some.length > 0) await project(some, tx, 1);
    }
  });
}

const ask = (path: string, accept = 'application/json') =>
  fetch(`${service.url}${path}`, { headers: { authorization: `Bearer ${key}`, accept } });
// biome-ignore lint/suspicious/noExplicitAny: the body of an answer
const json = async (path: string): Promise<any> => (await ask(path)).json();

const answer = (factor: string, experience: number, scale = {}) => ({
  factor,
  experience,
  expectation: null,
  importance: null,
  ideal: null,
  ...scale,
});

describe('drivers, from events to HTTP', () => {
  it('are the same whatever the scale, need enough answers, and come as a table', async () => {
    const random = seededRandom(2);
    await take(
      Array.from({ length: 80 }, (_, index) => {
        const [speed, price] = [random.below(7) + 1, random.below(11)];
        return feedback({
          touchpoint: index < 60 ? 'shop' : 'web',
          occurredAt: '2025-05-05T10:00:00.000Z',
          answers: {
            nps: Math.min(10, Math.round(speed * 1.2 + 2 * random.next())),
            factors: [answer('speed', speed, { min: 1, max: 7 }), answer('price', price)],
          },
        });
      }),
    );
    const found = await json('/v1/drivers?of=nps&touchpoint=shop');
    expect(found).toMatchObject({ n: 60, needed: 30, enough: true, reason: null });
    expect(found.items[0]).toMatchObject({ factor: 'speed', beyondNoise: true });
    expect(found.r2).toBeGreaterThan(0.7);
    expect(await json('/v1/drivers?of=nps&touchpoint=shop')).toEqual(found);
    expect(await json('/v1/drivers?of=nps&touchpoint=web')).toMatchObject({ n: 20, enough: false, items: [] });
    expect(await json('/v1/drivers?of=csat')).toMatchObject({
      n: 0,
      reason: expect.stringContaining('Nobody answered'),
    });
    expect((await ask('/v1/drivers?of=experience:speed')).status).toBe(400);
    const csv = await (await ask('/v1/drivers?of=nps&factor=speed', 'text/csv')).text();
    expect(csv.split('\r\n')[0]).toBe('factor,weight,low,high,share,beyondNoise');
    expect(csv.split('\r\n')).toHaveLength(3);
  });
});

describe('changes, from events to HTTP', () => {
  const said = (day: string, nps: number, touchpoint: string, segments: string[], product: string | null = null) =>
    feedback({ occurredAt: `${day}T10:00:00.000Z`, touchpoint, product, customer: { segments }, answers: { nps } });

  it('are split by each dimension into parts that add up to them, and say what happened meanwhile', async () => {
    await take([
      ...Array.from({ length: 30 }, () => said('2026-02-10', 10, 'handover', ['a', 'b'])),
      ...Array.from({ length: 30 }, () => said('2026-02-10', 8, 'viewing', ['a'], 'kitchen')),
      ...Array.from({ length: 45 }, () => said('2026-03-10', 3, 'handover', ['a', 'b'])),
      ...Array.from({ length: 10 }, () => said('2026-03-10', 8, 'viewing', [])),
      journey({ version: 4, at: '2026-03-01T12:00:00.000Z', places: [{ touchpoint: 'handover', stage: 'moving-in' }] }),
    ]);
    const found = await json('/v1/changes?metric=nps&from=2026-03-01&to=2026-04-01&against=2026-02-01/2026-03-01');
    expect(found).toMatchObject({ before: 50, n: { before: 60, after: 55 }, reason: null });
    expect(found.after).toBeCloseTo((-100 * 45) / 55, 8);
    const byDimension = Map.groupBy(
      found.items as { dimension: string; mix: number; rate: number }[],
      (item) => item.dimension,
    );
    expect([...byDimension.keys()].sort()).toEqual(['journey', 'product', 'segment', 'stage', 'touchpoint'].sort());
    for (const items of byDimension.values()) {
      const sum = items.reduce((total, { mix, rate }) => total + Math.round(mix * 1e9) + Math.round(rate * 1e9), 0);
      expect(sum).toBe(Math.round(found.change * 1e9));
    }
    expect(byDimension.get('touchpoint')?.[0]).toMatchObject({ value: 'handover', beyondChance: true });
    expect(found.items.find((item: { value: string }) => item.value === 'a, b')).toMatchObject({ before: { n: 30 } });
    expect(found.events).toEqual([
      { kind: 'journey-published', subject: 'property', key: '4', at: '2026-03-01T12:00:00.000Z', touchpoint: null },
    ]);
    const csv = await (
      await ask('/v1/changes?metric=nps&from=2026-03-01&to=2026-04-01&by=touchpoint', 'text/csv')
    ).text();
    expect(csv.split('\r\n')[0]).toContain('dimension,value,mix,rate,before.n');
  });

  it('say why there is none', async () => {
    expect(await json('/v1/changes?metric=csat&from=2026-03-01&to=2026-04-01')).toMatchObject({
      change: null,
      reason: 'There is no answer in either period with these filters.',
      items: [],
    });
    const refused = await ask('/v1/changes?metric=nps&from=2026-03-01&against=never&by=colour');
    expect(refused.status).toBe(400);
  });
});

describe('patterns, from events to HTTP', () => {
  const at = (day: string) => `${day}T10:00:00.000Z`;

  it('of the past show touchpoints, their trend, emerging issues and what happened', async () => {
    const said = (day: string, nps: number) =>
      feedback({ pattern: 'past', occurredAt: at(day), touchpoint: 'delivery', answers: { nps } });
    await take([
      ...Array.from({ length: 20 }, () => said('2025-01-15', 10)),
      ...Array.from({ length: 20 }, () => said('2025-02-15', 2)),
      feedback({ pattern: 'present', occurredAt: at('2025-02-15'), touchpoint: 'delivery', answers: { nps: 10 } }),
      ...Array.from(
        { length: 12 },
        () =>
          new ComplaintStory({ touchpoint: 'delivery', category: 'late', openedAt: at('2025-02-20') }).now(
            ComplaintOpened,
            {},
          ).events[0] as ReceivedEvent,
      ),
    ]);
    const found = await json('/v1/patterns/past?from=2025-02-01&to=2025-03-01&touchpoint=delivery');
    expect(found.items).toMatchObject([
      { touchpoint: 'delivery', n: 20, value: -100, before: { n: 20, value: 100 }, change: -200, beyondChance: true },
    ]);
    expect(found.emergingIssues).toMatchObject([{ touchpoint: 'delivery', category: 'late', before: 0, after: 12 }]);
    const open = await json('/v1/patterns/past?touchpoint=delivery');
    expect(open.items[0].trend.map(({ value }: { value: number }) => value)).toEqual([100, -100]);
    expect(open.emergingIssues).toBeNull();
    expect(await json('/v1/patterns/past?touchpoint=nowhere')).toMatchObject({
      items: [],
      reason: 'Nobody answered about a transaction in this range.',
    });
  });

  it('of the present show waves, and customers to grow with or to keep, also after a correction', async () => {
    const [anna, ben] = [newId(), newId()];
    const said = (customerId: string, day: string, nps: number) =>
      feedback({
        pattern: 'present',
        method: 'account_study',
        programme: 'accounts',
        touchpoint: null,
        occurredAt: at(day),
        customer: { customerId },
        answers: { nps },
      });
    const [then, now, other] = [said(anna, '2024-10-01', 10), said(anna, '2025-04-01', 4), said(ben, '2025-04-02', 9)];
    await take([then, now, other]);
    const path = '/v1/patterns/present?programme=accounts';
    expect(await json(path)).toMatchObject({
      items: [{ programme: 'accounts', method: 'account_study', wave: { n: 2, value: 0 }, before: { value: 100 } }],
      opportunities: [{ customer: ben, reasons: [{ code: 'promoter', evidence: [other.data.feedbackId] }] }],
      critical: [
        {
          customer: anna,
          reasons: [
            { code: 'detractor', evidence: [now.data.feedbackId] },
            { code: 'fell', evidence: [now.data.feedbackId, then.data.feedbackId] },
          ],
        },
      ],
    });
    const { feedbackId, ...before } = now.data;
    const after = { ...before, answers: { ...before.answers, nps: 10 } };
    await take([
      received(FeedbackSuperseded, { feedbackId, version: 2, before, after, by: 'crm', at: at('2025-05-01') }),
    ]);
    expect(await json(path)).toMatchObject({ critical: [], opportunities: [{ customer: ben }, { customer: anna }] });
  });

  it('of potential show studies, where the words are, and unmet needs', async () => {
    const heard = feedback({
      pattern: 'potential',
      method: 'focus_group',
      touchpoint: 'lab',
      occurredAt: at('2025-06-01'),
      answers: { factors: [{ ...answer('battery', 5), importance: 9 }] },
    });
    await take([heard]);
    expect(await json('/v1/patterns/potential?touchpoint=lab')).toMatchObject({
      reason: null,
      items: [{ factor: 'battery', importance: 9, satisfaction: 5, opportunity: 13, kind: 'underserved' }],
      studies: [{ method: 'focus_group', n: 1, customers: 1, withText: 1 }],
      quotes: [{ evidence: heard.data.feedbackId, touchpoint: 'lab', themes: [] }],
    });
    const csv = await (await ask('/v1/patterns/potential?touchpoint=lab', 'text/csv')).text();
    expect(csv).toBe('factor,n,importance,satisfaction,opportunity,kind\r\nbattery,1,9,5,13,underserved\r\n');
  });
});
