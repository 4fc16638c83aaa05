import { Invalid } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pageOf, readCursor, writeCursor } from './cursor.ts';

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('comes back as it was written', () => {
    const part = fc.oneof(
      fc.string({ unit: 'grapheme' }).filter((s) => !s.includes('\0') && s.isWellFormed()),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (key) => {
        expect(readCursor(writeCursor(key))).toEqual(key);
      }),
    );
  });

  it.each([
    '',
    'x',
    '%%%',
    encoded({}),
    encoded([]),
    encoded('a'),
    encoded([{}]),
    encoded([true]),
    encoded(['a\0']),
    encoded(['\ud800']),
    encoded(Array(9).fill(1)),
    `${encoded(['a'])}=`,
    `${encoded(['a'])} `,
    Buffer.from('[1e999]').toString('base64url'),
  ])('refuses %j', (cursor) => {
    expect(() => readCursor(cursor)).toThrow(Invalid);
  });

  it('is missing on the first page', () => {
    expect(readCursor(undefined)).toBeUndefined();
  });
});

describe('a page', () => {
  it('knows from the extra row that more follow, and does not return it', () => {
    expect(pageOf([1, 2, 3], 2, (n) => [n])).toEqual({ items: [1, 2], next: writeCursor([2]) });
  });

  it('ends with null', () => {
    expect(pageOf([1, 2], 2, (n) => [n])).toEqual({ items: [1, 2], next: null });
    expect(pageOf([], 2, () => [1])).toEqual({ items: [], next: null });
  });
});
