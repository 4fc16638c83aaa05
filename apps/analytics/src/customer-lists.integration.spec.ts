import {
  ComplaintClockBreached,
  ComplaintMessageReceived,
  ComplaintOpened,
  ComplaintResolved,
  CustomerChanged,
  FeedbackRetracted,
  FeedbackSuperseded,
  InteractionRecorded,
  sampleCustomer,
  TouchpointAlertFired,
  TouchpointAlertResolved,
} from '@harken/contracts';
import { messagingMigrations, newId, type ReceivedEvent } from '@harken/messaging';
import { serviceMigrations } from '@harken/service';
import { type TestDatabase, testDatabase } from '@harken/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { analyticsSubscriptions, projections } from './analytics.subscriptions.ts';
import { ComplaintStory, feedback, received, shuffled } from './events.builder.ts';
import { AnalyticsBaseline1796083200000 } from './migrations/baseline.ts';
import { digestsOf } from './rebuild/digest.queries.ts';
import { generationStore, generationTables } from './rebuild/generation.store.ts';
import { rebuild } from './rebuild/rebuild.use-case.ts';
import { contactCustomer } from './values/lists/contact-customer.use-case.ts';
import { entryDto, listEntries } from './values/lists/customer-lists.queries.ts';
import { customerSummary } from './values/lists/customer-summary.queries.ts';
import { listResults } from './values/lists/list-results.queries.ts';
import { dryRunRules } from './values/lists/rules-dry-run.use-case.ts';
import { customerListRules } from './values/rules/customer-list-rules.document.ts';
import { checkDueCustomers } from './values/standing/check-customers.use-case.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('analytics', {
    migrations: [...messagingMigrations, ...serviceMigrations, AnalyticsBaseline1796083200000],
  });
});
afterAll(() => database?.drop());
beforeEach(async () => {
  const lists = ['customer_checks', 'customer_standings', 'quintile_cuts', 'customer_list_entries', 'outbox'];
  for (const table of [...generationTables, ...lists]) await database.dataSource.query(`DELETE FROM ${table}`);
});

const day = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * day).toISOString();
const customerOf = (name: string) => ({
  ...sampleCustomer,
  customerId: `00000000-0000-7000-8000-${Buffer.from(name).toString('hex').padStart(12, '0')}`,
  externalId: name,
});

function interaction(name: string, given: Partial<(typeof InteractionRecorded)['sample']> = {}): ReceivedEvent {
  return received(InteractionRecorded, {
    ...InteractionRecorded.sample,
    interactionId: newId(),
    customer: customerOf(name),
    touchpoint: 'showroom-visit',
    ...given,
  } as never);
}
const said = (name: string, nps: number, days = 1, given: Parameters<typeof feedback>[0] = {}) =>
  feedback({ customer: customerOf(name), answers: { nps }, occurredAt: ago(days), ...given });

async function take(events: readonly ReceivedEvent[]): Promise<void> {
  for (const event of events) {
    const subscription = analyticsSubscriptions.find(({ contracts }) =>
      contracts.some(({ type }) => type === event.type),
    );
    await database.dataSource.transaction(async (tx) => subscription?.handle([event], tx));
  }
}

/** Lets the worker do all that is due. */
async function check(): Promise<void> {
  await database.dataSource.query(
    `UPDATE customer_checks SET due_at = now() WHERE due_at < now() + interval '1 second'`,
  );
  while ((await database.dataSource.transaction(checkDueCustomers)) > 0);
}

const list = async (name: Parameters<typeof listEntries>[1]) =>
  (await listEntries(database.dataSource, name, {}, undefined, 500)).map(entryDto);
const listed = async (name: Parameters<typeof listEntries>[1]) =>
  (await list(name)).map(({ customer }) => customer.externalId).sort();
const told = async () =>
  (
    (await database.dataSource.query(`SELECT payload::jsonb AS data FROM outbox ORDER BY horizon, seq`)) as {
      data: { list: string; change: string; customer: { externalId: string } };
    }[]
  ).map(({ data }) => `${data.customer.externalId} ${data.change} ${data.list}`);

