import { describe, expect, it } from '@jest/globals';
import { compared, figureOf, percentile, singleLine } from './figures.ts';
import { readOptions } from './options.ts';
import { table } from './report.ts';

describe('figures', () => {
  it('take percentiles by nearest rank: always a time that happened', () => {
    const times = Array.from({ length: 100 }, (_, n) => 100 - n);
    expect([0.5, 0.99, 1].map((share) => percentile(times, share))).toEqual([50, 99, 100]);
  });

  it('say how far repetitions lie apart', () => {
    expect(figureOf([3, 1, 2, 10])).toEqual({ median: 2.5, min: 1, max: 10 });
  });

  it('compare each figure with the baseline that ran beside it', () => {
    const runs = [
      { figure: 10, baseline: 5 },
      { figure: 30, baseline: 10 },
    ];
    const { ratio } = compared('x', 'per second', runs, (rate) => rate);
    expect(ratio).toEqual({ median: 2.5, min: 2, max: 3 });
  });

  it('stand in a table', () => {
    expect(table([singleLine('starts', 's', [1, 2, 3], '<= 3')])).toContain(
      '| starts | s | 2.00 (1.00-3.00) |  |  | <= 3 |',
    );
  });
});

describe('the options', () => {
  it('name benches and sizes', () => {
    const read = readOptions(['intake', '--repetitions', '3', '--facts', '10,20'], ['intake']);
    expect(read).toMatchObject({ names: ['intake'], repetitions: 3, facts: [10, 20], minutes: 5, clocks: 100_000 });
  });

  it('refuse what is not there', () => {
    expect(() => readOptions(['intak'], ['intake'])).toThrow('There is no intak; there are intake.');
    expect(() => readOptions(['--minutes', 'x'], [])).toThrow('not a number');
  });
});
