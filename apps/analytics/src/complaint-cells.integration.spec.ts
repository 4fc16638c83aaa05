import {
  CompensationFulfilled,
  ComplaintAcknowledged,
  ComplaintAnswered,
  ComplaintClockBreached,
  ComplaintClosed,
  ComplaintEscalated,
  ComplaintHandlingRated,
  ComplaintOpened,
  ComplaintReopened,
  ComplaintResolved,
  ComplaintSeverityChanged,
  sampleCustomer,
} from '@harken/contracts';
import type { ReceivedEvent } from '@harken/messaging';
import { type TestDatabase, testDatabase } from '@harken/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { analyticsSubscriptions, projections } from './analytics.subscriptions.ts';
import { relativeError } from './complaints/cells/duration-sketch.ts';
import { maxPending, rollUpAllChanges, rollUpChanges } from './complaints/cells/roll-up-changes.use-case.ts';
import {
  type ComplaintFiguresKey,
  type ComplaintFiguresRow,
  complaintDimensions,
  readComplaintFigures,
} from './complaints/figures/complaint-figures.queries.ts';
import { ComplaintStory, journey, shuffled } from './events.builder.ts';
import { parseFiguresQuery, type RawQuery } from './figures/figures-query.ts';
import { AnalyticsBaseline1796083200000 } from './migrations/baseline.ts';
import { digestsOf } from './rebuild/digest.queries.ts';
import { generationTables } from './rebuild/generation.store.ts';
import { type EventLog, rebuild } from './rebuild/rebuild.use-case.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase('analytics', {
    migrations: [AnalyticsBaseline1796083200000],
  });
});
afterAll(() => database.drop());
beforeEach(empty);

async function empty(): Promise<void> {
  for (const table of generationTables) await database.dataSource.query(`DELETE FROM ${table}`);
}

async function take(events: readonly ReceivedEvent[]): Promise<void> {
  for (let i = 0; i < events.length; i += 11) {
    await database.dataSource.transaction(async (tx) => {
      for (const { contracts, handle } of analyticsSubscriptions) {
        const some = events.slice(i, i + 11).filter(({ type }) => contracts.some((contract) => contract.type === type));
        if (some.length > 0) await handle(some, tx);
      }
    });
  }
}
const rollUp = () => database.dataSource.transaction((tx) => rollUpAllChanges(tx, 1));
const count = async (table: string) => {
  const [row] = await database.dataSource.query(`SELECT count(*)::integer AS n FROM ${table}`);
  return row.n as number;
};

const day = 24 * 3_600_000;
const start = Date.parse('2026-01-28T00:00:00Z');
const at = (ms: number) => new Date(start + ms).toISOString();

/** What can happen to a complaint, in any number and order. */
const whatHappens = [
  'acknowledge',
  'answer',
  'resolve',
  'close',
  'reopen',
  'severity',
  'breach',
  'up',
  'pay',
  'rate',
] as const;
type Step = readonly [(typeof whatHappens)[number], number];

const step: fc.Arbitrary<Step> = fc.tuple(fc.constantFrom(...whatHappens), fc.integer({ min: 1, max: 30 * day }));
interface Complaint {
  openedAfter: number;
  touchpoint: string | null;
  team: string;
  tier: string | null;
  product: string | null;
  location: string | null;
  segments: string[];
  steps: Step[];
}

const complaint: fc.Arbitrary<Complaint> = fc.record({
  openedAfter: fc.integer({ min: 0, max: 40 * day }),
  touchpoint: fc.constantFrom('handover', 'viewing', null),
  team: fc.constantFrom('stores', 'after-sales'),
  tier: fc.constantFrom('gold', null),
  product: fc.constantFrom('model-a', 'model-b', null),
  location: fc.constantFrom('north-shop', null),
  segments: fc.constantFrom<string[]>(['family', 'investor'], ['family'], []),
  steps: fc.array(step, { maxLength: 8 }),
});

