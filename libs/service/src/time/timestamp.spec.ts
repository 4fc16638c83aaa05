import { describe, expect, it } from '@jest/globals';
import { isTimestamp } from './timestamp.ts';

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
    '2026-W10-1T10:15:02Z',
    '2026-061T10:15:02Z',
    '',
    5,
    null,
    ['2026-03-02T10:15:02Z'],
  ])('is not %j', (value) => {
    expect(isTimestamp(value)).toBe(false);
  });
});
