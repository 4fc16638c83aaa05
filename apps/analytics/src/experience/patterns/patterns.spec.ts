import { describe, expect, it } from '@jest/globals';
import type { GapGroup } from '../gaps/gap-row.ts';
import { emergingIssues } from './emerging-issues.ts';
import { partRelationships, type Relationship } from './relationships.ts';
import { unmetNeedsOf } from './unmet-needs.ts';
import { compareWaves } from './waves.ts';

const mean = (value: number) => ({ mean: value, low: null, high: null, n: 1 });

describe('unmet needs', () => {
  it("have Ulwick's opportunity, the greatest first; without importance or experience there is none", () => {
    const group = (factor: string, importance: number | null, experience: number | null) =>
      ({
        group: { factor },
        n: 1,
        importance: importance === null ? null : mean(importance),
        experience: experience === null ? null : mean(experience),
      }) as unknown as GapGroup;
    const needs = unmetNeedsOf([
      group('price', 4, 8),
      group('speed', 9, 5),
      group('staff', null, 5),
      group('shop', 6, 6),
    ]);
    expect(needs.map(({ factor, opportunity, kind }) => [factor, opportunity, kind])).toEqual([
      ['speed', 13, 'underserved'],
      ['shop', 6, 'served_right'],
      ['price', 4, 'overserved'],
    ]);
  });
});

describe('emerging issues', () => {
  it('are what is more than before beyond chance, and nothing that is not', () => {
    const cell = (category: string, before: number, after: number) => ({ touchpoint: 'shop', category, before, after });
    const found = emergingIssues(
      [cell('defect', 4, 19), cell('delay', 10, 12), cell('new', 0, 9), cell('less', 20, 3)],
      0.5,
    );
    expect(found.map(({ category, expected }) => [category, expected])).toEqual([
      ['defect', 4],
      ['new', 0],
    ]);
  });
});

describe('relationships', () => {
  const relationship = (nps: number | null, previousNps: number | null, csat: number | null = null): Relationship => ({
    customerId: `customer-${nps}-${previousNps}`,
    feedbackId: 'now',
    occurredAt: '2026-03-02T09:15:00.000Z',
    nps,
    csat,
    previousFeedbackId: previousNps === null ? null : 'then',
    previousNps,
  });

  it('part into opportunities and critical ones, each with the feedback that says so', () => {
    const found = partRelationships([
      relationship(9, null),
      relationship(7, 10),
      relationship(8, 7),
      relationship(4, null),
      relationship(9, 9, 2),
    ]);
    expect(found.opportunities.map(({ reasons }) => reasons)).toEqual([[{ code: 'promoter', evidence: ['now'] }]]);
    expect(found.critical.map(({ reasons }) => reasons)).toEqual([
      [{ code: 'fell', evidence: ['now', 'then'] }],
      [{ code: 'detractor', evidence: ['now'] }],
      [{ code: 'dissatisfied', evidence: ['now'] }],
    ]);
  });
});

describe('waves', () => {
  const wave = (period: string, value: number) => ({
    wave: { period, n: 4, value, interval: null },
    moments: { n: 4, sum: 4 * value, sumOfSquares: 4 * value * value + 1 },
  });

  it('are compared with the last one before that has answers', () => {
    const found = compareWaves([wave('2025-01', 3), wave('2025-07', 5), wave('2026-04', 8)]);
    expect(found).toMatchObject({ wave: { period: '2026-04' }, before: { period: '2025-07' }, change: 3 });
    expect(compareWaves([wave('2026-04', 8)])).toMatchObject({ before: null, change: null, p: null });
    expect(compareWaves([])).toBeNull();
  });
});
