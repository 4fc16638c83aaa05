import {
  CompensationFulfilled,
  CompensationProposed,
  ComplaintAcknowledged,
  ComplaintAnswered,
  ComplaintClockBreached,
  ComplaintClockMet,
  ComplaintClosed,
  ComplaintEscalated,
  ComplaintHandlingRated,
  ComplaintMarkedDuplicate,
  ComplaintMessageReceived,
  ComplaintOpened,
  ComplaintReopened,
  ComplaintResolved,
  ComplaintSeverityChanged,
  ComplaintWithdrawn,
} from '@harken/contracts';
import type { ReceivedEvent } from '@harken/messaging';
import { newId } from '@harken/messaging';
import { npsInterval } from '@harken/statistics';
import { type TestDatabase, testDatabase } from '@harken/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { analyticsSubscriptions, projections } from './analytics.subscriptions.ts';
import { complaintDimensions, readComplaintFigures } from './complaints/figures/complaint-figures.queries.ts';
import { ComplaintStory, feedback, journey, shuffled } from './events.builder.ts';
import { parseFiguresQuery, periods, type RawQuery } from './figures/figures-query.ts';
import { AnalyticsBaseline1796083200000 } from './migrations/baseline.ts';
import { digestsOf } from './rebuild/digest.queries.ts';
import { generationStore, generationTables } from './rebuild/generation.store.ts';
import { type EventLog, rebuild } from './rebuild/rebuild.use-case.ts';
import { readScores, scoreDimensions } from './scores/scores.queries.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase('analytics', {
    migrations: [AnalyticsBaseline1796083200000],
  });
});
afterAll(() => database.drop());
beforeEach(async () => {
  await empty();
});

async function empty(): Promise<void> {
  for (const table of generationTables) await database.dataSource.query(`DELETE FROM ${table}`);
}

/** As the consumer does: each portion in one transaction, neighbours of one type together. */
async function take(events: readonly ReceivedEvent[], portion = 7): Promise<void> {
  for (let i = 0; i < events.length; i += portion) {
    await database.dataSource.transaction(async (tx) => {
      for (const event of events.slice(i, i + portion)) {
        const subscription = analyticsSubscriptions.find(({ contracts }) =>
          contracts.some(({ type }) => type === event.type),
        );
        await subscription?.handle([event], tx);
      }
    });
  }
}

const scores = async (metric: string, raw: RawQuery = {}) => {
  const query = parseFiguresQuery(raw, scoreDimensions);
  const rows = await readScores(database.dataSource, metric, query, { after: undefined, limit: 500 });
  return rows.map(({ row }) => row);
};
const figures = async (raw: RawQuery = {}) => {
  const query = parseFiguresQuery(raw, complaintDimensions);
  const rows = await readComplaintFigures(database.dataSource, query, { after: undefined, limit: 500 });
  return rows.map(({ row }) => row);
};
const digest = async () => {
  const current = await generationStore.current(database.dataSource);
  return (await digestsOf(database.dataSource, [current]))[0];
};

const nps = (value: number, given: Parameters<typeof feedback>[0] = {}) =>
  feedback({ ...given, answers: { nps: value } });

