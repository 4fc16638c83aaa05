import { describe, expect, it } from '@jest/globals';
import { simulate } from './simulate.ts';

const until = new Date('2026-03-02T10:00:00Z');
const story = simulate({ seed: 7, records: 1000, until });

describe('a simulated story', () => {
  it('is the same for the same seed and another for another', () => {
    expect(simulate({ seed: 7, records: 1000, until })).toEqual(story);
    expect(simulate({ seed: 8, records: 1000, until })).not.toEqual(story);
  });

  it('has as many records as asked for, in three languages, with ids of their own', () => {
    const ids = [...story.interactions, ...story.feedback].map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(1000);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(story.feedback.map(({ language }) => language))).toEqual(new Set(['en', 'zh', 'th']));
  });

  it('stays on the scales, and happens before now', () => {
    for (const { answers, occurredAt } of story.feedback) {
      const { nps = 0, csat = 1, ces = 1 } = answers ?? {};
      expect([nps >= 0 && nps <= 10, csat >= 1 && csat <= 5, ces >= 1 && ces <= 7]).toEqual([true, true, true]);
      expect(Date.parse(occurredAt)).toBeLessThanOrEqual(until.getTime());
    }
  });

  it('lets customers like the checkout better than the hotline', () => {
    const mean = (touchpoint: string) => {
      const scores = story.feedback
        .filter((f) => f.touchpoint === touchpoint)
        .flatMap(({ answers }) => answers?.nps ?? []);
      return scores.reduce((sum, score) => sum + score, 0) / scores.length;
    };
    expect(mean('checkout')).toBeGreaterThan(mean('hotline') + 1);
  });
});
