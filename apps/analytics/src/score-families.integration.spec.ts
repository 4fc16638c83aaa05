import type { ReceivedEvent } from '@harken/messaging';
import { type TestDatabase, testDatabase } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { projections } from './analytics.subscriptions.ts';
import { feedback, journey, shuffled } from './events.builder.ts';
import { parseFiguresQuery, type RawQuery } from './figures/figures-query.ts';
import { AnalyticsBaseline1796083200000 } from './migrations/baseline.ts';
import { digestsOf } from './rebuild/digest.queries.ts';
import { generationStore } from './rebuild/generation.store.ts';
import { rebuild } from './rebuild/rebuild.use-case.ts';
import { readScores, scoreDimensions } from './scores/scores.queries.ts';

let database: TestDatabase;

const maps = ['a', 'b'].map((journeyId) =>
  journey({ journeyId, places: [{ touchpoint: 'handover', stage: 'moving-in', team: 'keys' }] }),
);
const stageOf = (touchpoint: string | null) => (touchpoint === 'handover' ? 'moving-in' : null);

const answer = fc.record({
  at: fc.integer({ min: Date.parse('2026-01-20T00:00:00Z'), max: Date.parse('2026-03-10T00:00:00Z') }),
  nps: fc.nat(10),
  product: fc.constantFrom('kitchen', 'bath', null),
  location: fc.constantFrom('tower-1', 'tower-2', null),
  touchpoint: fc.constantFrom('viewing', 'handover', null),
  channel: fc.constantFrom('web', 'phone'),
  segments: fc.constantFrom<string[]>(['family', 'investor'], ['family'], []),
});
type Answer = typeof answer extends fc.Arbitrary<infer A> ? A : never;
const answers = fc.sample(answer, { numRuns: 300, seed: 7 });
const events = answers.map(({ at, nps, segments, ...given }) =>
  feedback({ ...given, occurredAt: new Date(at).toISOString(), answers: { nps }, customer: { segments } }),
);

async function take(given: readonly ReceivedEvent[]): Promise<void> {
  const generation = await generationStore.current(database.dataSource);
  for (const { contracts, project } of projections) {
    const some = given.filter(({ type }) => contracts.some((contract) => contract.type === type));
    for (let i = 0; i < some.length; i += 40) {
      await database.dataSource.transaction((tx) => project(some.slice(i, i + 40), tx, generation));
    }
  }
}

beforeAll(async () => {
  database = await testDatabase('analytics', { migrations: [AnalyticsBaseline1796083200000] });
  // Repeats count once.
  await take([...maps, ...shuffled(events, 1), ...events.slice(0, 50)]);
});
afterAll(() => database.drop());

const read = async (raw: RawQuery) => {
  const query = parseFiguresQuery(raw, scoreDimensions);
  return readScores(database.dataSource, 'nps', query, { after: undefined, limit: 500 });
};

const valuesOf = (one: Answer, dimension: string): readonly (string | null)[] => {
  if (dimension === 'segment') return one.segments.length > 0 ? one.segments : [null];
  if (dimension === 'stage') return [stageOf(one.touchpoint)];
  return [one[dimension as 'product' | 'location' | 'touchpoint' | 'channel']];
};

/** The counts of each group, from the answers themselves. */
function recount({ from, to, period, groupBy, ...filters }: RawQuery): object[] {
  const inRange = ({ at }: Answer) => (!from || at >= Date.parse(from)) && (!to || at < Date.parse(to));
  const wanted = (one: Answer) =>
    Object.entries(filters).every(([name, values]) =>
      valuesOf(one, name).some((value) => (values as string[]).includes(value ?? '')),
    );
  const groups = new Map<string, { n: number; promoters: number; detractors: number }>();
  for (const one of answers.filter((given) => inRange(given) && wanted(given))) {
    const [first = [''], second = ['']] = (groupBy ?? '')
      .split(',')
      .flatMap((name) => (name ? [valuesOf(one, name)] : []));
    for (const key of first.flatMap((a) => second.map((b) => JSON.stringify([periodOf(one, period), a, b])))) {
      const sums = groups.get(key) ?? { n: 0, promoters: 0, detractors: 0 };
      sums.n++;
      sums.promoters += one.nps >= 9 ? 1 : 0;
      sums.detractors += one.nps <= 6 ? 1 : 0;
      groups.set(key, sums);
    }
  }
  return [...groups].map(([key, sums]) => ({ key, ...sums }));
}

