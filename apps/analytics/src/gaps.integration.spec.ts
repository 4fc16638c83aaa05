import { FeedbackRetracted, FeedbackSuperseded } from '@harken/contracts';
import { newId, type ReceivedEvent } from '@harken/messaging';
import { type TestDatabase, testDatabase } from '@harken/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { projections } from './analytics.subscriptions.ts';
import { feedback, journey, received, shuffled } from './events.builder.ts';
import { gapDimensions, readGaps } from './experience/gaps/gaps.queries.ts';
import { gapRows } from './experience/gaps/gaps.ts';
import { parseFiguresQuery, type RawQuery } from './figures/figures-query.ts';
import { AnalyticsBaseline1796083200000 } from './migrations/baseline.ts';
import { digestsOf } from './rebuild/digest.queries.ts';
import { generationStore, generationTables } from './rebuild/generation.store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('analytics', { migrations: [AnalyticsBaseline1796083200000] });
});
afterAll(() => database?.drop());
beforeEach(async () => {
  for (const table of generationTables) await database.dataSource.query(`DELETE FROM ${table}`);
});

async function take(events: readonly ReceivedEvent[], generation = 1, batch = 9): Promise<void> {
  for (let i = 0; i < events.length; i += batch) {
    await database.dataSource.transaction(async (tx) => {
      for (const { contracts, project } of projections) {
        const types = contracts.map(({ type }) => type);
        const some = events.slice(i, i + batch).filter(({ type }) => types.includes(type));
        if (some.length > 0) await project(some, tx, generation);
      }
    });
  }
}

const gaps = async (raw: RawQuery = {}) => {
  const query = parseFiguresQuery({ groupBy: 'factor', ...raw }, gapDimensions);
  const groups = await readGaps(database.dataSource, query);
  return gapRows(groups, { importance: 'stated', crosshairs: 'means' }).map(({ row }) => row);
};

type Factor = { factor: string; experience: number | null; [measure: string]: string | number | null };
const answer = (factor: string, given: Partial<Factor> = {}) => ({
  factor,
  experience: null,
  expectation: null,
  importance: null,
  ideal: null,
  ...given,
});