describe('scores', () => {
  it('equal a computation by hand, per group and in total', async () => {
    await take([
      ...[10, 9, 9, 7, 3].map((value) => nps(value, { touchpoint: 'handover' })),
      ...[0, 6, 8].map((value) => nps(value, { touchpoint: 'viewing' })),
      nps(10, { touchpoint: null }),
    ]);
    const rows = await scores('nps', { groupBy: 'touchpoint' });
    expect(rows.map(({ group, n, value }) => [group.touchpoint, n, value])).toEqual([
      [null, 1, 100],
      ['handover', 5, 40],
      ['viewing', 3, (100 * -2) / 3],
    ]);
    expect(rows[1]?.interval).toEqual(npsInterval({ promoters: 3, passives: 1, detractors: 1 }));
    expect(await scores('nps')).toMatchObject([{ group: {}, n: 9, promoters: 4, passives: 2, detractors: 3 }]);
  });

  it('count a customer of two segments in both rows and once in the total', async () => {
    await take([
      nps(10, { customer: { segments: ['owner', 'vip'] } }),
      nps(0, { customer: { segments: ['owner'] } }),
      nps(0, { customer: { segments: [] } }),
    ]);
    const rows = await scores('nps', { groupBy: 'segment' });
    expect(rows.map(({ group, n, value }) => [group.segment, n, value])).toEqual([
      [null, 1, -100],
      ['owner', 2, 0],
      ['vip', 1, 100],
    ]);
    expect(await scores('nps')).toMatchObject([{ n: 3 }]);
    expect(await scores('nps', { segment: ['owner', 'vip'] })).toMatchObject([{ n: 2 }]);
    expect(await scores('nps', { segment: ['vip'], groupBy: 'segment' })).toMatchObject([
      { group: { segment: 'vip' } },
    ]);
    expect(await scores('nps', { segment: [''] })).toMatchObject([{ n: 1, value: -100 }]);
  });

  it('are null, not 0, without data; groups without data have no row', async () => {
    expect(await scores('csat')).toEqual([{ group: {}, n: 0, value: null, interval: null, satisfied: 0, mean: null }]);
    expect(await scores('ces')).toMatchObject([{ value: null, scale: { min: 1, max: 7 } }]);
    expect(await scores('nps', { groupBy: 'tier' })).toEqual([]);
    await take([feedback({ answers: { factors: [factor('service', null), factor('price', 4)] } })]);
    expect(await scores('experience:service')).toMatchObject([{ n: 0, value: null }]);
    expect(await scores('experience:price')).toMatchObject([{ n: 1, value: 4, interval: null }]);
  });

  it('do not mix the scales of one rating', async () => {
    const food = (value: number, min: number, max: number) =>
      feedback({ answers: { ratings: [{ name: 'food', value, min, max }] } });
    await take([food(2, 1, 5), food(4, 1, 5), food(60, 0, 100)]);
    expect((await scores('rating:food')).map(({ n, value, scale }) => [n, value, scale])).toEqual([
      [1, 60, { min: 0, max: 100 }],
      [2, 3, { min: 1, max: 5 }],
    ]);
  });

  it('follow the journey map, also one that comes later or out of order', async () => {
    await take([
      nps(10, { touchpoint: 'handover' }),
      nps(0, { touchpoint: 'snagging' }),
      nps(5, { touchpoint: 'other' }),
    ]);
    await take([
      journey({
        journeyId: 'property',
        version: 2,
        places: [place('handover', 'moving-in'), place('snagging', 'living')],
      }),
      journey({ journeyId: 'property', version: 1, places: [place('handover', 'old')] }),
      journey({ journeyId: 'rental', version: 1, places: [place('handover', 'moving-in')] }),
    ]);
    expect((await scores('nps', { groupBy: 'stage' })).map(({ group, n }) => [group.stage, n])).toEqual([
      [null, 1],
      ['living', 1],
      ['moving-in', 1],
    ]);
    // The touchpoint of two journeys counts in both, and once where only its stage is asked for.
    expect(
      (await scores('nps', { groupBy: 'journey,stage' })).map(({ group, n }) => [...Object.values(group), n]),
    ).toEqual([
      [null, null, 1],
      ['property', 'living', 1],
      ['property', 'moving-in', 1],
      ['rental', 'moving-in', 1],
    ]);
    expect(await scores('nps', { journey: ['property', 'rental'] })).toMatchObject([{ n: 2 }]);
    expect(await scores('nps', { journey: [''] })).toMatchObject([{ n: 1 }]);
  });

  it('are exact for any range', async () => {
    const times = ['2026-01-31T23:59:59.999Z', '2026-02-01T00:00:00Z', '2026-02-14T10:20:00Z', '2026-03-02T10:15:30Z'];
    await take(times.map((occurredAt) => nps(10, { occurredAt })));
    const n = async (from: string, to: string) => (await scores('nps', { from, to }))[0]?.n;
    expect(await n('2026-01-01', '2026-04-01')).toBe(4);
    expect(await n('2026-02-01', '2026-03-02T10:15:30Z')).toBe(2);
    expect(await n('2026-02-01', '2026-03-02T10:15:30.001Z')).toBe(3);
    expect(await n('2026-01-31T23:59:59.999Z', '2026-02-14T10:20:00Z')).toBe(2);
    const weeks = await scores('nps', { period: 'week' });
    expect(weeks.map(({ period, n: answers }) => [period, answers])).toEqual([
      ['2026-01-26T00:00:00.000Z', 2],
      ['2026-02-09T00:00:00.000Z', 1],
      ['2026-03-02T00:00:00.000Z', 1],
    ]);
    expect(await scores('nps', { period: 'hour', from: '2026-03-02' })).toMatchObject([
      { period: '2026-03-02T10:00:00.000Z' },
    ]);
  });

  it('equal a recount of all answers, for any range and period', async () => {
    const between = fc.integer({ min: Date.parse('2026-01-20T00:00:00Z'), max: Date.parse('2026-03-10T00:00:00Z') });
    const answer = fc.record({ at: between, touchpoint: fc.constantFrom('viewing', 'handover'), value: fc.nat(10) });
    const bound = fc.option(between, { nil: undefined });
    const anyQuery = fc.record({ from: bound, to: bound, period: fc.constantFrom(undefined, ...periods) });
    const given = fc.sample(answer, { numRuns: 400, seed: 5 });
    await take(
      given.map(({ at, ...rest }) => nps(rest.value, { ...rest, occurredAt: new Date(at).toISOString() })),
      400,
    );
    await fc.assert(
      fc.asyncProperty(anyQuery, async ({ from, to, period }) => {
        const reversed = from !== undefined && to !== undefined && from > to;
        const [since, until] = (reversed ? [to, from] : [from, to]).map((t) =>
          t === undefined ? undefined : new Date(t).toISOString(),
        );
        const counted: { touchpoint: string; period: Date; n: number; promoters: number; detractors: number }[] =
          await database.dataSource.query(
            `SELECT touchpoint, date_trunc($3, occurred_at, 'UTC') AS period, count(*)::integer AS n,
               count(*) FILTER (WHERE value >= 9)::integer AS promoters, count(*) FILTER (WHERE value <= 6)::integer AS detractors
             FROM score_facts JOIN dimension_sets USING (set_id)
             WHERE metric = 'nps' AND occurred_at >= coalesce($1, '-infinity'::timestamptz) AND occurred_at < coalesce($2, 'infinity'::timestamptz)
             GROUP BY 1, 2 ORDER BY 2, 1`,
            [since, until, period ?? 'millennium'],
          );
        const rows = await scores('nps', { from: since, to: until, period, groupBy: 'touchpoint' });
        expect(rows).toMatchObject(
          counted.map(({ touchpoint, period: when, ...counts }) => ({
            group: { touchpoint },
            ...(period ? { period: when.toISOString() } : {}),
            ...counts,
          })),
        );
        expect(rows).toHaveLength(counted.length);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('page without gap or repeat', async () => {
    await take(['a', 'b', 'c', 'd', 'e'].map((touchpoint) => nps(9, { touchpoint })));
    const query = parseFiguresQuery({ groupBy: 'touchpoint', period: 'day' }, scoreDimensions);
    const first = await readScores(database.dataSource, 'nps', query, { after: undefined, limit: 3 });
    const rest = await readScores(database.dataSource, 'nps', query, { after: first[2]?.key, limit: 3 });
    expect([...first, ...rest].map(({ row }) => row.group.touchpoint)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

const factor = (name: string, experience: number | null) => ({
  factor: name,
  experience,
  expectation: null,
  importance: null,
  ideal: null,
});
const place = (touchpoint: string, stage: string) => ({ touchpoint, stage });

const openedAt = '2026-03-02T09:00:00.000Z';
const after = (minutes: number) => new Date(Date.parse(openedAt) + minutes * 60_000).toISOString();
const opened = (given = {}) => new ComplaintStory({ openedAt, ...given }).now(ComplaintOpened, {});

function answeredLate(minutes: number, given = {}): ComplaintStory {
  return opened(given)
    .now(ComplaintAcknowledged, { at: after(minutes / 10) }, { status: 'acknowledged' })
    .now(ComplaintClockBreached, { clock: 'first_response', at: after(minutes - 1) })
    .now(ComplaintEscalated, {
      escalationId: `01926f3a-7c1e-7b54-9d0e-0000000${10_000 + minutes}`,
      level: 1,
      clock: 'first_response',
    })
    .now(ComplaintAnswered, { at: after(minutes) }, { status: 'answered' })
    .now(ComplaintResolved, { at: after(2 * minutes) }, { status: 'resolved' });
}

describe('complaint figures', () => {
  it('equal a computation by hand', async () => {
    const stories = [answeredLate(10), answeredLate(20), answeredLate(90), opened({ severity: 'low' })];
    await take(stories.flatMap(({ events }) => events));
    expect(await figures()).toMatchObject([
      {
        group: {},
        n: 4,
        opened: 4,
        open: 1,
        acknowledged: 3,
        answered: 3,
        answerRate: { value: 0.75 },
        resolved: 3,
        timeToAcknowledge: { n: 3, medianSeconds: 120, p90Seconds: 540 },
        timeToFirstAnswer: { n: 3, medianSeconds: 1200, p90Seconds: 5400 },
        timeToResolve: { n: 3, medianSeconds: 2400, p90Seconds: 10_800 },
        breaches: { acknowledge: 0, firstResponse: 3, resolution: 0, total: 3, complaints: 3 },
        breachRate: { value: 0.75 },
        escalations: { 1: { complaints: 3, escalations: 3 }, 2: { complaints: 0, escalations: 0 } },
        straightToManagement: 0,
        reopens: 0,
        reopenRate: { value: 0 },
      },
    ]);
    const bySeverity = await figures({ groupBy: 'severity,status', period: 'day' });
    expect(bySeverity.map(({ group, period, n }) => [group.severity, group.status, period, n])).toEqual([
      ['high', 'resolved', '2026-03-02T00:00:00.000Z', 3],
      ['low', 'received', '2026-03-02T00:00:00.000Z', 1],
    ]);
  });

  it('count the missed deadlines of every clock', async () => {
    const story = opened()
      .now(ComplaintClockBreached, { clock: 'progress_update', at: after(5) })
      .now(ComplaintClockMet, { clock: 'next_response', at: after(6), late: true })
      .now(ComplaintClockBreached, { clock: 'regulatory', at: after(7) });
    await take(story.events);
    const breaches = { acknowledge: 0, nextResponse: 1, progressUpdate: 1, regulatory: 1, total: 3, complaints: 1 };
    expect(await figures()).toMatchObject([{ breaches, breachRate: { value: 1 } }]);
  });

  it('are corrected by a reopening and by a changed severity, in the period of the opening', async () => {
    const story = answeredLate(10);
    await take(story.events);
    expect(await figures()).toMatchObject([{ answered: 1, resolved: 1, reopens: 0 }]);
    const seen = story.events.length;
    story
      .now(ComplaintReopened, { at: after(50_000) }, { cycle: 2, status: 'assigned' })
      .now(ComplaintSeverityChanged, { at: after(50_001) }, { severity: 'critical' });
    await take(story.events.slice(seen));
    expect(await figures({ groupBy: 'severity', period: 'day' })).toMatchObject([
      {
        group: { severity: 'critical' },
        period: '2026-03-02T00:00:00.000Z',
        open: 1,
        answered: 0,
        resolved: 0,
        timeToFirstAnswer: { medianSeconds: 600 },
        timeToResolve: { n: 0, medianSeconds: null },
        reopens: 1,
        reopenRate: { value: 1 },
      },
    ]);
  });

  it('figures are right after a reopen: one complaint, one missed deadline, the time to resolve from the first day', async () => {
    const story = opened();
    story
      .now(ComplaintAnswered, { at: after(10), first: true }, { status: 'answered' })
      .now(ComplaintClockBreached, { clock: 'resolution', at: after(20) })
      .now(ComplaintResolved, { at: after(30) }, { status: 'resolved' })
      .now(ComplaintClockMet, { clock: 'resolution', at: after(30), late: true })
      .now(ComplaintClosed, { at: after(31) }, { status: 'closed' })
      .now(ComplaintReopened, { at: after(60) }, { cycle: 2, status: 'received' })
      .now(ComplaintMessageReceived, { at: after(65) })
      .now(ComplaintAnswered, { at: after(70), first: true }, { status: 'answered' })
      .now(ComplaintResolved, { at: after(150) }, { status: 'resolved' })
      .now(ComplaintClockMet, { clock: 'resolution', at: after(150), late: true })
      .now(ComplaintClosed, { at: after(151) }, { status: 'closed' });
    await take(shuffled([...story.events, ...story.events], 3));
    expect(await figures({ period: 'day' })).toMatchObject([
      {
        opened: 1,
        open: 0,
        answered: 1,
        resolved: 1,
        closed: 1,
        timeToFirstAnswer: { n: 1, medianSeconds: 600 },
        timeToResolve: { n: 1, medianSeconds: 9_000 },
        breaches: { resolution: 1, total: 1, complaints: 1 },
        reopens: 1,
        reopened: 1,
      },
    ]);
  });

  it('contain the spend per currency and the satisfaction with the handling', async () => {
    const got = (compensationId: string, minor: number | null, currency = 'HKD') => ({
      compensation: {
        ...CompensationFulfilled.sample.compensation,
        compensationId,
        amount: minor === null ? null : { minor, currency },
      },
    });
    const rating = (feedbackId: string, csat: number | null) => ({
      rating: { feedbackId, csat, nps: null, ces: null },
    });
    const [a, b, c, d] = Array.from({ length: 4 }, () => newId()) as [string, string, string, string];
    const one = opened({ team: 'after-sales' })
      .now(CompensationProposed, {})
      .now(CompensationFulfilled, got(a, 1_000))
      .now(CompensationFulfilled, got(b, 250, 'EUR'))
      .now(ComplaintHandlingRated, rating(a, 5))
      .now(ComplaintHandlingRated, rating(b, null));
    const two = opened({ team: 'after-sales' })
      .now(CompensationFulfilled, got(c, 500))
      .now(ComplaintHandlingRated, rating(c, 2));
    const three = opened({ team: 'sales' }).now(CompensationFulfilled, got(d, null));
    const events = [one, two, three, opened({ team: 'sales' })].flatMap((story) => story.events);
    await take(shuffled([...events, ...events], 7));
    expect(await figures()).toMatchObject([
      {
        n: 4,
        compensated: 3,
        spent: { HKD: { minor: 1_500, count: 2 }, EUR: { minor: 250, count: 1 } },
        satisfactionWithHandling: { n: 2, value: 0.5, interval: { level: 0.95 } },
      },
    ]);
    expect(await figures({ groupBy: 'team', period: 'day' })).toMatchObject([
      { group: { team: 'after-sales' }, spent: { HKD: { minor: 1_500, count: 2 }, EUR: { minor: 250, count: 1 } } },
      { group: { team: 'sales' }, compensated: 1, spent: {}, satisfactionWithHandling: { n: 0, value: null } },
    ]);
  });

  it('count a withdrawn one and a duplicate once, and never as answered or resolved (case 22)', async () => {
    await take([
      ...answeredLate(10).events,
      ...opened().now(ComplaintMarkedDuplicate, { at: after(300) }, { status: 'duplicate' }).events,
      ...opened().now(ComplaintWithdrawn, { at: after(300) }, { status: 'withdrawn' }).events,
    ]);
    expect(await figures()).toMatchObject([
      {
        ...{ opened: 3, open: 0, duplicates: 1, withdrawn: 1, answered: 1, resolved: 1, timeToResolve: { n: 1 } },
        ...{ answerRate: { value: expect.closeTo(1 / 3) }, timeToFirstAnswer: { n: 1 } },
      },
    ]);
  });

  it('are null, not 0, without complaints', async () => {
    expect(await figures()).toMatchObject([
      { n: 0, value: null, interval: null, answerRate: { value: null }, timeToResolve: { n: 0, medianSeconds: null } },
    ]);
    expect(await figures({ groupBy: 'team' })).toEqual([]);
  });

  it('go by the journey map, and count a touchpoint of two journeys once where journeys only filter', async () => {
    await take([
      ...opened({ touchpoint: 'handover' }).events,
      ...opened({ touchpoint: 'viewing' }).events,
      journey({ journeyId: 'a', places: [place('handover', 'moving-in')] }),
      journey({ journeyId: 'b', places: [place('handover', 'moving-in')] }),
    ]);
    expect(await figures({ journey: ['a', 'b'] })).toMatchObject([{ n: 1 }]);
    expect((await figures({ groupBy: 'journey' })).map(({ group, n }) => [group.journey, n])).toEqual([
      [null, 1],
      ['a', 1],
      ['b', 1],
    ]);
  });
});

function manyEvents(): ReceivedEvent[] {
  const said = Array.from({ length: 40 }, (_, i) =>
    feedback({
      occurredAt: after(i * 977),
      touchpoint: ['handover', 'viewing', null][i % 3] ?? null,
      customer: { segments: [['owner', 'vip'], ['owner'], []][i % 3] ?? [] },
      answers: { nps: i % 11, csat: 1 + (i % 5), factors: [factor('service', (i % 100) / 10 + 0.1)] },
    }),
  );
  const stories = Array.from({ length: 5 }, (_, i) => answeredLate(10 + i, { touchpoint: 'handover' }));
  stories[0]?.now(ComplaintReopened, { at: after(99_999) }, { cycle: 2, status: 'assigned' });
  stories[1]?.now(CompensationFulfilled, {}).now(ComplaintHandlingRated, {});
  const maps = [1, 2, 3].map((version) =>
    journey({ journeyId: 'property', version, places: [place('handover', `stage-${version}`)] }),
  );
  return [...said, ...stories.flatMap(({ events }) => events), ...maps];
}

/** Gives the events out in portions, as the log does. */
const logOf = (events: readonly ReceivedEvent[]): EventLog => {
  return async (give) => {
    for (let i = 0; i < events.length; i += 50) await give(events.slice(i, i + 50));
  };
};

describe('the same events', () => {
  const events = manyEvents();

  it('give the same digest in any order, in any batches, and with repeats', async () => {
    await take(events, 11);
    const first = await digest();
    for (const seed of [1, 2]) {
      await empty();
      await take(shuffled([...events, ...shuffled(events, seed).slice(0, 25)], seed), seed * 13);
      expect(await digest()).toBe(first);
    }
  });

  it('keep the cells equal to the sums of the facts', async () => {
    await take(shuffled(events, 5));
    const drift = await database.dataSource.query(
      `SELECT metric, granularity, n, sum, sum_of_squares FROM (
         SELECT metric, granularity, sum(n) AS n, sum(sum) AS sum, sum(sum_of_squares) AS sum_of_squares
         FROM score_cells GROUP BY metric, granularity
       ) AS cells
       EXCEPT
       SELECT metric, granularity, count(*), sum(value), sum(value * value)
       FROM score_facts CROSS JOIN unnest(ARRAY['hour', 'day', 'month']) AS granularity GROUP BY metric, granularity`,
    );
    expect(drift).toEqual([]);
  });
});

describe('a rebuild', () => {
  const events = manyEvents();

  it('from the log gives the same bytes', async () => {
    await take(events);
    const before = await digest();
    const rebuilt = await rebuild({ log: logOf(shuffled(events, 9)), projections }, database.dataSource);
    expect(rebuilt).toMatchObject({ events: events.length, same: true, before: { digest: before } });
    expect(await digest()).toBe(before);
    const generations = await database.dataSource.query('SELECT DISTINCT generation FROM score_cells');
    expect(generations).toHaveLength(1);
  });

  it('repairs figures that have drifted', async () => {
    await take(events);
    const good = await digest();
    await database.dataSource.query('UPDATE score_cells SET n = n + 1');
    const rebuilt = await rebuild({ log: logOf(events), projections }, database.dataSource);
    expect(rebuilt).toMatchObject({ same: false, after: { digest: good } });
  });

  it('lets readers see the old figures while it runs, and misses no event that arrives meanwhile', async () => {
    await take(events);
    const [early] = await scores('nps');
    const log: EventLog = async (give) => {
      await give(events.slice(0, 20));
      await take([nps(10), ...opened().events]);
      expect(await scores('nps')).toMatchObject([{ n: (early?.n ?? 0) + 1 }]);
      await give(events.slice(20));
    };
    const rebuilt = await rebuild({ log, projections }, database.dataSource);
    expect(rebuilt.same).toBe(true);
    expect(await scores('nps')).toMatchObject([{ n: (early?.n ?? 0) + 1 }]);
    expect(await figures()).toMatchObject([{ n: 6 }]);
  });

  it('fails without a change when the log has lost its beginning', async () => {
    await take(events);
    const before = await digest();
    const cut = { log: logOf(events.slice(30)), projections };
    await expect(rebuild(cut, database.dataSource)).rejects.toMatchObject({ code: 'rebuild.would-lose-facts' });
    expect(await digest()).toBe(before);
    expect(await generationStore.unfinished(database.dataSource)).toBeUndefined();
    await expect(rebuild({ ...cut, allowFewer: true }, database.dataSource)).resolves.toMatchObject({ same: false });
  });

  it('starts over after a killed one', async () => {
    await take(events);
    const made = await generationStore.create(database.dataSource);
    await generationStore.writeToBuilding(database.dataSource, async (tx) => {
      await projections[0]?.project(events.slice(0, 10), tx, made);
    });
    await expect(rebuild({ log: logOf(events), projections }, database.dataSource)).resolves.toMatchObject({
      same: true,
    });
  });
});
