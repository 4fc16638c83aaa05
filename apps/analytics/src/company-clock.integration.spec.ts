import { ComplaintOpened } from '@harken/contracts';
import type { ReceivedEvent } from '@harken/messaging';
import { type TestDatabase, testDatabase } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { projections } from './analytics.subscriptions.ts';
import { rollUpAllChanges } from './complaints/cells/roll-up-changes.use-case.ts';
import { complaintDimensions, readComplaintFigures } from './complaints/figures/complaint-figures.queries.ts';
import { ComplaintStory, feedback, shuffled } from './events.builder.ts';
import { parseFiguresQuery, periods, type RawQuery } from './figures/figures-query.ts';
import { AnalyticsBaseline1796083200000 } from './migrations/baseline.ts';
import { generationStore } from './rebuild/generation.store.ts';
import { type EventLog, rebuild } from './rebuild/rebuild.use-case.ts';
import { readScores, scoreDimensions } from './scores/scores.queries.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('analytics', { migrations: [AnalyticsBaseline1796083200000] });
});
afterAll(() => database.drop());

const zones = ['Asia/Kolkata', 'Australia/Lord_Howe', 'America/New_York', 'Asia/Bangkok', 'UTC'] as const;
// Every second one is within two days of a change of the clocks of Lord Howe or New York.
const changes = ['2025-10-04T15:30Z', '2025-11-02T06:00Z', '2026-03-08T07:00Z', '2026-04-04T15:00Z'].map(Date.parse);
const ofAllYear = fc.integer({ min: Date.parse('2025-09-20T00:00Z'), max: Date.parse('2026-04-20T00:00Z') });
const nearChange = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -170_000_000, max: 170_000_000 }))
  .map(([change, ms]) => change + ms);
const moment = fc.oneof(ofAllYear, nearChange);
const fact = fc.record({
  at: moment,
  touchpoint: fc.constantFrom('viewing', 'handover'),
  product: fc.constantFrom('kitchen', null),
});
const facts = fc.sample(fact, { numRuns: 700, seed: 11 });
const iso = (at: number) => new Date(at).toISOString();

const events: ReceivedEvent[] = facts.flatMap(({ at, touchpoint, product }) => [
  feedback({ touchpoint, product, occurredAt: iso(at), answers: { nps: at % 11 } }),
  ...new ComplaintStory({ openedAt: iso(at), touchpoint, product }).now(ComplaintOpened, {}).events,
]);
const log: EventLog = async (give) => {
  const given = shuffled(events, 3);
  for (let i = 0; i < given.length; i += 200) await give(given.slice(i, i + 200));
};

type Counts = Record<string, number>;

/** Brute force: each fact by itself, its period by luxon. */
function recount({ period, timezone = 'UTC', from, to, groupBy, product }: RawQuery): Counts {
  const bound = (text: string | undefined, open: number) =>
    text === undefined ? open : DateTime.fromISO(text, { zone: timezone }).toMillis();
  const counts: Counts = {};
  for (const one of facts) {
    if (one.at < bound(from, Number.NEGATIVE_INFINITY) || one.at >= bound(to, Number.POSITIVE_INFINITY)) continue;
    if (product && one.product !== product[0]) continue;
    const start = period && DateTime.fromMillis(one.at, { zone: timezone }).startOf(period).toMillis();
    const key = `${start === undefined ? '' : iso(start)} ${groupBy ? one.touchpoint : ''}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

type Row = { readonly n: number; readonly period?: string; readonly group: Readonly<Record<string, string | null>> };

const counted = (rows: readonly { readonly row: Row }[]): Counts =>
  Object.fromEntries(
    rows.filter(({ row }) => row.n > 0).map(({ row }) => [`${row.period ?? ''} ${row.group.touchpoint ?? ''}`, row.n]),
  );

const page = { after: undefined, limit: 100_000 };
async function scoresBy(raw: RawQuery): Promise<Counts> {
  return counted(await readScores(database.dataSource, 'nps', parseFiguresQuery(raw, scoreDimensions), page));
}
async function complaintsBy(raw: RawQuery, maxExact: number): Promise<Counts> {
  const query = parseFiguresQuery(raw, complaintDimensions);
  return counted(await readComplaintFigures(database.dataSource, query, page, maxExact));
}

const bound = fc.option(
  fc.oneof(
    moment.map(iso),
    moment.map((at) => iso(at).slice(0, 10)),
  ),
  { nil: undefined },
);
const query = fc
  .record({
    timezone: fc.constantFrom(...zones),
    period: fc.constantFrom(undefined, ...periods),
    from: bound,
    to: bound,
    groupBy: fc.constantFrom(undefined, 'touchpoint'),
    product: fc.constantFrom(undefined, ['kitchen']),
  })
  .filter(({ from, to, timezone }) => {
    const at = (text: string) => DateTime.fromISO(text, { zone: timezone }).toMillis();
    return !from || !to || at(from) <= at(to);
  })
  .map((raw) => Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined)) as RawQuery);

describe.each(['Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'])('with cells of %s', (cut) => {
  beforeAll(async () => {
    await rebuild({ log, projections, timezone: cut, allowFewer: true }, database.dataSource);
    const current = await generationStore.current(database.dataSource);
    await database.dataSource.transaction((tx) => rollUpAllChanges(tx, current));
  }, 120_000);

  it('every period of every zone equals a recount of all facts', async () => {
    expect(await generationStore.currentZone(database.dataSource)).toBe(cut);
    for (const timezone of zones)
      for (const period of periods) {
        const raw = { timezone, period };
        expect([raw, await scoresBy(raw)]).toEqual([raw, recount(raw)]);
        expect([raw, await complaintsBy(raw, 0)]).toEqual([raw, recount(raw)]);
      }
  }, 120_000);

  it('any range, period, group and filter in any zone equals a recount of all facts', async () => {
    await fc.assert(
      fc.asyncProperty(query, async (raw) => {
        const right = recount(raw);
        expect([raw, await scoresBy(raw)]).toEqual([raw, right]);
        expect([raw, await complaintsBy(raw, 0)]).toEqual([raw, right]);
        expect([raw, await complaintsBy(raw, 1_000_000)]).toEqual([raw, right]);
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});

it('a query without a time zone has the days and dates of the company', () => {
  const raw = { from: '2026-03-02', to: '2026-03-03' };
  const { since, until } = parseFiguresQuery({ ...raw, timezone: 'Asia/Bangkok' }, []);
  expect([since, until]).toEqual([new Date('2026-03-01T17:00:00Z'), new Date('2026-03-02T17:00:00Z')]);
});