function storyOf({ openedAfter, tier, segments, steps, ...given }: Complaint): ReceivedEvent[] {
  const customer = { ...sampleCustomer, tier, segments };
  const story = new ComplaintStory({ ...given, openedAt: at(openedAfter), customer });
  story.now(ComplaintOpened, {});
  let cycle = 1;
  for (const [i, [what, after]] of steps.entries()) {
    const when = { at: at(openedAfter + after) };
    const escalationId = `01926f3a-7c1e-7b54-9d0e-00000000000${i}`;
    if (what === 'acknowledge') story.now(ComplaintAcknowledged, when, { status: 'acknowledged' });
    if (what === 'answer') story.now(ComplaintAnswered, when, { status: 'answered' });
    if (what === 'resolve') story.now(ComplaintResolved, when, { status: 'resolved' });
    if (what === 'close') story.now(ComplaintClosed, when, { status: 'closed' });
    if (what === 'reopen') story.now(ComplaintReopened, when, { status: 'assigned', cycle: ++cycle });
    if (what === 'severity') story.now(ComplaintSeverityChanged, when, { severity: after % 2 ? 'low' : 'critical' });
    if (what === 'breach') story.now(ComplaintClockBreached, { ...when, clock: 'first_response' });
    const amount = after % 3 ? { minor: after, currency: after % 2 ? 'HKD' : 'EUR' } : null;
    const compensation = { ...CompensationFulfilled.sample.compensation, compensationId: escalationId, amount };
    if (what === 'pay') story.now(CompensationFulfilled, { compensation });
    const rating = { feedbackId: escalationId, csat: 1 + (after % 5), nps: null, ces: null };
    if (what === 'rate') story.now(ComplaintHandlingRated, { rating });
    if (what === 'up') story.now(ComplaintEscalated, { ...when, escalationId, level: 1 + (after % 9) });
  }
  return story.events;
}

const maps = ['a', 'b'].map((journeyId) =>
  journey({ journeyId, places: [{ touchpoint: 'handover', stage: 'moving-in' }] }),
);

const ranges: readonly RawQuery[] = [
  {},
  { from: '2026-01-30T07:31:00Z', to: '2026-03-03T15:17:00Z' },
  { from: '2026-02-01', to: '2026-03-01' },
  { from: '2026-02-03T10:00:00Z', to: '2026-02-27T12:00:00Z' },
  { from: '2026-02-03T10:00:00Z', to: '2026-02-03T19:00:00Z' },
];
const queries: readonly RawQuery[] = [
  {},
  { groupBy: 'status' },
  { groupBy: 'severity,team', period: 'month' },
  { groupBy: 'segment,touchpoint' },
  { groupBy: 'stage,severity', period: 'week' },
  { groupBy: 'journey', period: 'day' },
  { journey: ['a', 'b'] },
  { tier: ['', 'gold'], groupBy: 'team', period: 'day' },
  { segment: ['family'] },
  { segment: ['family', 'investor'] },
  { groupBy: 'team,severity', tier: ['gold'] },
  { groupBy: 'team', period: 'hour' },
  { groupBy: 'product', period: 'day' },
  { groupBy: 'location', period: 'month' },
  { groupBy: 'product,location' },
  { groupBy: 'stage', product: ['', 'model-a'] },
  { groupBy: 'product,segment' },
  { groupBy: 'touchpoint,team', location: ['north-shop'] },
];
const allQueries: readonly RawQuery[] = queries.flatMap((query) => ranges.map((range) => ({ ...query, ...range })));

async function read(raw: RawQuery, maxExact: number, limit = 500): Promise<ComplaintFiguresRow[]> {
  const query = parseFiguresQuery(raw, complaintDimensions);
  const rows = await readComplaintFigures(database.dataSource, query, { after: undefined, limit }, maxExact);
  return rows.map(({ row }) => row);
}

const everyOne = 1_000_000_000;
const times = ['timeToAcknowledge', 'timeToFirstAnswer', 'timeToResolve'] as const;

/** The row without what may be approximate. */
function exactly(row: ComplaintFiguresRow): object {
  return { ...row, ...Object.fromEntries(times.map((time) => [time, row[time].n])) };
}

async function expectSameFigures(): Promise<void> {
  for (const query of allQueries) {
    const [exact, fromCells] = [await read(query, everyOne), await read(query, 0)];
    expect([query, fromCells.map(exactly)]).toEqual([query, exact.map(exactly)]);
    for (const [i, row] of exact.entries()) {
      for (const time of times) expectNear(fromCells[i]?.[time], row[time]);
    }
  }
}

