import { describe, expect, it } from '@jest/globals';
import { after, hours, t0 } from '../complaint/complaint.builder.ts';
import { assertValidDuplicatePolicy, duplicateDefaults } from '../policies/duplicate-policy/duplicate-policy.ts';
import { type CustomerHistory, type DuplicateCheckInput, detectDuplicates } from './duplicate-detection.ts';

const said = (id: string, different: Partial<DuplicateCheckInput> = {}): DuplicateCheckInput => ({
  ...{ id, customer: 'crm-1', touchpoint: 'handover', category: 'defect', text: 'The keys did not fit.' },
  occurredAt: t0,
  ...different,
});
const known = (different: Partial<CustomerHistory> = {}): CustomerHistory => ({
  ...{ customer: 'crm-1', touchpoint: 'handover', category: 'defect', occurredAt: t0, around: [], candidates: [] },
  ...different,
});
const found = (list: readonly DuplicateCheckInput[], of: readonly CustomerHistory[] = [], policy = duplicateDefaults) =>
  detectDuplicates(list, of, policy).map(({ repeated, proposed }) => [repeated, ...proposed.map((one) => one.of)]);

describe('the duplicates of a complaint', () => {
  const candidates = [
    { id: 'same', text: 'the keys did NOT fit' },
    { id: 'close', text: 'The keys did not fit at all.' },
    { id: 'other', text: 'The lift is out of order.' },
  ];

  it('is what is similar enough, the most similar first, and at most three', () => {
    expect(found([said('new')], [known({ candidates })])).toEqual([[false, 'same', 'close']]);
    expect(found([said('new')], [known({ candidates })], { ...duplicateDefaults, minimumSimilarity: 0.99 })).toEqual([
      [false, 'same'],
    ]);
    const many = Array.from({ length: 9 }, (_, index) => ({ id: `${index}`, text: 'The keys did not fit.' }));
    expect(found([said('new')], [known({ candidates: many })])[0]).toHaveLength(4);
  });

  it.each([
    ['customer', { customer: 'crm-2' }],
    ['touchpoint', { touchpoint: 'viewing' }],
    ['touchpoint', { touchpoint: null }],
    ['category', { category: 'delay' }],
  ])('is of the same %s', (_, different) => {
    expect(found([said('new', different)], [known({ candidates })])).toEqual([[false]]);
    expect(found([said('first'), said('second', different)])).toEqual([[false], [false]]);
  });

  it('is nothing without a text, however little is asked for', () => {
    const anything = { ...duplicateDefaults, minimumSimilarity: 0 };
    expect(found([said('new', { text: null })], [known({ candidates })], anything)).toEqual([[false]]);
    expect(found([said('new', { text: '?!' })], [known({ candidates })], anything)).toEqual([[false]]);
  });

  it('may be in the same batch: the later one is the duplicate of the earlier one', () => {
    expect(found([said('first'), said('second'), said('third')])).toEqual([
      [false],
      [false, 'first'],
      [true, 'first', 'second'],
    ]);
  });
});

const ago = (...days: readonly number[]) => days.map((day) => after(hours(-24 * day)).getTime());

describe('the third complaint of a customer', () => {
  it('is flagged, and every later one, whatever they are about', () => {
    const about = ['a', 'b', 'c', 'd'].map((touchpoint) => said(touchpoint, { touchpoint, text: null }));
    expect(found(about)).toEqual([[false], [false], [true], [true]]);
    expect(found([said('new')], [known({ around: ago(2, 1) })])).toEqual([[true]]);
    expect(found([said('new')], [known({ around: ago(1) })])).toEqual([[false]]);
  });

  it('is counted by when it occurred, so that complaints of years ago stay in their own time (case 18)', () => {
    expect(found([said('new')], [known({ around: ago(90, 1) })])).toEqual([[true]]);
    expect(found([said('new')], [known({ around: ago(91, 1) })])).toEqual([[false]]);
    const years = [2013, 2017, 2021].map((year) => said(`${year}`, { occurredAt: new Date(`${year}-05-01`) }));
    expect(found(years.map((one) => ({ ...one, text: null })))).toEqual([[false], [false], [false]]);
  });

  it('may be entered before those that came after it, within one window with them', () => {
    expect(found([said('late')], [known({ around: ago(-10, -80) })])).toEqual([[true]]);
    expect(found([said('late')], [known({ around: ago(-80, 80) })])).toEqual([[false]]);
  });

  it('is whichever the policy says, and counted per customer', () => {
    const second = { ...duplicateDefaults, repeatCount: 2 };
    expect(found([said('new')], [known({ around: ago(1) })], second)).toEqual([[true]]);
    expect(found([said('a'), said('b', { customer: 'crm-2' })], [], second)).toEqual([[false], [false]]);
  });
});

describe('a duplicate policy', () => {
  it('looks around by the clock: a day is 24 hours', () => {
    const twoDays = { ...duplicateDefaults, window: 'P2D' };
    const later = (ms: number) => [said('first'), said('second', { occurredAt: after(ms) })];
    expect(found(later(hours(48)), [], twoDays)).toEqual([[false], [false, 'first']]);
    expect(found(later(hours(48) + 1), [], twoDays)).toEqual([[false], [false]]);
  });

  it('names every window that is none', () => {
    expect(() => assertValidDuplicatePolicy(duplicateDefaults)).not.toThrow();
    expect(() => assertValidDuplicatePolicy({ ...duplicateDefaults, window: 'soon', repeatWindow: 'PT0S' })).toThrow(
      expect.objectContaining({
        errors: [
          expect.objectContaining({ pointer: '/window' }),
          expect.objectContaining({ pointer: '/repeatWindow' }),
        ],
      }),
    );
  });
});
