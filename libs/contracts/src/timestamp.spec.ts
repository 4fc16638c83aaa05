import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isRequestTime, isTimestamp } from './timestamp.ts';

describe('a timestamp', () => {
  it.each([
    '2026-03-02T10:15:02.000Z',
    '2026-03-02T10:15:02Z',
    '2026-03-02T10:15Z',
    '2026-03-02t10:15:02z',
    '2026-03-02 10:15:02+08:00',
    '2024-02-29T00:00:00.123456789-15:59',
    '0001-01-01T00:00:00Z',
  ])('is %s', (text) => {
    expect(isTimestamp(text)).toBe(true);
    if (!/\.\d{4}/.test(text)) expect(new Date(text).getTime()).not.toBeNaN();
  });

  it.each([
    '2026-03-02',
    '2026-03-02T10:15:02',
    '2026-02-30T10:15:02Z',
    '2025-02-29T10:15:02Z',
    '2026-13-01T10:15:02Z',
    '2026-00-10T10:15:02Z',
    '2026-03-02T24:00:00Z',
    '2026-03-02T10:15:60Z',
    '2026-03-02T10:15:02+16:00',
    '2026-03-02T10:15:02-23:59',
    '2016-12-31T23:59:60Z',
    '0000-01-01T00:00:00Z',
    '0000-02-29T00:00:00+01:00',
    '+12026-03-02T10:15:02Z',
    '2026-03-02T10:15:02Z\n',
    '2026-03-02T10:15:02.Z',
    '2026-04-31T10:00:00.000Z',
    '1900-02-29T00:00:00Z',
    '2026-W10-1T10:15:02Z',
    '2026-061T10:15:02Z',
    '',
    5,
    null,
    ['2026-03-02T10:15:02Z'],
  ])('is not %j', (value) => {
    expect(isTimestamp(value)).toBe(false);
  });

  it('is a day that a calendar has, in all years (case 13)', () => {
    const day = fc.record({
      year: fc.integer({ min: 1, max: 9_999 }),
      month: fc.integer({ min: 1, max: 14 }),
      day: fc.integer({ min: 0, max: 33 }),
      rest: fc.constantFrom('T10:15:02Z', 'T00:00:00+08:00', 't23:59Z', ' 01:02:03.5-15:59'),
    });
    const two = (number: number) => String(number).padStart(2, '0');
    fc.assert(
      fc.property(day, ({ year, month, day, rest }) => {
        const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
        const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
        const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}${rest}`;
        return isTimestamp(text) === (day >= 1 && day <= days);
      }),
      { numRuns: 5_000 },
    );
  });

  it('of a request is of a year that is no typing error', () => {
    const texts = ['1899-12-31T23:59:59Z', '1900-01-01T00:00Z', '2199-12-31T23:59:59Z', '9999-01-01T00:00:00Z', 'now'];
    expect(texts.map(isRequestTime)).toEqual([false, true, true, false, false]);
  });
});