function expectNear(
  found: ComplaintFiguresRow['timeToResolve'] | undefined,
  exact: ComplaintFiguresRow['timeToResolve'],
): void {
  for (const percentile of ['medianSeconds', 'p90Seconds'] as const) {
    const [near, right] = [found?.[percentile] ?? null, exact[percentile]];
    if (right === null || near === null) expect(near).toBe(right);
    else expect(Math.abs(near - right)).toBeLessThanOrEqual(relativeError * right + 0.001);
  }
}

describe('cells of complaints', () => {
  it('give the figures of a recount of all complaints, before and after the roll-up, whatever the order of events', async () => {
    await fc.assert(
      fc
        .asyncProperty(
          fc.array(complaint, { minLength: 1, maxLength: 12 }),
          fc.nat(1_000),
          async (complaints, seed) => {
            const events = [...complaints.flatMap(storyOf), ...maps];
            const delivered = shuffled([...events, ...shuffled(events, seed + 1).slice(0, 20)], seed + 2);
            await take(delivered.slice(0, delivered.length / 2));
            await rollUp();
            await take(delivered.slice(delivered.length / 2));
            await expectSameFigures();
            await rollUp();
            expect(await count('complaint_changes')).toBe(0);
            await expectSameFigures();
          },
        )
        .beforeEach(empty),
      { numRuns: 15 },
    );
  }, 120_000);

  const manyComplaints = () => fc.sample(complaint, { numRuns: 30, seed: 4 }).flatMap(storyOf);

  it('have the same bytes whenever they were rolled up, and after a rebuild', async () => {
    const events = manyComplaints();
    const digest = async () => (await digestsOf(database.dataSource, [1]))[0];
    await take(events);
    const first = await digest();
    await empty();
    for (const [i, event] of shuffled(events, 7).entries()) {
      await take([event]);
      if (i % 13 === 0) await rollUp();
    }
    expect(await digest()).toBe(first);
    await database.dataSource.query('UPDATE complaint_cells SET n = n + 1');
    expect(await digest()).not.toBe(first);
    const log: EventLog = (give) => give(shuffled(events, 8));
    const rebuilt = await rebuild({ log, projections }, database.dataSource);
    expect(rebuilt).toMatchObject({ same: false, after: { digest: first } });
  });

  it('are removed when they are empty', async () => {
    const story = new ComplaintStory({ severity: 'low' }).now(ComplaintOpened, {});
    await take(story.events);
    await rollUp();
    const cells = await count('complaint_cells');
    await take(story.now(ComplaintSeverityChanged, {}, { severity: 'high' }).events.slice(1));
    // Not yet rolled up, the old group is empty and has no row.
    expect((await read({ groupBy: 'severity' }, 0)).map(({ group, n }) => [group.severity, n])).toEqual([['high', 1]]);
    await rollUp();
    expect(await count('complaint_cells')).toBe(cells);
  });

  it('page without gap or repeat', async () => {
    await take(manyComplaints());
    await rollUp();
    const query = parseFiguresQuery({ groupBy: 'team,status', period: 'day' }, complaintDimensions);
    const keys: unknown[] = [];
    for (let after: ComplaintFiguresKey | undefined, rows = 2; rows === 2; ) {
      const page = await readComplaintFigures(database.dataSource, query, { after, limit: 2 }, 0);
      keys.push(...page.map(({ key }) => key));
      after = page.at(-1)?.key;
      rows = page.length;
    }
    const whole = await readComplaintFigures(database.dataSource, query, { after: undefined, limit: 500 }, 0);
    expect(keys).toEqual(whole.map(({ key }) => key));
  });

  it('are updated only when many changes are pending', async () => {
    await take(manyComplaints());
    const waiting = await count('complaint_changes');
    expect(await database.dataSource.transaction(rollUpChanges)).toBe(0);
    expect(await count('complaint_changes')).toBe(waiting);
    const [{ columns }] = await database.dataSource.query(
      `SELECT string_agg(column_name, ', ') AS columns FROM information_schema.columns
        WHERE table_name = 'complaint_changes' AND column_name <> 'id'`,
    );
    await database.dataSource.query(
      `INSERT INTO complaint_changes (${columns})
       SELECT ${columns} FROM complaint_changes CROSS JOIN generate_series(1, $1::integer)`,
      [Math.ceil(maxPending / waiting)],
    );
    expect(await database.dataSource.transaction(rollUpChanges)).toBe(1);
    expect(await count('complaint_cells')).toBeGreaterThan(0);
  });
});
