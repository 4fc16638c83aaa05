import { expect, test } from '@jest/globals';
import { countLogRatio } from './count-cusum.ts';
import { gapCusumRunLength, gapLogRatio } from './gap-cusum.ts';
import { nextLrCusum } from './lr-cusum.ts';
import { raisedShare, shareCusumRunLength, shareLogRatio, shareProbabilities } from './share-cusum.ts';

/** Numbers from 0 to 1, always the same. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return (state + 0.5) / 4_294_967_296;
  };
}

function meanRun(runs: number, threshold: number, step: () => number): number {
  let steps = 0;
  for (let run = 0; run < runs; run++) {
    for (let sum = 0; sum <= threshold; steps++) sum = nextLrCusum(sum, step());
  }
  return steps / runs;
}

test('times between events: the run length by the chain is that of simulated gaps', () => {
  const random = numbers(1);
  for (const factor of [1, 2]) {
    const simulated = meanRun(4000, 2.5, () => gapLogRatio(-Math.log(random()) / factor, 2));
    expect(simulated / gapCusumRunLength(2, 2.5, factor, 150)).toBeCloseTo(1, 1);
  }
});

test('times between events are counts of ever shorter slots', () => {
  // An event at the end of an expected 0.7 events, in a thousand slots.
  const slots = Array.from({ length: 1000 }, (_, slot) => countLogRatio(slot === 999 ? 1 : 0, 0.0007, 0, 3));
  expect(slots.reduce((sum, step) => sum + step, 0)).toBeCloseTo(gapLogRatio(0.7, 3), 10);
});

test('beta-binomial probabilities add up to 1 and have the mean and variance of their definition', () => {
  for (const dispersion of [0, 0.02, 0.3]) {
    const [n, share] = [40, 0.15];
    const found = shareProbabilities(n, share, dispersion);
    const moment = (power: number) => found.reduce((sum, probability, k) => sum + probability * k ** power, 0);
    expect(moment(0)).toBeCloseTo(1, 10);
    expect(moment(1)).toBeCloseTo(n * share, 8);
    expect(moment(2) - moment(1) ** 2).toBeCloseTo(n * share * (1 - share) * (1 + (n - 1) * dispersion), 6);
  }
});

test('the likelihood ratio of a share is that of its probabilities', () => {
  for (const dispersion of [0, 0.05]) {
    const [usual, raised] = [0.1, raisedShare(0.1, 2)].map((share) => shareProbabilities(20, share, dispersion));
    for (const k of [0, 3, 20]) {
      const ratio = Math.log((raised?.[k] as number) / (usual?.[k] as number));
      expect(shareLogRatio(k, 20, 0.1, dispersion, 2)).toBeCloseTo(ratio, 8);
    }
  }
  expect(raisedShare(0.1, 2) / (1 - raisedShare(0.1, 2))).toBeCloseTo((2 * 0.1) / 0.9, 12);
});

test('beta-binomial CUSUM: the run length by the chain is that of simulated slots', () => {
  const random = numbers(7);
  const probabilities = shareProbabilities(20, 0.1, 0.05);
  const draw = () => {
    let left = random();
    return probabilities.findIndex((probability) => (left -= probability) <= 0);
  };
  const simulated = meanRun(3000, 3, () => shareLogRatio(Math.max(0, draw()), 20, 0.1, 0.05, 2));
  expect(simulated / shareCusumRunLength([20], 0.1, 0.05, 2, 3, 1, 150)).toBeCloseTo(1, 1);
});
