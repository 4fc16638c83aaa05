import { Invalid } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { parseMetric } from './metric.ts';
import { noSums, scoreOf } from './score-row.ts';

describe('a score', () => {
  it('is null, not 0, without data', () => {
    for (const metric of ['nps', 'csat', 'ces', 'rating:food', 'experience:service']) {
      expect(scoreOf(metric, undefined, noSums)).toMatchObject({ n: 0, value: null, interval: null });
    }
  });

  it('of NPS is in points, with the three shares', () => {
    expect(scoreOf('nps', '0..10', { ...noSums, n: 8, promoters: 4, detractors: 1 })).toMatchObject({
      value: 37.5,
      promoters: 4,
      passives: 3,
      detractors: 1,
      shares: { promoters: 0.5, passives: 0.375, detractors: 0.125 },
    });
  });

  it('of CSAT is the share of 4 and 5', () => {
    const row = scoreOf('csat', '1..5', { ...noSums, n: 10, satisfied: 5, sum: 33, sumOfSquares: 130 });
    expect(row).toMatchObject({ value: 0.5, satisfied: 5, mean: 3.3 });
    expect(row.interval?.low).toBeCloseTo(0.2366, 4);
  });

  it('of CES is a mean that keeps its scale, and its interval stays on it', () => {
    const row = scoreOf('ces', '1..7', { ...noSums, n: 2, sum: 13, sumOfSquares: 85 });
    expect(row).toMatchObject({ value: 6.5, scale: { min: 1, max: 7 }, interval: { high: 7 } });
  });

  it('has a metric that exists', () => {
    expect(parseMetric('rating:อาหาร')).toBe('rating:อาหาร');
    for (const metric of [undefined, '', 'NPS', 'rating:', 'experience', 'nps:x']) {
      expect(() => parseMetric(metric)).toThrow(Invalid);
    }
  });
});
