import { describe, expect, it } from '@jest/globals';
import { scenarios } from './scenarios.ts';
import { type Step, type StoryOptions, storyOf } from './story.ts';

const options: StoryOptions = { seed: 7, events: 3_000, customers: 200, complaints: 0.1, batched: 0.6, until: 1e12 };
const steps: readonly Step[] = [...storyOf(options)];
const items = steps.flatMap((step) => step.items);

describe('the story of a company', () => {
  it('is the same for the same seed and another for another', () => {
    expect([...storyOf(options)]).toEqual(steps);
    expect([...storyOf({ ...options, seed: 8 })]).not.toEqual(steps);
  });

  it('has as many events as asked for, each with an id of its own', () => {
    expect(items).toHaveLength(3_000);
    expect(new Set(items.map(({ sourceId }) => sourceId)).size).toBe(3_000);
  });

  it('comes singly and in batches, with and without keys, about as asked', () => {
    const share = (of: readonly unknown[], all: readonly unknown[]) => of.length / all.length;
    const batched = steps.filter(({ kind }) => kind === 'batch').flatMap((step) => step.items);
    expect(share(batched, items)).toBeGreaterThan(0.45);
    expect(share(batched, items)).toBeLessThan(0.75);
    const feedback = items.filter(({ kind }) => kind === 'feedback');
    expect(
      share(
        feedback.filter(({ complaint }) => complaint),
        feedback,
      ),
    ).toBeCloseTo(0.1, 1);
    for (const kind of ['batch', 'feedback'])
      expect(new Set(steps.filter((step) => step.kind === kind).map(({ key }) => key === undefined)).size).toBe(2);
  });

  it('knows a scenario for every campaign it names', () => {
    const bodies = steps.flatMap(({ body }) => (body as { items?: object[] }).items ?? [body]);
    const named = bodies.flatMap((body) => (body as { campaign?: string }).campaign ?? []);
    expect([...new Set(named)].sort()).toEqual(Object.keys(scenarios).sort());
  });
});
