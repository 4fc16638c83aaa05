import { describe, expect, it } from '@jest/globals';
import { touchpointsNamedIn, withAliasesResolved } from './touchpoint-aliases.ts';

const aliases = new Map([['old garden', 'garden']]);
const old = { touchpoint: 'old garden' };
const now = { touchpoint: 'garden' };

describe('the name that a touchpoint had', () => {
  it.each([
    [
      'feedback, which has a verdict called complaint',
      { ...old, complaint: { touchpoint: null, verdict: 'none' } },
      now,
    ],
    ['a complaint', { complaint: old }, { complaint: now }],
    ['both sides of a correction', { before: old, after: old }, { before: now, after: now }],
    ['feedback that was taken back', { before: old }, { before: now }],
  ])('is resolved in %s', (_, data, expected) => {
    expect(new Set(touchpointsNamedIn(data))).toEqual(new Set(['old garden']));
    expect(withAliasesResolved(data, aliases)).toMatchObject(expected);
  });

  it('changes nothing elsewhere', () => {
    expect(withAliasesResolved({ touchpoint: 'lift' }, aliases)).toEqual({ touchpoint: 'lift' });
    expect(withAliasesResolved({ touchpoint: null }, aliases)).toEqual({ touchpoint: null });
    expect(touchpointsNamedIn({ touchpoint: null })).toEqual([]);
  });
});
