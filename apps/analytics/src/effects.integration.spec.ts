import { ComplaintOpened, InteractionRecorded, sampleCustomer } from '@harken/contracts';
import { messagingMigrations, newId, type ReceivedEvent } from '@harken/messaging';
import { serviceMigrations } from '@harken/service';
import { type TestDatabase, testDatabase } from '@harken/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { projections } from './analytics.subscriptions.ts';
import { ComplaintStory, feedback, received } from './events.builder.ts';
import { parseFiguresQuery, type RawQuery } from './figures/figures-query.ts';
import { initiativeEffect } from './initiatives/effect.queries.ts';
import { type Initiative, initiativeDefaults } from './initiatives/initiative.ts';
import { AnalyticsBaseline1796083200000 } from './migrations/baseline.ts';
import { generationTables } from './rebuild/generation.store.ts';
import { businessDimensions, readBusinessFigures } from './values/business/business-figures.queries.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('analytics', {
    migrations: [...messagingMigrations, ...serviceMigrations, AnalyticsBaseline1796083200000],
  });
});
afterAll(() => database?.drop());
beforeEach(async () => {
  for (const table of generationTables) await database.dataSource.query(`DELETE FROM ${table}`);
});

const customerOf = (name: string) => ({
  ...sampleCustomer,
  customerId: `00000000-0000-7000-8000-${Buffer.from(name).toString('hex').padStart(12, '0')}`,
  externalId: name,
});
function interaction(name: string, given: object): ReceivedEvent {
  const { sample } = InteractionRecorded;
  return received(InteractionRecorded, {
    ...sample,
    interactionId: newId(),
    customer: customerOf(name),
    amount: null,
    ...given,
  } as typeof sample & { amount: null } as never);
}

async function take(events: readonly ReceivedEvent[]): Promise<void> {
  for (let i = 0; i < events.length; i += 200) {
    await database.dataSource.transaction(async (tx) => {
      for (const { contracts, project } of projections) {
        const types = contracts.map(({ type }) => type);
        const some = events.slice(i, i + 200).filter(({ type }) => types.includes(type));
        if (some.length > 0) await project(some, tx, 1);
      }
    });
  }
}

const business = async (raw: RawQuery, currencies?: string[]) => {
  const query = parseFiguresQuery(raw, businessDimensions);
  const asked = { currencies, ignoredTypes: ['campaign-sent'] };
  const rows = await readBusinessFigures(database.dataSource, query, asked, { after: undefined, limit: 500 });
  return rows.map(({ row }) => row);
};

describe('business figures', () => {
  const dealt = fc.record({
    name: fc.constantFrom('ann', 'bob', 'cat', 'dan'),
    month: fc.integer({ min: 0, max: 4 }),
    touchpoint: fc.constantFrom('shop', 'web', null),
    minor: fc.option(fc.integer({ min: -50, max: 200 })),
    currency: fc.constantFrom('HKD', 'EUR'),
    type: fc.constantFrom('visit', 'visit', 'campaign-sent'),
  });
  const deals = fc.sample(dealt, { numRuns: 120, seed: 3 });
  const events = () =>
    deals.map(({ name, month, touchpoint, minor, currency, type }) =>
      interaction(name, {
        touchpoint,
        interactionType: type,
        amount: minor === null ? null : { minor, currency },
        occurredAt: new Date(Date.UTC(2026, month, 10)).toISOString(),
      }),
    );

  it('equal a count by hand, per period and group', async () => {
    await take(events());
    const own = deals.filter(({ type }) => type === 'visit');
    const rows = await business({ groupBy: 'touchpoint', period: 'month' });
    const keys = new Set(own.map(({ touchpoint, month }) => `${touchpoint} ${month}`));
    expect(rows).toHaveLength(keys.size);
    for (const row of rows) {
      const month = new Date(row.period ?? '').getUTCMonth();
      const at = (m: number) => own.filter((one) => one.month === m && one.touchpoint === row.group.touchpoint);
      const some = at(month);
      const customers = new Set(some.map(({ name }) => name));
      const ordersOf = (name: string) => some.filter((one) => one.name === name && (one.minor ?? 0) > 0).length;
      const buyers = [...customers].filter((name) => ordersOf(name) >= 1);
      const next = new Set(at(month + 1).map(({ name }) => name));
      const sums = Map.groupBy(
        some.filter(({ minor }) => minor !== null),
        ({ currency }) => currency,
      );
      expect(row).toMatchObject({
        orders: some.filter(({ minor }) => (minor ?? 0) > 0).length,
        activeCustomers: customers.size,
        buyers: buyers.length,
        repeatRate: buyers.length === 0 ? null : buyers.filter((name) => ordersOf(name) >= 2).length / buyers.length,
        retention: [...customers].filter((name) => next.has(name)).length / customers.size,
      });
      const revenue = Object.fromEntries(row.revenue.map(({ currency, minor }) => [currency, minor]));
      const expected = [...sums].map(([currency, all]) => [
        currency,
        all.reduce((sum, one) => sum + (one.minor ?? 0), 0),
      ]);
      expect(revenue).toEqual(Object.fromEntries(expected));
    }
  });

  it('tell promoters from detractors, and who complained from who did not', async () => {
    const occurredAt = '2026-02-01T00:00:00.000Z';
    const amount = (minor: number) => ({ amount: { minor, currency: 'HKD' }, occurredAt });
    await take([
      interaction('ann', amount(100)),
      interaction('bob', amount(10)),
      interaction('cat', amount(1)),
      feedback({ customer: customerOf('ann'), answers: { nps: 10 } }),
      feedback({ customer: customerOf('bob'), answers: { nps: 0 } }),
      ...new ComplaintStory({ customer: customerOf('bob') }).now(ComplaintOpened, {}).events,
    ]);
    const revenue = (rows: Awaited<ReturnType<typeof business>>, by: string) =>
      rows.map(({ group, revenue: [sum] }) => [group[by], sum?.minor]);
    expect(revenue(await business({ groupBy: 'loyalty' }), 'loyalty')).toEqual([
      ['detractor', 10],
      ['promoter', 100],
      ['unknown', 1],
    ]);
    expect(revenue(await business({ groupBy: 'complained' }), 'complained')).toEqual([
      ['no', 101],
      ['yes', 10],
    ]);
    expect(await business({ complained: ['yes'], groupBy: 'customerStage' })).toMatchObject([{ activeCustomers: 1 }]);
  });

  it('count a customer who was merged as the one who was kept', async () => {
    await take([interaction('ann', {}), interaction('bob', {})]);
    await database.dataSource.query('INSERT INTO customer_merges VALUES (1, $1, $2, now())', [
      customerOf('bob').customerId,
      customerOf('ann').customerId,
    ]);
    expect(await business({})).toMatchObject([{ activeCustomers: 1 }]);
  });

  it('are null, not 0, without data, and only of a currency if asked', async () => {
    expect(await business({})).toMatchObject([{ orders: 0, repeatRate: null, retention: null, revenue: [] }]);
    expect(await business({ period: 'month' })).toEqual([]);
    await take([interaction('ann', { amount: { minor: 5, currency: 'EUR' } }), interaction('ann', {})]);
    expect(await business({}, ['EUR'])).toMatchObject([
      { activeCustomers: 1, revenue: [{ currency: 'EUR', minor: 5, orders: 1 }] },
    ]);
    expect(await business({}, ['HKD'])).toMatchObject([{ activeCustomers: 0 }]);
  });
});

