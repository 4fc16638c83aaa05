import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { comparableTime, isBefore, toExactTime } from './exact-time.ts';

const exact = (text: string) => toExactTime(text, new Date(text));

describe('an exact time', () => {
  it.each([
    ['2026-11-30T10:00:00Z', '2026-11-30T10:00:00.000Z'],
    ['2026-11-30T10:00:00.5+08:00', '2026-11-30T02:00:00.500Z'],
    ['2026-11-30T10:00:00.123900Z', '2026-11-30T10:00:00.123900Z'],
    ['2026-11-30T10:00:00.1239-00:30', '2026-11-30T10:30:00.123900Z'],
    ['2026-11-30T10:00:00.1234567891Z', '2026-11-30T10:00:00.123456789Z'],
  ])('keeps the digits of %s (case 06)', (text, kept) => {
    expect(exact(text)).toBe(kept);
  });

  it('is ordered beyond the millisecond (case 06)', () => {
    expect(isBefore(exact('2026-11-30T10:00:00.1231Z'), exact('2026-11-30T10:00:00.123900Z'))).toBe(true);
    expect(isBefore(exact('2026-11-30T10:00:00.123Z'), exact('2026-11-30T10:00:00.123000Z'))).toBe(false);
    const nanoseconds = fc.integer({ min: 0, max: 999_999_999 });
    fc.assert(
      fc.property(nanoseconds, nanoseconds, (a, b) => {
        const time = (n: number) => exact(`2026-11-30T10:00:00.${String(n).padStart(9, '0')}Z`);
        expect(isBefore(time(a), time(b))).toBe(a < b);
        expect(comparableTime(time(a))).toHaveLength(30);
      }),
    );
  });
});
