import { describe, expect, it } from '@jest/globals';
import type { IncomingFacts, RoutingRules } from '../policies/routing-rules/routing-rules.ts';
import { CoverageCounter } from './coverage.ts';
import { countRoutingDryRun, dryRunRouting, type RoutedComplaint } from './routing-dry-run.ts';

const blank: IncomingFacts = {
  ...{ touchpoint: null, category: null, severity: 'normal', segments: [], tier: null, stage: null, language: null },
  ...{
    channel: 'phone',
    method: null,
    campaign: null,
    product: null,
    location: null,
    origin: 'person',
    text: null,
    at: new Date(0),
  },
};
const rules: RoutingRules = {
  fallbackTeam: 'care',
  rules: [
    { id: 'gold', when: { tier: 'Gold' }, team: 'care' },
    { id: 'gold-defects', when: { all: [{ tier: 'gold' }, { category: 'defect' }] }, team: 'experts' },
    { id: 'letters', when: { channel: 'letter' }, team: 'post' },
    {
      id: 'delays',
      when: { category: 'delay', not: { tier: 'silver' } },
      team: 'site',
      severity: 'high',
      skills: ['x'],
    },
  ],
};

describe('coverage', () => {
  const covered = (...said: Partial<IncomingFacts>[]) => {
    const count = new CoverageCounter(rules);
    for (const one of said) count.add({ ...blank, ...one });
    return count.report();
  };
  const report = covered(
    { tier: 'gold', category: 'defect' },
    { tier: 'gold', category: 'delay' },
    { category: 'delay', segments: ['owner', 'investor'] },
    { category: 'parking', segments: ['investor'] },
    { category: 'Parking', tier: 'silver' },
  );

  it('gives each rule its share, and the fallback what is left', () => {
    expect(report.rules.map(({ rule, held, won, share }) => [rule, held, won, share])).toEqual([
      ['gold', 2, 2, 0.4],
      ['gold-defects', 1, 0, 0],
      ['letters', 0, 0, 0],
      ['delays', 2, 1, 0.2],
      [null, 5, 2, 0.4],
    ]);
  });

  it('distinguishes rules that never match from those that always lose, and names the rules they lose to', () => {
    expect(report.neverHeld).toEqual(['letters']);
    expect(report.shadowed).toEqual([{ rule: 'gold-defects', held: 1, by: [{ rule: 'gold', complaints: 1 }] }]);
  });

  it('names the values that no rule ever took', () => {
    expect(report.alwaysFallBack).toEqual([
      { field: 'category', value: 'parking', complaints: 2 },
      { field: 'tier', value: 'silver', complaints: 1 },
    ]);
  });

  it('has no shares of nothing', () => {
    expect(covered().rules.map(({ share }) => share)).toEqual([null, null, null, null, null]);
  });
});

describe('a dry run', () => {
  const trial = (said: Partial<IncomingFacts>, went: Partial<RoutedComplaint['routedTo']> = {}) =>
    dryRunRouting(
      {
        ...{ complaintId: 'c', number: 'C-1', openedAt: new Date(0), teamNow: 'site' },
        incoming: { ...blank, ...said },
        routedTo: { team: 'care', rule: null, severity: 'normal', ...went },
      },
      rules,
    );

  it('says which rule would have won, why, and what differs', () => {
    expect(trial({ category: 'delay', tier: 'bronze' })).toMatchObject({
      would: { team: 'site', rule: 'delays', severity: 'high', skills: ['x'] },
      why: [
        { pointer: '/when/category', condition: 'category', found: 'delay' },
        { pointer: '/when/not/tier', condition: 'tier', found: null },
      ],
      differs: ['team', 'rule', 'severity'],
    });
    expect(trial({ tier: 'gold' }, { rule: 'gold' })).toMatchObject({ would: { rule: 'gold' }, differs: [] });
  });

  it('gives no reasons for the fallback', () => {
    expect(trial({})).toMatchObject({ would: { rule: null, team: 'care', severity: 'normal' }, why: [], differs: [] });
  });

  it('counts by rule, the fallback last, and by team before and after', () => {
    const counts = countRoutingDryRun([trial({}), trial({ category: 'delay' }), trial({ tier: 'gold' })], rules);
    expect(counts).toMatchObject({ complaints: 3, differing: 2 });
    expect(counts.rules.map(({ rule, complaints }) => [rule, complaints])).toEqual([
      ['gold', 1],
      ['gold-defects', 0],
      ['letters', 0],
      ['delays', 1],
      [null, 1],
    ]);
    expect(counts.teams).toEqual([
      { team: 'care', went: 3, would: 2 },
      { team: 'site', went: 0, would: 1 },
    ]);
  });
});