describe('the effect of an initiative', () => {
  const from = '2026-03-01T00:00:00.000Z';
  const initiative = (given: Partial<Initiative>): Initiative => ({
    ...initiativeDefaults,
    name: 'test',
    from,
    to: '2026-05-01T00:00:00.000Z',
    ...given,
  });
  const effect = (given: Partial<Initiative>) =>
    initiativeEffect(database.dataSource, initiative(given), new Date('2026-06-01T00:00:00Z'));
  /** Ten answers a day; csat of 5 for the given share of them. */
  const answers = (touchpoint: string, share: (day: number) => number) =>
    Array.from({ length: 120 }, (_, day) =>
      Array.from({ length: 10 }, (__, i) =>
        feedback({
          touchpoint,
          answers: { csat: i + 0.5 + ((day * 7) % 3) - 1 < share(day) * 10 ? 5 : 2 },
          occurredAt: new Date(Date.UTC(2025, 11, 31 + day, 10 + i)).toISOString(),
        }),
      ),
    ).flat();
  const startsOn = 60;

  it('is found against touchpoints that changed as well', async () => {
    const down = (day: number) => (day < startsOn ? 0.6 : 0.4);
    const up = (day: number) => (day < startsOn ? 0.6 : 0.7);
    await take([
      ...['a', 'b', 'c'].flatMap((name) => answers(name, up)),
      ...['x', 'y', 'z'].flatMap((name) => answers(name, down)),
    ]);
    const found = await effect({ metric: 'csat', touchpoints: ['a', 'b', 'c'], cost: { minor: 300, currency: 'HKD' } });
    expect(found).toMatchObject({
      method: 'difference-in-differences',
      verdict: 'better',
      touchpoints: { treated: 3, compared: 3 },
    });
    expect(found.effect).toBeCloseTo(0.3, 1);
    expect(found.costPerUnit?.minor).toBe(Math.round(300 / (found.effect ?? 1)));
    const one = await effect({ metric: 'csat', touchpoints: ['a'], compareWith: ['x'] });
    expect(one).toMatchObject({ method: 'difference-in-differences', verdict: 'better' });
    const none = await effect({ metric: 'csat', touchpoints: ['a'], compareWith: ['b', 'c'] });
    expect(none.verdict).toBe('no change');
    const alone = await effect({ metric: 'csat' });
    expect(alone.method).toBe('interrupted-time-series');
  }, 60_000);

  it('cannot be told from too little, and says why', async () => {
    expect(await effect({ metric: 'nps' })).toMatchObject({
      verdict: 'cannot tell',
      effect: null,
      sentence: expect.stringContaining('too few answers'),
    });
    const early = initiativeEffect(database.dataSource, initiative({}), new Date('2026-03-05T00:00:00Z'));
    expect(await early).toMatchObject({ verdict: 'cannot tell', sentence: expect.stringContaining('too early') });
  });

  it('of a campaign has its response rate', async () => {
    const sent = ['ann', 'bob', 'cat'].map((name) =>
      interaction(name, {
        interactionType: 'campaign-sent',
        campaign: 'spring',
        occurredAt: '2026-03-02T00:00:00.000Z',
      }),
    );
    const answered = [
      interaction('ann', { campaign: 'spring', occurredAt: '2026-03-05T00:00:00.000Z' }),
      feedback({ customer: customerOf('bob'), campaign: 'spring', occurredAt: '2026-06-05T00:00:00.000Z' }),
    ];
    await take([...sent, ...answered]);
    expect((await effect({ kind: 'campaign', campaign: 'spring' })).response).toMatchObject({ sent: 3, responded: 1 });
  });
});
