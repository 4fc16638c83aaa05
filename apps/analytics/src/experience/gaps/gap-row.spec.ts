import { describe, expect, it } from '@jest/globals';
import { type FactorSumColumn, factorSumColumns } from '../factors/factor-sums.ts';
import { type GapSums, gapFiguresOf } from './gap-row.ts';
import { meanCrossHairs, quadrantOf } from './quadrant.ts';

type Given = Partial<Record<'experience' | 'expectation' | 'importance' | 'ideal' | 'outcome', number>>;

/** The sums of some answers, as the cells keep them. */
function sumsOf(answers: readonly Given[], given: Partial<GapSums> = {}): GapSums {
  const total = Object.fromEntries(factorSumColumns.map(([column]) => [column, 0])) as Record<FactorSumColumn, number>;
  for (const answer of answers) {
    total.n += 1;
    for (const measure of ['experience', 'expectation', 'importance', 'ideal'] as const) {
      const value = answer[measure];
      if (value === undefined) continue;
      total[`n_${measure}`] += 1;
      total[`sum_${measure}`] += value;
      total[`squares_${measure}`] += value * value;
    }
    const { experience, outcome = 0 } = answer;
    if (experience === undefined) continue;
    total.sum_outcome += outcome;
    total.squares_outcome += outcome * outcome;
    total.products += outcome * experience;
  }
  const texts = Object.fromEntries(Object.entries(total).map(([column, value]) => [column, `${value}`]));
  return { first: '', second: '', voice: 'customer', scale: '0..10', outcome: 'none', ...texts, ...given } as GapSums;
}

describe('the figures of a gap', () => {
  it('are those of the worked example, and null where nobody answered', () => {
    const convenience = gapFiguresOf([sumsOf([{ experience: 5, expectation: 7, importance: 9, ideal: 10 }])]);
    expect(convenience).toMatchObject({ satisfaction: -2, priority: -18, gap: -5, missing: [] });
    const service = gapFiguresOf([sumsOf([{ experience: 6 }])]);
    expect(service).toMatchObject({
      experience: { mean: 6, low: null, high: null, n: 1 },
      expectation: null,
      satisfaction: null,
      priority: null,
      gap: null,
      derivedImportance: null,
      missing: ['expectation', 'importance', 'ideal'],
    });
  });

  it('bring answers on other scales to 0 to 10, together with those that are on it', () => {
    const { experience, answeredOn } = gapFiguresOf([
      sumsOf([{ experience: 1 }, { experience: 7 }], { scale: '1..7' }),
      sumsOf([{ experience: 10 }]),
    ]);
    // 0, 10 and 10
    expect(experience?.mean).toBeCloseTo(20 / 3, 12);
    expect(experience?.n).toBe(3);
    expect(answeredOn).toEqual(['0..10', '1..7']);
  });

  it('hold what management believes against what customers say', () => {
    const figures = gapFiguresOf([
      sumsOf([{ experience: 5 }]),
      sumsOf([{ experience: 9 }], { voice: 'management' }),
      sumsOf([{ experience: 6 }], { voice: 'staff' }),
    ]);
    expect(figures).toMatchObject({ n: 1, perceptionGap: 4, voices: { staff: { mean: 6 }, management: { mean: 9 } } });
  });

  it('derive importance from the overall answers, the same on each scale', () => {
    const pairs = [1, 2, 3, 4, 5].map((experience, index) => ({
      experience,
      outcome: [2, 1, 6, 8, 7][index] as number,
    }));
    const one = gapFiguresOf([sumsOf(pairs, { outcome: 'nps', scale: '1..5' })]).derivedImportance;
    // By hand: the products of the deviations add up to 17, their squares to 10 and 38.8.
    expect(one?.correlation).toBeCloseTo(17 / Math.sqrt(388), 12);
    const other = gapFiguresOf([sumsOf(pairs, { outcome: 'nps', scale: '0..10' })]).derivedImportance;
    expect(other?.correlation).toBeCloseTo(one?.correlation as number, 12);
    const flat = pairs.map(({ outcome }) => ({ experience: 3, outcome }));
    expect(gapFiguresOf([sumsOf(flat, { outcome: 'nps' })]).derivedImportance).toBeNull();
  });

  it('part into quadrants where the means cross; without importance there is none', () => {
    const groups = [
      { experience: 4, importance: 9 },
      { experience: 8, importance: 9 },
      { experience: 4, importance: 2 },
      { experience: 8, importance: 2 },
      { experience: 8 },
    ].map((answer) => gapFiguresOf([sumsOf([answer])]));
    const lines = meanCrossHairs(groups, 'stated');
    expect(lines).toEqual({ importance: 5.5, experience: 6.4 });
    expect(groups.map((group) => quadrantOf(group, lines, 'stated'))).toEqual([
      'concentrate_here',
      'keep_up_the_good_work',
      'low_priority',
      'possible_overkill',
      null,
    ]);
  });
});