function periodOf({ at }: Answer, period: RawQuery['period']): string | null {
  const length = { hour: 13, day: 10, week: undefined, month: 7, quarter: undefined, year: 4 }[period ?? 'week'];
  return length ? new Date(at).toISOString().slice(0, length) : null;
}

async function figures(raw: RawQuery): Promise<object[]> {
  const length = { hour: 13, day: 10, week: undefined, month: 7, quarter: undefined, year: 4 }[raw.period ?? 'week'];
  return (await read(raw)).map(({ row }) => {
    const [first = '', second = ''] = Object.values(row.group);
    const key = JSON.stringify([length ? (row.period?.slice(0, length) ?? null) : null, first, second]);
    return { key, n: row.n, promoters: row.promoters, detractors: row.detractors };
  });
}

const byKey = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort();

const ranges: readonly RawQuery[] = [
  {},
  { from: '2026-02-01', to: '2026-03-01' },
  { from: '2026-01-30T07:31:00Z', to: '2026-03-03T15:17:00Z' },
  { from: '2026-02-03T10:00:00Z', to: '2026-02-03T19:00:00Z' },
];
const queries: readonly RawQuery[] = [
  { groupBy: 'product' },
  { groupBy: 'location', period: 'day' },
  { groupBy: 'product', period: 'hour' },
  { product: ['kitchen', ''] },
  { groupBy: 'product,touchpoint' },
  { groupBy: 'channel,location', period: 'month' },
  { groupBy: 'product,location' },
  { groupBy: 'location', product: ['kitchen'] },
  { groupBy: 'location', product: [''] },
  { groupBy: 'product', location: ['tower-1', ''] },
  { product: ['kitchen'], location: ['tower-1'] },
  { groupBy: 'product,segment' },
  { groupBy: 'product', segment: ['family'] },
  { groupBy: 'product', segment: ['family', 'investor'] },
  { groupBy: 'stage', location: ['tower-1', ''] },
  { groupBy: 'product,location', touchpoint: ['handover'] },
  { groupBy: 'touchpoint,channel', product: ['bath'], period: 'day' },
  { groupBy: 'stage,channel', location: ['tower-2'] },
];

describe('scores by product and location', () => {
  it.each(queries.map((query) => [JSON.stringify(query), query] as const))(
    '%s equal a recount of all answers',
    async (_, query) => {
      for (const range of ranges) {
        const rows = byKey(await figures({ ...query, ...range }));
        const counted = recount({ ...query, ...range });
        if (counted.length > 0) expect([range, rows]).toEqual([range, byKey(counted)]);
      }
    },
  );

  it('count a touchpoint of two journeys once where journeys only filter', async () => {
    const expected = answers.filter(
      ({ touchpoint, product }) => touchpoint === 'handover' && product === 'bath',
    ).length;
    for (const extra of [{}, { channel: ['web', 'phone'] }]) {
      const [found] = await read({ product: ['bath'], journey: ['a', 'b'], ...extra });
      expect(found?.row.n).toBe(expected);
    }
    const teams = await read({ groupBy: 'team', product: ['bath'] });
    expect(teams.find(({ row }) => row.group.team === 'keys')?.row.n).toBe(expected);
  });

  it('page without gap or repeat', async () => {
    const query = parseFiguresQuery({ groupBy: 'product,location' }, scoreDimensions);
    const whole = await readScores(database.dataSource, 'nps', query, { after: undefined, limit: 500 });
    const first = await readScores(database.dataSource, 'nps', query, { after: undefined, limit: 4 });
    const rest = await readScores(database.dataSource, 'nps', query, { after: first[3]?.key, limit: 500 });
    expect([...first, ...rest]).toEqual(whole);
  });

  it('have cells of their own only where there is a product or location', async () => {
    const [{ n }] = await database.dataSource.query(
      `SELECT count(*)::integer AS n FROM score_family_cells WHERE first = '' AND second = ''`,
    );
    expect(n).toBe(0);
  });

  it('have the same bytes after a rebuild', async () => {
    const [before] = await digestsOf(database.dataSource, [await generationStore.current(database.dataSource)]);
    const log = (give: (given: readonly ReceivedEvent[]) => Promise<void>) => give(shuffled([...events, ...maps], 3));
    const rebuilt = await rebuild({ log, projections }, database.dataSource);
    expect(rebuilt).toMatchObject({ same: true, after: { digest: before } });
    await database.dataSource.query('UPDATE score_family_cells SET n = n + 1');
    expect(await digestsOf(database.dataSource, [await generationStore.current(database.dataSource)])).not.toEqual([
      before,
    ]);
  });
});
