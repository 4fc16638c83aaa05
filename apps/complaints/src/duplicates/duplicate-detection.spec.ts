import { describe, expect, it } from '@jest/globals';
import { after, hours, t0 } from '../complaint/complaint.builder.ts';
import {
  assertValidDuplicatePolicy,
  duplicateDefaults,
  subtractDuration,
} from '../policies/duplicate-policy/duplicate-policy.ts';
import { type CustomerHistory, type DuplicateCheckInput, detectDuplicates } from './duplicate-detection.ts';

const said = (id: string, different: Partial<DuplicateCheckInput> = {}): DuplicateCheckInput => ({
  ...{ id, customer: 'crm-1', touchpoint: 'handover', category: 'defect', text: 'The keys did not fit.' },
  ...different,
});
const known = (different: Partial<CustomerHistory> = {}): CustomerHistory => ({
  ...{ customer: 'crm-1', touchpoint: 'handover', category: 'defect', earlier: 0, candidates: [] },
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

describe('the third complaint of a customer', () => {
  it('is flagged, and every later one, whatever they are about', () => {
    const about = ['a', 'b', 'c', 'd'].map((touchpoint) => said(touchpoint, { touchpoint, text: null }));
    expect(found(about)).toEqual([[false], [false], [true], [true]]);
    expect(found([said('new')], [known({ earlier: 2 })])).toEqual([[true]]);
    expect(found([said('new')], [known({ earlier: 1 })])).toEqual([[false]]);
  });

  it('is whichever the policy says, and counted per customer', () => {
    const second = { ...duplicateDefaults, repeatCount: 2 };
    expect(found([said('new')], [known({ earlier: 1 })], second)).toEqual([[true]]);
    expect(found([said('a'), said('b', { customer: 'crm-2' })], [], second)).toEqual([[false], [false]]);
  });
});

describe('a duplicate policy', () => {
  it('looks back around the clock', () => {
    expect(subtractDuration(after(hours(48)), 'P2D')).toEqual(t0);
    expect(subtractDuration(after(hours(1)), 'PT1H')).toEqual(t0);
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
