import { FeedbackRetracted, FeedbackSuperseded, ThemesAssigned } from '@harken/contracts';
import type { ReceivedEvent } from '@harken/messaging';
import { type TestDatabase, testDatabase } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { projections } from './analytics.subscriptions.ts';
import { feedback, received, shuffled } from './events.builder.ts';
import { parseFiguresQuery, type RawQuery } from './figures/figures-query.ts';
import { AnalyticsBaseline1796083200000 } from './migrations/baseline.ts';
import { digestsOf } from './rebuild/digest.queries.ts';
import { generationStore } from './rebuild/generation.store.ts';
import { themeDimensions } from './themes/theme-figures.queries.ts';
import { readThemeFigures } from './themes/theme-figures.use-case.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('analytics', { migrations: [AnalyticsBaseline1796083200000] });
});
afterAll(() => database?.drop());

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

const figures = async (raw: RawQuery = {}, wanted?: string[]) =>
  (await readThemeFigures(database.dataSource, parseFiguresQuery(raw, themeDimensions), wanted)).map(({ row }) => row);

interface Said {
  readonly day: number;
  readonly nps: number | null;
  readonly csat: number | null;
  readonly text: boolean;
  readonly touchpoint: string;
  readonly segments: string[];
  readonly themes: string[];
  readonly unsure: boolean;
}
const said: fc.Arbitrary<Said> = fc.record({
  day: fc.integer({ min: 1, max: 28 }),
  nps: fc.option(fc.nat(10)),
  csat: fc.option(fc.integer({ min: 1, max: 5 })),
  text: fc.boolean(),
  touchpoint: fc.constantFrom('viewing', 'handover'),
  segments: fc.subarray(['a', 'b']),
  themes: fc.subarray(['delivery', 'staff', 'price']),
  unsure: fc.boolean(),
});
/** What was said first and each correction of it; null takes it back. */
const course = fc.tuple(said, fc.array(fc.option(said, { freq: 4 }), { maxLength: 2 }));
const courses = fc.sample(course, { numRuns: 120, seed: 5 });

const factsOf = ({ day, text, nps, csat, touchpoint, segments }: Said) => ({
  ...{ touchpoint, text: text ? 'words' : null, customer: { segments } },
  occurredAt: new Date(Date.UTC(2026, day > 14 ? 2 : 1, day, 10)).toISOString(),
  answers: { nps, csat },
});
const foundIn = ({ text, themes, unsure }: Said) => ({
  themes: text ? themes.map((theme) => ({ theme, by: 'words' as const, score: null })) : [],
  unsure: text && unsure && themes.length === 0,
});

/** The events of one feedback with its themes, as feedback publishes them; and what holds in the end. */
function storyOf([first, corrections]: [Said, (Said | null)[]]): { events: ReceivedEvent[]; last: Said | null } {
  const heard = feedback(factsOf(first));
  const { feedbackId } = heard.data;
  const events: ReceivedEvent[] = [heard];
  let had = false;
  const assign = (one: Said, feedbackVersion: number) => {
    const found = foundIn(one);
    const has = found.themes.length > 0 || found.unsure;
    const at = `2026-03-0${feedbackVersion}T00:00:00.000Z`;
    if (has || had) events.push(received(ThemesAssigned, { feedbackId, feedbackVersion, ...found, version: 1, at }));
    had = has;
  };
  assign(first, 1);
  let { feedbackId: _, ...before } = heard.data;
  let last: Said | null = first;
  for (const [index, next] of corrections.entries()) {
    const about = { feedbackId, version: index + 2, before, by: 'crm', at: '2026-03-01T00:00:00.000Z' };
    if (next === null) return { events: [...events, received(FeedbackRetracted, about)], last: null };
    const { feedbackId: _own, ...after } = feedback(factsOf(next)).data;
    events.push(received(FeedbackSuperseded, { ...about, after }));
    assign(next, index + 2);
    before = after;
    last = next;
  }
  return { events, last };
}

describe('figures of themes', () => {
  const stories = courses.map(storyOf);
  const all = stories.flatMap(({ events }) => events);
  const texts = stories.flatMap(({ last }) => (last?.text ? last : []));
  beforeAll(() => take(all, 1, 7));

  it('are those of what holds, whatever the order and the batches, to the byte', async () => {
    const second = await generationStore.create(database.dataSource);
    await take(shuffled([...all, ...all.slice(0, 90)], 3), second, 40);
    const [first, again] = await digestsOf(database.dataSource, [1, second]);
    expect(again).toBe(first);
    await generationStore.drop(database.dataSource, second);
  });

  it('count texts, shares and the scores of those who spoke of a theme, and what is unsure or fits none', async () => {
    const rows = await figures();
    const among = (keep: (one: Said) => boolean) => texts.filter(keep);
    for (const theme of ['delivery', 'price', 'staff']) {
      const who = among(({ themes }) => themes.includes(theme));
      const answered = who.flatMap(({ nps }) => nps ?? []);
      const [promoters, detractors] = [answered.filter((n) => n >= 9).length, answered.filter((n) => n <= 6).length];
      expect(rows.find((row) => row.theme === theme)).toMatchObject({
        ...{ kind: 'theme', n: who.length, texts: texts.length, share: who.length / texts.length },
        nps: { n: answered.length, value: (100 * (promoters - detractors)) / answered.length },
        csat: { n: who.filter(({ csat }) => csat !== null).length },
        ...{ before: null, change: null },
      });
    }
    const unsure = among((one) => foundIn(one).unsure).length;
    const none = among(({ themes }) => themes.length === 0).length - unsure;
    expect(rows.map(({ kind, theme, n }) => [kind, theme, n]).slice(3)).toEqual([
      ['unsure', null, unsure],
      ['none', null, none],
    ]);
  });

  it('compare with the period before, in the calendar or of the same length', async () => {
    const inMonth = (march: boolean) => texts.filter(({ day }) => day > 14 === march);
    const spoke = (some: Said[]) => some.filter(({ themes }) => themes.includes('staff')).length;
    const [february, march] = [inMonth(false), inMonth(true)];
    const monthly = await figures({ period: 'month' }, ['staff']);
    const [first, second] = monthly.filter(({ kind }) => kind === 'theme');
    expect(first).toMatchObject({ period: '2026-02-01T00:00:00.000Z', n: spoke(february), before: { texts: 0 } });
    expect(first?.change).toBeNull();
    expect(second).toMatchObject({
      ...{ period: '2026-03-01T00:00:00.000Z', n: spoke(march), texts: march.length },
      before: { n: spoke(february), texts: february.length },
      change: { value: spoke(march) / march.length - spoke(february) / february.length, level: 0.95 },
    });
    const [ranged] = await figures({ from: '2026-03-01', to: '2026-03-29' }, ['staff']);
    expect(ranged).toMatchObject({ n: spoke(march), before: { n: spoke(february), texts: february.length } });
    const only = await figures({ period: 'month', from: '2026-03-01', to: '2026-04-01' }, ['staff']);
    expect(only.filter(({ kind }) => kind === 'theme')).toEqual([second]);
  });

  it('are of a touchpoint and a segment', async () => {
    const [row] = await figures({ touchpoint: 'viewing', segment: 'b' }, ['price']);
    const wanted = texts.filter(({ touchpoint, segments }) => touchpoint === 'viewing' && segments.includes('b'));
    expect(row).toMatchObject({
      n: wanted.filter(({ themes }) => themes.includes('price')).length,
      texts: wanted.length,
    });
  });
});