describe('the list', () => {
  it('intervention has who had a bad experience, with reason and evidence, until a better one; both are events', async () => {
    const bad = said('ann', 1, 2);
    await take([bad, said('bob', 9)]);
    await check();
    expect(await list('intervention')).toMatchObject([
      {
        customer: { externalId: 'ann' },
        value: null,
        experience: { mean: 1, n: 1 },
        reasons: [
          { code: 'bad-experience', evidence: [bad.data.feedbackId] },
          { code: 'low-experience', evidence: [bad.data.feedbackId] },
        ],
      },
    ]);
    await take([said('ann', 10, 0)]);
    await check();
    expect(await listed('intervention')).toEqual([]);
    expect(await told()).toEqual(['ann entered intervention', 'ann left intervention']);
  });

  it('follows corrections and retractions', async () => {
    const bad = said('ann', 1);
    const { feedbackId, ...before } = bad.data;
    await take([bad]);
    await check();
    const about = { feedbackId, version: 2, before, by: 'crm', at: ago(0) };
    const after = { ...before, answers: { ...before.answers, nps: 9 } };
    await take([received(FeedbackSuperseded, { ...about, after })]);
    await check();
    expect(await listed('intervention')).toEqual([]);
    const worse = { ...before, answers: { ...before.answers, nps: 0 } };
    await take([received(FeedbackSuperseded, { ...about, version: 3, before: after, after: worse })]);
    await check();
    expect(await listed('intervention')).toEqual(['ann']);
    await take([received(FeedbackRetracted, { ...about, version: 4, before: worse })]);
    await check();
    expect(await listed('intervention')).toEqual([]);
  });

  it('intervention has who waits for the answer to a late complaint', async () => {
    const story = new ComplaintStory({ customer: customerOf('ann'), severity: 'normal', openedAt: ago(3) });
    story.now(ComplaintOpened, {}).now(ComplaintClockBreached, {});
    await take(story.events);
    await check();
    expect((await list('intervention'))[0]?.reasons).toEqual([{ code: 'open-complaint', evidence: [story.id] }]);
    await take(story.now(ComplaintResolved, {}, { status: 'resolved' }).events.slice(-1));
    await check();
    expect(await listed('intervention')).toEqual([]);
  });

  it('protect and serve-at-lower-cost go by value among all customers, growth needs a good experience', async () => {
    const amount = (minor: number) => ({ minor, currency: 'HKD' });
    const visits = ['c1', 'c2', 'c3', 'c4', 'c5'].flatMap((name, i) =>
      Array.from({ length: i + 1 }, () =>
        interaction(name, { amount: amount((i + 1) * 100) as never, occurredAt: ago(50 - 10 * i) }),
      ),
    );
    await take([...visits, said('c3', 10), said('c3', 9), said('c2', 5)]);
    await check();
    expect(await listed('protect')).toEqual(['c4', 'c5']);
    expect(await listed('growth')).toEqual(['c3']);
    expect(await listed('serve-at-lower-cost')).toEqual(['c1', 'c2']);
    expect((await list('protect')).map(({ value }) => value)).toMatchObject([
      { score: 5, frequency: { count: 5 }, amount: { minor: 2_500, currency: 'HKD', quintile: 5 } },
      { score: 4, frequency: { count: 4 }, amount: { minor: 1_600, currency: 'HKD', quintile: 4 } },
    ]);
  });

  it('silent has who was at a touchpoint outside its standard or had a bad interaction, and said nothing', async () => {
    const alert = { ...TouchpointAlertFired.sample.alert, alertId: newId(), touchpoint: 'handover', since: ago(20) };
    const visit = interaction('ann', { touchpoint: 'handover', occurredAt: ago(18) });
    await take([
      visit,
      interaction('bob', { touchpoint: 'handover', occurredAt: ago(12) }),
      interaction('cat', { touchpoint: 'viewing', occurredAt: ago(18) }),
      interaction('dan', { interactionType: 'delivery-failed', occurredAt: ago(18) }),
      interaction('eve', { interactionType: 'delivery-failed', occurredAt: ago(18) }),
      said('eve', 8, 10),
      received(TouchpointAlertFired, { alert, why: 'fired', at: ago(19) }),
      received(TouchpointAlertResolved, { alert, at: ago(15) }),
    ]);
    await check();
    expect(await listed('silent')).toEqual(['ann', 'dan']);
    const entries = await list('silent');
    expect(entries.find(({ customer }) => customer.externalId === 'ann')?.reasons).toEqual([
      { code: 'breached-standard', evidence: [(visit.data as { interactionId: string }).interactionId, alert.alertId] },
    ]);
    const story = new ComplaintStory({ customer: customerOf('dan'), openedAt: ago(1) });
    await take(story.now(ComplaintOpened, {}).now(ComplaintMessageReceived, { at: ago(0) } as never).events);
    await check();
    expect(await listed('silent')).toEqual(['ann']);
  });

  it('takes in history without telling anybody (case 18)', async () => {
    await take([said('ann', 1, 2, { history: true }), said('bob', 1, 2)]);
    await check();
    expect(await listed('intervention')).toEqual(['ann', 'bob']);
    expect(await told()).toEqual(['bob entered intervention']);
  });

  it('follows new rules, and a dry run says who enters and leaves', async () => {
    await take([said('ann', 3), said('bob', 5)]);
    await check();
    const dryRun = await database.dataSource.transaction((tx) => dryRunRules({ badScore: 5 }, tx));
    expect(dryRun).toMatchObject({ customers: 2, ofCustomers: 2 });
    expect(dryRun.lists[0]).toMatchObject({ list: 'intervention', now: 1, after: 2, entering: 1, leaving: 0 });
    expect(await listed('intervention')).toEqual(['ann']);
    const publication = { content: { badScore: 5 }, expectedVersion: undefined, actor: 'ops' };
    await database.dataSource.transaction((tx) => customerListRules.publish(publication, tx));
    await check();
    expect(await listed('intervention')).toEqual(['ann', 'bob']);
    await database.dataSource.transaction((tx) => customerListRules.publish({ ...publication, content: {} }, tx));
  });

  it('keeps whom somebody called, and says that nobody drew lots', async () => {
    await take([said('ann', 1), said('bob', 1)]);
    await check();
    const [entry] = await list('intervention');
    const contact = { list: 'intervention' as const, id: entry?.id ?? '', by: 'anna', outcome: 'reached', note: null };
    await database.dataSource.transaction((tx) => contactCustomer(contact, tx));
    const bought = {
      amount: { minor: 100, currency: 'HKD' } as never,
      occurredAt: new Date(Date.now() + 1_000).toISOString(),
    };
    await take([interaction(entry?.customer.externalId ?? '', bought)]);
    await check();
    const again = (await list('intervention')).find(({ id }) => id === entry?.id);
    expect(again?.contacted).toMatchObject({ by: 'anna', outcome: 'reached' });
    const results = await database.dataSource.transaction((tx) =>
      listResults(tx, 'intervention', { since: undefined, until: undefined }),
    );
    expect(results).toMatchObject({
      contacted: { n: 1, stayed: 1, rate: 1, pending: 0 },
      notContacted: { n: 0, stayed: 0, rate: null, pending: 1 },
      difference: null,
      random: false,
    });
  });
});

