import { describe, expect, it } from '@jest/globals';
import { customerListDefaults as rules } from '../rules/customer-list-rules.ts';
import {
  assumedSpread,
  type KnownComplaint,
  type KnownCustomer,
  type QuintileCuts,
  quintileOf,
  standingOf,
  weightedExperience,
} from './customer-standing.ts';

const now = new Date('2026-06-01T12:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
const cuts: QuintileCuts = {
  recency: [90, 60, 30, 10].map((days) => ago(days).toISOString()),
  frequency: [1, 2, 4, 8],
  amount: { HKD: [1_000, 2_000, 4_000, 8_000], EUR: [10, 20, 40, 80] },
  spread: assumedSpread,
};
const nobody: KnownCustomer = {
  customerId: 'c',
  lastAt: null,
  frequency: 0,
  amounts: [],
  interactions: [],
  feedback: [],
  badEvents: [],
  complaints: [],
  present: true,
};
const best = {
  lastAt: ago(1),
  frequency: 20,
  amounts: [{ currency: 'HKD', minor: 9_000, orders: 3 }],
  interactions: ['i1'],
};
const worst = { lastAt: ago(300), frequency: 1, amounts: [], interactions: ['i1'] };
const middle = { lastAt: ago(20), frequency: 3, amounts: [], interactions: ['i1'] };
const said = (score: number | null, days: number, feedbackId = `f${days}`) => ({ feedbackId, at: ago(days), score });
const complaint = (given: Partial<KnownComplaint>): KnownComplaint => ({
  complaintId: 'k1',
  openedAt: ago(20),
  lastWordAt: null,
  open: true,
  severity: 'normal',
  breached: false,
  escalated: false,
  rejected: false,
  ...given,
});
const standing = (given: Partial<KnownCustomer>) => standingOf({ ...nobody, ...given }, rules, cuts, now);
const listsOf = (given: Partial<KnownCustomer>) => Object.keys(standing(given).lists).sort();

describe('the value of a customer', () => {
  it('is the mean of three quintiles, with the currency of the highest', () => {
    const amounts = [
      { currency: 'EUR', minor: 15, orders: 1 },
      { currency: 'HKD', minor: 9_000, orders: 1 },
    ];
    expect(standing({ lastAt: ago(20), frequency: 3, amounts }).value).toEqual({
      score: 4,
      recency: { lastAt: ago(20).toISOString(), quintile: 4 },
      frequency: { count: 3, quintile: 3 },
      amount: { minor: 9_000, currency: 'HKD', quintile: 5 },
    });
  });

  it('is null without interactions, and where customers are too few for quintiles', () => {
    expect(standing({}).value).toBeNull();
    expect(standingOf({ ...nobody, ...best }, rules, { ...cuts, recency: [] }, now).value).toBeNull();
  });

  it('is in the middle where all are equal', () => {
    expect(quintileOf(1, [1, 1, 1, 1])).toBe(3);
    expect([1, 2, 3, 4, 5].map((value) => quintileOf(value, [1, 2, 3, 4]))).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('the experience of a customer', () => {
  it('counts what is half a year older half', () => {
    expect(weightedExperience([said(10, 0), said(1, 180)], 180)).toMatchObject({ mean: 7, n: 2, effective: 1.8 });
  });

  it('does not depend on when it is read', () => {
    const later = weightedExperience([said(10, 50), said(1, 230)], 180);
    expect(later?.mean).toBeCloseTo(7, 10);
    expect(later?.effective).toBeCloseTo(1.8, 10);
  });

  it('has an interval by the spread of all customers, so that one answer says little', () => {
    expect(standing({ feedback: [said(5, 1)] }).experience).toEqual({ mean: 5, low: 0.1, high: 9.9, n: 1 });
    expect(standing({ feedback: [said(null, 1)] }).experience).toBeNull();
  });
});

describe('a customer is on the list', () => {
  it('intervention after a bad experience that nothing followed, until it is long ago or a better one came', () => {
    expect(standing({ feedback: [said(3, 5)] }).lists).toEqual({
      intervention: [{ code: 'bad-experience', evidence: ['f5'] }],
    });
    expect(listsOf({ feedback: [said(3, 31)] })).toEqual([]);
    expect(listsOf({ feedback: [said(8, 1), said(3, 5)] })).toEqual([]);
  });

  it('intervention while the experience is surely bad', () => {
    const bad = [said(2, 40), said(1, 50), said(1, 60)];
    expect(standing({ feedback: bad }).lists.intervention).toEqual([
      { code: 'low-experience', evidence: ['f40', 'f50', 'f60'] },
    ]);
  });

  it('intervention with an open complaint that is grave, late or escalated', () => {
    expect(listsOf({ complaints: [complaint({ severity: 'high' })] })).toEqual(['intervention']);
    expect(listsOf({ complaints: [complaint({ breached: true })] })).toEqual(['intervention']);
    expect(listsOf({ complaints: [complaint({ escalated: true })] })).toEqual(['intervention']);
    expect(listsOf({ complaints: [complaint({})] })).toEqual([]);
    expect(listsOf({ complaints: [complaint({ severity: 'high', open: false })] })).toEqual([]);
  });

  it('protect, growth or serve-at-lower-cost by value, never while somebody should call', () => {
    const good = [said(10, 1), said(9, 2)];
    expect(listsOf({ ...best, feedback: good })).toEqual(['protect']);
    expect(listsOf({ ...middle, feedback: good })).toEqual(['growth']);
    expect(listsOf({ ...middle, feedback: [said(7, 1)] })).toEqual([]);
    expect(listsOf(worst)).toEqual(['serve-at-lower-cost']);
    for (const value of [best, middle, worst]) {
      expect(listsOf({ ...value, feedback: [said(1, 1)] })).toEqual(['intervention']);
    }
  });

  it('silent when something bad happened and no word came since', () => {
    const bad = (days: number) => ({ code: 'bad-interaction' as const, at: ago(days), evidence: ['i9'] });
    expect(standing({ badEvents: [bad(8)] }).lists).toEqual({
      silent: [{ code: 'bad-interaction', evidence: ['i9'] }],
    });
    expect(listsOf({ badEvents: [bad(6)] })).toEqual([]);
    expect(listsOf({ badEvents: [bad(91)] })).toEqual([]);
    expect(listsOf({ badEvents: [bad(8)], feedback: [said(8, 7)] })).toEqual([]);
    expect(listsOf({ badEvents: [bad(8)], feedback: [said(8, 9)] })).toEqual(['silent']);
    expect(listsOf({ complaints: [complaint({ rejected: true, open: false })] })).toEqual(['silent']);
    expect(listsOf({ complaints: [complaint({ rejected: true, open: false, lastWordAt: ago(2) })] })).toEqual([]);
  });
});

describe('a standing', () => {
  it('is checked again when time alone would change it', () => {
    const bad = { code: 'bad-interaction' as const, at: ago(6), evidence: ['i9'] };
    expect(standing({ badEvents: [bad] }).nextCheckAt).toEqual(new Date(ago(6).getTime() + 7 * 86_400_000));
    expect(standing({}).nextCheckAt).toBeNull();
  });
});
