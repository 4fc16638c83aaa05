import { messagingMigrations, type ReceivedEvent } from '@harken/messaging';
import { serviceMigrations } from '@harken/service';
import { type TestDatabase, testDatabase } from '@harken/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { projections } from './analytics.subscriptions.ts';
import { feedback } from './events.builder.ts';
import { cycleAnswer } from './improvement/cycles/cycle-answer.queries.ts';
import { cycleMarkdown } from './improvement/cycles/cycle-markdown.dto.ts';
import { improvementCycles } from './improvement/cycles/improvement-cycles.document.ts';
import { publishCycle } from './improvement/cycles/publish-cycle.use-case.ts';
import { actionPlans } from './improvement/plans/action-plans.document.ts';
import { planAnswer } from './improvement/plans/plan-result.queries.ts';
import { AnalyticsBaseline1796083200000 } from './migrations/baseline.ts';
import { generationTables } from './rebuild/generation.store.ts';

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

const none = { experience: null, expectation: null, importance: null, ideal: null };
/** The worked example of the seven steps: Meisu, a chain of shops. */
const seed = [
  { ...none, factor: 'price', experience: 7, expectation: 7, ideal: 7 },
  { ...none, factor: 'brand', experience: 7, expectation: 7, ideal: 7 },
  { ...none, factor: 'service', experience: 6, ideal: 6 },
  { ...none, factor: 'product', experience: 6, expectation: 7, ideal: 6 },
  { ...none, factor: 'convenience', experience: 5, expectation: 7, importance: 9, ideal: 10 },
  { ...none, factor: 'relationship', experience: 4, ideal: 4 },
];
const [from, to] = ['2026-01-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'];
const now = new Date('2026-06-01T00:00:00Z');
const at = (day: number) => new Date(Date.parse(from) + day * 86_400_000).toISOString();

const publish = (id: string, content: object) =>
  database.dataSource.transaction(async (tx) => {
    const cycle = await publishCycle({ id, content, expectedVersion: undefined, actor: 'ann' }, tx);
    return cycleAnswer(tx, cycle, now);
  });
const read = (id: string) =>
  database.dataSource.transaction(async (tx) => cycleAnswer(tx, await improvementCycles.latest(tx, id), now));

describe('an improvement cycle', () => {
  it('reads like the worked example, to the number, is measured, and the next one starts from its result', async () => {
    await take([
      feedback({ occurredAt: at(5), answers: { factors: seed } }),
      feedback({ occurredAt: at(6), answers: { factors: seed } }),
    ]);
    const written = {
      name: 'Meisu',
      from,
      to,
      brandValues: ['Marked prices', 'A brand to depend on'],
      requirements: ['More shops in the same street'],
      alignment: { strategy: 'No sales on the web', capability: 'Close weak shops elsewhere' },
      actionPlans: ['more-shops'],
    };
    const first = await publish('meisu', written);
    expect(first.keyExperience).toEqual({ factor: 'convenience', importance: 9, satisfaction: -2, priority: -18 });
    expect(first.gap).toEqual({ factor: 'convenience', actual: 5, ideal: 10, gap: -5 });
    const byFactor = Object.fromEntries(first.experience.map((one) => [one.factor, [one.satisfaction, one.gap]]));
    expect(byFactor).toEqual({
      price: [0, 0],
      brand: [0, 0],
      service: [null, 0],
      product: [-1, 0],
      convenience: [-2, -5],
      relationship: [null, 0],
    });
    expect(first.feedback).toMatchObject({ verdict: 'cannot tell', change: null });
    const plan = {
      name: 'More shops',
      owner: 'ann',
      from: to,
      due: at(120),
      metric: 'experience:convenience',
      baseline: 5,
      target: 8,
    };
    await database.dataSource.transaction((tx) =>
      actionPlans.publish({ id: 'more-shops', content: plan, expectedVersion: undefined, actor: 'ann' }, tx),
    );
    const better = (day: number) =>
      feedback({
        occurredAt: at(day),
        answers: { factors: [{ ...none, factor: 'convenience', experience: 8 + (day % 2) }] },
      });
    const worse = (day: number) =>
      feedback({
        occurredAt: at(day),
        answers: { factors: [{ ...none, factor: 'convenience', experience: 4 + 2 * (day % 2) }] },
      });
    await take([
      ...Array.from({ length: 59 }, (_, day) => worse(day)),
      ...Array.from({ length: 60 }, (_, day) => better(day + 60)),
    ]);
    const measured = await read('meisu');
    expect(measured.experience).toEqual(first.experience);
    expect(measured.feedback).toMatchObject({ factor: 'convenience', verdict: 'better', before: { mean: 5 } });
    expect(measured.plans).toMatchObject([
      { id: 'more-shops', isDue: true, result: { verdict: 'better', targetMet: true } },
    ]);
    const second = await publish('next', { name: 'Convenience', from: to, to: at(120), previous: 'meisu' });
    expect(second.brandValues).toEqual(['convenience']);
    expect((await read('meisu')).next).toEqual(['next']);
    const text = cycleMarkdown(measured);
    expect(text).toContain('| 3 Key experience | convenience: 9 x -2 = -18 |');
    expect(text).toContain('| 4 Gap to the ideal | convenience: 5 - 10 = -5 |');
    expect(text).toContain('| service | 6 | – | – | – | – | 6 | 0 | 2 |');
  });

  it('keeps its data when they are corrected later, and reads anew for another scope', async () => {
    await take([feedback({ occurredAt: at(5), answers: { factors: seed } })]);
    const first = await publish('kept', { name: 'Kept', from, to });
    await take([feedback({ occurredAt: at(6), answers: { factors: seed.map((one) => ({ ...one, experience: 1 })) } })]);
    expect((await publish('kept', { name: 'Renamed', from, to })).experience).toEqual(first.experience);
    const wider = await publish('kept', { name: 'Renamed', from, to: at(100) });
    expect(wider.experience).not.toEqual(first.experience);
  });

  it('has nulls where nobody answered', async () => {
    expect(await publish('empty', { name: 'Empty', from, to })).toMatchObject({
      experience: [],
      keyExperience: null,
      gap: null,
      feedback: null,
    });
    await expect(publish('orphan', { name: 'Orphan', from, to, previous: 'nobody' })).rejects.toThrow();
  });
});

describe('an action plan', () => {
  it('has no verdict before it is due, and says why it has none after', async () => {
    const content = { name: 'Plan', owner: 'ann', from, due: to, metric: 'nps' };
    const plan = await database.dataSource.transaction((tx) =>
      actionPlans.publish({ id: 'plan', content, expectedVersion: undefined, actor: 'ann' }, tx),
    );
    const early = await planAnswer(database.dataSource, plan, new Date(at(10)));
    expect(early).toMatchObject({ isDue: false, result: null });
    expect(await planAnswer(database.dataSource, plan, now)).toMatchObject({
      isDue: true,
      result: { verdict: 'cannot tell', targetMet: null, effect: null },
    });
  });
});
