import { FeedbackRetracted, FeedbackSuperseded } from '@harken/contracts';
import type { ReceivedEvent } from '@harken/messaging';
import { type TestDatabase, testDatabase } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { projections } from './analytics.subscriptions.ts';
import { feedback, received, shuffled } from './events.builder.ts';
import { AnalyticsBaseline1796083200000 } from './migrations/baseline.ts';
import { digestsOf } from './rebuild/digest.queries.ts';
import { generationStore } from './rebuild/generation.store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('analytics', { migrations: [AnalyticsBaseline1796083200000] });
});
afterAll(() => database?.drop());

type Heard = ReturnType<typeof feedback>;

const said = fc.record({
  day: fc.integer({ min: 1, max: 28 }),
  nps: fc.option(fc.nat(10)),
  speed: fc.option(fc.constantFrom(1, 2.5, 3.75)),
  product: fc.constantFrom('kitchen', null),
  touchpoint: fc.constantFrom('viewing', 'handover'),
  voice: fc.constantFrom('customer' as const, 'customer' as const, 'staff' as const),
});
/** What was said first, and each correction of it; null takes it back. */
const course = fc.tuple(said, fc.array(fc.option(said, { freq: 4 }), { maxLength: 3 }));
type Course = typeof course extends fc.Arbitrary<infer C> ? C : never;
const courses = fc.sample(course, { numRuns: 120, seed: 11 });

/** The events of one feedback that was corrected several times, ended by a retraction if there is one; and what holds. */
function storyOf([first, corrections]: Course): { events: ReceivedEvent[]; last: Heard | null } {
  const heard = feedback(factsOf(first));
  const { feedbackId } = heard.data;
  const events: ReceivedEvent[] = [heard];
  let { feedbackId: _, ...before } = heard.data;
  for (const [index, next] of corrections.entries()) {
    const about = { feedbackId, version: index + 2, before, by: 'crm', at: '2026-03-01T00:00:00.000Z' };
    if (next === null) return { events: [...events, received(FeedbackRetracted, about)], last: null };
    const { feedbackId: _own, ...after } = feedback(factsOf(next)).data;
    events.push(received(FeedbackSuperseded, { ...about, after }));
    before = after;
  }
  return { events, last: { ...heard, data: { feedbackId, ...before } } };
}

const factsOf = ({ day, nps, speed, ...given }: Course[0]) => ({
  ...given,
  occurredAt: new Date(Date.UTC(2026, 1, day, 10)).toISOString(),
  answers: { nps, ratings: speed === null ? [] : [{ name: 'speed', value: speed, min: 1, max: 5 }] },
});

async function take(events: readonly ReceivedEvent[], generation: number, batch: number): Promise<void> {
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

describe('scores of corrected feedback', () => {
  const stories = courses.map(storyOf);
  const all = stories.flatMap(({ events }) => events);
  const rows = (table: string, generation: number): Promise<unknown[]> =>
    database.dataSource.query(
      `SELECT (to_jsonb(t) - 'generation')::text AS line FROM ${table} t WHERE generation = $1 ORDER BY line`,
      [generation],
    );

  it('are those of what holds, whatever the order and the batches', async () => {
    await take(all, 1, 7);
    const second = await generationStore.create(database.dataSource);
    await take(shuffled([...all, ...all.slice(0, 80)], 3), second, 40);
    const [first, again] = await digestsOf(database.dataSource, [1, second]);
    expect(again).toBe(first);
    await generationStore.drop(database.dataSource, second);
    const held = await generationStore.create(database.dataSource);
    await take(
      stories.flatMap(({ last }) => last ?? []),
      held,
      50,
    );
    for (const table of ['score_facts', 'score_cells', 'score_family_cells']) {
      const expected = await rows(table, held);
      expect(expected.length).toBeGreaterThan(20);
      expect(await rows(table, 1)).toEqual(expected);
    }
  });
});