describe('the summary of a customer', () => {
  it('has all in one call, by either id', async () => {
    const profile = { ...customerOf('ann'), stage: 'stable' };
    await take([
      interaction('ann', { amount: { minor: 500, currency: 'HKD' } as never, occurredAt: ago(3) }),
      said('ann', 1),
      ...new ComplaintStory({ customer: customerOf('ann') }).now(ComplaintOpened, {}).events,
      received(CustomerChanged, { customer: profile, stub: false, version: 2, updatedAt: ago(1) }),
    ]);
    await check();
    const read = (id: string) => database.dataSource.transaction((tx) => customerSummary(tx, id));
    const summary = await read('ann');
    expect(summary).toMatchObject({
      customer: { externalId: 'ann', stage: 'stable' },
      merged: [],
      experience: { mean: 1 },
      lists: [{ list: 'intervention' }],
      interactions: { count: 1, amounts: [{ currency: 'HKD', minor: 500, orders: 1 }] },
      feedback: { count: 1, newest: [{ nps: 1, score: 1 }] },
      complaints: { count: 1, open: 1 },
    });
    expect(await read(`id:${profile.customerId}`)).toEqual(summary);
    await expect(read('nobody')).rejects.toThrow();
  });
});

describe('facts of customers', () => {
  const what = fc.record({
    name: fc.constantFrom('ann', 'bob', 'cat'),
    day: fc.integer({ min: 1, max: 60 }),
    nps: fc.nat(10),
    kind: fc.constantFrom('interaction', 'feedback', 'feedback', 'complaint', 'profile'),
    course: fc.constantFrom('stays', 'stays', 'superseded', 'retracted'),
    history: fc.boolean(),
  });
  const events = fc
    .sample(what, { numRuns: 150, seed: 5 })
    .flatMap(({ name, day: days, nps, kind, course, history }): ReceivedEvent[] => {
      if (kind === 'interaction') return [interaction(name, { occurredAt: ago(days), history })];
      if (kind === 'profile') {
        return [
          received(CustomerChanged, {
            customer: { ...customerOf(name), tier: String(nps) },
            stub: false,
            version: 61 - days,
            updatedAt: ago(days),
          }),
        ];
      }
      if (kind === 'complaint') {
        const story = new ComplaintStory({ customer: customerOf(name), openedAt: ago(days) });
        return story.now(ComplaintOpened, {}).now(ComplaintMessageReceived, { at: ago(days - 1) } as never).events;
      }
      const first = said(name, nps, days, { history });
      const { feedbackId, ...before } = first.data;
      const about = { feedbackId, version: 2, before, by: 'crm', at: ago(0) };
      if (course === 'stays') return [first];
      const next = received(FeedbackSuperseded, {
        ...about,
        after: { ...before, answers: { ...before.answers, nps: 10 - nps } },
      });
      return course === 'superseded'
        ? [first, next]
        : [first, next, received(FeedbackRetracted, { ...about, version: 3 })];
    });

  async function project(some: readonly ReceivedEvent[], generation: number, batch: number): Promise<void> {
    for (let i = 0; i < some.length; i += batch) {
      await database.dataSource.transaction(async (tx) => {
        for (const { contracts, project: into } of projections) {
          const types = contracts.map(({ type }) => type);
          const fitting = some.slice(i, i + batch).filter(({ type }) => types.includes(type));
          if (fitting.length > 0) await into(fitting, tx, generation);
        }
      });
    }
  }

  it('are the same in whatever order and batches the events come, repeats included', async () => {
    const current = await generationStore.current(database.dataSource);
    await project(events, current, 9);
    const second = await generationStore.create(database.dataSource);
    await project(shuffled([...events, ...events.slice(0, 50)], 3), second, 31);
    const [one, other] = await digestsOf(database.dataSource, [current, second]);
    expect(other).toBe(one);
    await generationStore.drop(database.dataSource, second);
  });

  it('are rebuilt to the same bytes, and so are the lists', async () => {
    await take(events);
    await check();
    const before = { intervention: await listed('intervention'), told: await told() };
    const log = async (give: (some: readonly ReceivedEvent[]) => Promise<void>) => give(events);
    expect(await rebuild({ log, projections }, database.dataSource)).toMatchObject({ same: true });
    await check();
    expect({ intervention: await listed('intervention'), told: await told() }).toEqual(before);
  });
});