describe('gaps', () => {
  it('come out as in the worked example of the seed, and what was not given stays null', async () => {
    const factors = [
      answer('price', { experience: 7, expectation: 7, ideal: 7 }),
      answer('brand', { experience: 7, expectation: 7, ideal: 7 }),
      answer('service', { experience: 6, ideal: 6 }),
      answer('product', { experience: 6, expectation: 7, ideal: 6 }),
      answer('convenience', { experience: 5, expectation: 7, importance: 9, ideal: 10 }),
      answer('relationship', { experience: 4, ideal: 4 }),
    ];
    await take([feedback({ touchpoint: 'shop', answers: { factors } }), feedback({ touchpoint: 'other' })]);
    const rows = await gaps({ touchpoint: 'shop' });
    expect(
      rows.map(({ group, satisfaction, priority, gap, keyExperience }) => [
        group.factor,
        satisfaction,
        priority,
        gap,
        keyExperience,
      ]),
    ).toEqual([
      ['brand', 0, null, 0, false],
      ['convenience', -2, -18, -5, true],
      ['price', 0, null, 0, false],
      ['product', -1, null, 0, false],
      ['relationship', null, null, 0, false],
      ['service', null, null, 0, false],
    ]);
    expect(await gaps({ touchpoint: 'nowhere' })).toEqual([]);
  });

  it('have weights of their own per segment, and rows per touchpoint and stage', async () => {
    const said = (segments: string[], importance: number, touchpoint: string) =>
      feedback({
        touchpoint,
        customer: { segments },
        answers: { factors: [answer('speed', { experience: 4, importance })] },
      });
    await take([
      said(['young'], 9, 'viewing'),
      said(['old'], 3, 'handover'),
      said(['old', 'young'], 6, 'handover'),
      journey({ places: [{ touchpoint: 'handover', stage: 'moving-in' }] }),
    ]);
    const by = async (groupBy: string, filter: RawQuery = {}) =>
      (await gaps({ groupBy, ...filter })).map(({ group, importance, n }) => [
        ...Object.values(group),
        importance?.mean,
        n,
      ]);
    expect(await by('factor', { segment: 'young' })).toEqual([['speed', 7.5, 2]]);
    expect(await by('factor,segment')).toEqual([
      ['speed', 'old', 4.5, 2],
      ['speed', 'young', 7.5, 2],
    ]);
    expect(await by('touchpoint')).toEqual([
      ['handover', 4.5, 2],
      ['viewing', 9, 1],
    ]);
    expect(await by('stage')).toEqual([
      [null, 9, 1],
      ['moving-in', 4.5, 2],
    ]);
  });

  it('show what the same customers experienced the time before', async () => {
    const [anna, ben] = [newId(), newId()];
    const said = (customerId: string, day: number, experience: number, factor = 'speed') =>
      feedback({
        customer: { customerId },
        occurredAt: `2026-03-0${day}T10:00:00.000Z`,
        answers: { factors: [answer(factor, { experience, expectation: 8 })] },
      });
    await take([
      said(anna, 1, 9),
      said(anna, 3, 5),
      said(ben, 2, 7),
      said(ben, 5, 6),
      said(anna, 4, 2),
      said(ben, 4, 1, 'price'),
    ]);
    const rows = await gaps({ from: '2026-03-04' });
    // Anna's 5 before her 2, Ben's 7 before his 6; nobody spoke of the price before.
    expect(rows.map(({ group, previousExperience }) => [group.factor, previousExperience])).toEqual([
      ['price', null],
      ['speed', expect.objectContaining({ mean: 6, n: 2, sampled: 1 })],
    ]);
  });

  it('take merged customers as one', async () => {
    const [kept, merged] = [newId(), newId()];
    const said = (customerId: string, day: number, experience: number) =>
      feedback({
        customer: { customerId },
        occurredAt: `2026-03-0${day}T10:00:00.000Z`,
        answers: { factors: [answer('speed', { experience })] },
      });
    await take([said(merged, 1, 9), said(kept, 3, 5)]);
    const previous = async () => (await gaps({ from: '2026-03-02' }))[0]?.previousExperience?.mean ?? null;
    expect(await previous()).toBeNull();
    await database.dataSource.query('INSERT INTO customer_merges VALUES (1, $1, $2, now())', [merged, kept]);
    expect(await previous()).toBe(9);
  });

  it('count what holds now, in any order of events, and a rebuild gives the same bytes (property)', async () => {
    const measure = fc.option(fc.constantFrom(1, 2.5, 3, 6.75));
    const said = fc.record({
      day: fc.integer({ min: 1, max: 60 }),
      nps: fc.option(fc.nat(10)),
      voice: fc.constantFrom('customer' as const, 'customer' as const, 'staff' as const, 'management' as const),
      touchpoint: fc.constantFrom('viewing', 'handover', null),
      segments: fc.subarray(['a', 'b']),
      scale: fc.constantFrom({}, { min: 1, max: 7 }),
      factors: fc.dictionary(
        fc.constantFrom('price', 'speed', 'staff'),
        fc.record({ experience: measure, expectation: measure, importance: measure, ideal: measure }),
        { noNullPrototype: true },
      ),
    });
    type Said = typeof said extends fc.Arbitrary<infer S> ? S : never;
    const heard = ({ day, nps, voice, touchpoint, segments, scale, factors }: Said) =>
      feedback({
        voice,
        touchpoint,
        customer: voice === 'customer' ? { segments } : null,
        occurredAt: new Date(Date.UTC(2026, 1, day, 22)).toISOString(),
        answers: {
          nps,
          factors: Object.entries(factors).map(([factor, given]) => ({ factor, ...given, ...scale })),
        },
      });
    const courses = fc.sample(fc.tuple(said, fc.array(fc.option(said, { freq: 4 }), { maxLength: 3 })), {
      numRuns: 150,
      seed: 5,
    });
    const stories = courses.map(([first, corrections]) => {
      const original = heard(first);
      const { feedbackId } = original.data;
      const events: ReceivedEvent[] = [original];
      let { feedbackId: _, ...before } = original.data;
      for (const [index, next] of corrections.entries()) {
        const about = { feedbackId, version: index + 2, before, by: 'crm', at: '2026-03-01T00:00:00.000Z' };
        if (next === null) return { events: [...events, received(FeedbackRetracted, about)], last: null };
        const { feedbackId: _own, ...after } = heard(next).data;
        events.push(received(FeedbackSuperseded, { ...about, after }));
        before = after;
      }
      return { events, last: { ...original, data: { feedbackId, ...before } } };
    });
    const all = stories.flatMap(({ events }) => events);
    await take(all, 1, 7);
    const second = await generationStore.create(database.dataSource);
    await take(shuffled([...all, ...all.slice(0, 90)], 3), second, 40);
    const [first, again] = await digestsOf(database.dataSource, [1, second]);
    expect(again).toBe(first);
    await generationStore.drop(database.dataSource, second);

    const held = await generationStore.create(database.dataSource);
    await take(
      stories.flatMap(({ last }) => last ?? []),
      held,
      50,
    );
    const cells = (generation: number): Promise<unknown[]> =>
      database.dataSource.query(
        `SELECT (to_jsonb(t) - 'generation')::text AS line FROM factor_cells t WHERE generation = $1 ORDER BY line`,
        [generation],
      );
    const expected = await cells(held);
    expect(expected.length).toBeGreaterThan(100);
    expect(await cells(1)).toEqual(expected);
    await generationStore.drop(database.dataSource, held);

    // Counted again by hand, over a range that begins and ends within a day.
    const [from, to] = ['2026-02-10T22:00:00Z', '2026-03-12T21:30:00Z'];
    const answers = stories
      .flatMap(({ last }) => last ?? [])
      .filter(({ data }) => data.voice === 'customer' && data.occurredAt >= from && data.occurredAt < to)
      .flatMap(({ data }) => data.answers.factors)
      .filter(({ factor, experience }) => factor === 'speed' && experience !== null)
      .map(({ experience, min = 0, max = 10 }) => (10 * ((experience as number) - min)) / (max - min));
    const [row] = await gaps({ from, to, factor: 'speed' });
    expect(row?.experience?.n).toBe(answers.length);
    expect(row?.experience?.mean).toBeCloseTo(answers.reduce((sum, one) => sum + one, 0) / answers.length, 9);
  }, 60_000);
});
