import { describe, expect, it } from '@jest/globals';
import type { Interval } from './interval.ts';
import { npsInterval } from './nps-interval.ts';
import { tInterval } from './t-interval.ts';
import { wilsonInterval } from './wilson-interval.ts';

// Taken out once: in Jest's sandbox each look-up of a global is slow, and there are millions.
const { imul, sqrt, log, cos, PI } = Math;

/** mulberry32: a seeded generator of numbers in 0..1, so that every run draws the same samples. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = imul(state ^ (state >>> 15), 1 | state);
    t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const draws = 10_000;

/** Per cent of drawn samples whose interval contains the truth. */
function coverage(truth: number, draw: (random: () => number) => Interval | null): number {
  const random = seeded(20_260_302);
  let hits = 0;
  for (let i = 0; i < draws; i++) {
    const interval = draw(random);
    if (interval && interval.low <= truth + 1e-9 && truth - 1e-9 <= interval.high) hits++;
  }
  return (100 * hits) / draws;
}

function expectNominal(percent: number): void {
  expect(percent).toBeGreaterThanOrEqual(94);
  expect(percent).toBeLessThanOrEqual(96);
}

const drawnAnswers = (random: () => number, n: number, p: number, d: number) => {
  const counts = { promoters: 0, passives: 0, detractors: 0 };
  for (let i = 0; i < n; i++) {
    const at = random();
    counts[at < p ? 'promoters' : at < p + d ? 'detractors' : 'passives']++;
  }
  return counts;
};

describe('95 % intervals cover the truth in 94 to 96 % of samples', () => {
  const shares = [
    { p: 0.5, d: 0.2 },
    { p: 0.4, d: 0.25 },
    { p: 0.6, d: 0.15 },
    { p: 0.3, d: 0.3 },
    { p: 0.25, d: 0.5 },
  ];
  const cases = shares.flatMap((share) => [20, 30, 50, 200].map((n) => ({ ...share, n })));

  it.each(cases)('net promoter score of $n answers with $p promoters and $d detractors', ({ p, d, n }) => {
    expectNominal(coverage(100 * (p - d), (random) => npsInterval(drawnAnswers(random, n, p, d))));
  });

  it('where the plain Wald interval does not: 15 answers', () => {
    const wald = (c: { promoters: number; passives: number; detractors: number }) => {
      const p = c.promoters / 15;
      const d = c.detractors / 15;
      const half = 196 * Math.sqrt((p + d - (p - d) ** 2) / 15);
      return { low: 100 * (p - d) - half, high: 100 * (p - d) + half, level: 0.95 };
    };
    expect(coverage(30, (random) => wald(drawnAnswers(random, 15, 0.5, 0.2)))).toBeLessThan(93.5);
  });

  it.each([
    { share: 0.3, n: 50 },
    { share: 0.5, n: 100 },
    { share: 0.8, n: 200 },
    { share: 0.9, n: 400 },
  ])('share $share of $n', ({ share, n }) => {
    expectNominal(
      coverage(share, (random) => {
        let successes = 0;
        for (let i = 0; i < n; i++) if (random() < share) successes++;
        return wilsonInterval(successes, n);
      }),
    );
  });

  it.each([5, 10, 30, 100])('mean of %i normal values', (n) => {
    expectNominal(
      coverage(4, (random) => {
        let sum = 0;
        let sumOfSquares = 0;
        for (let i = 0; i < n; i++) {
          // Box and Muller 1958
          const value = 4 + sqrt(-2 * log(1 - random())) * cos(2 * PI * random());
          sum += value;
          sumOfSquares += value * value;
        }
        return tInterval({ n, sum, sumOfSquares });
      }),
    );
  });
});
