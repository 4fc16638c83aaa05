import { expect, it } from '@jest/globals';
import { isDate, isMoment } from './timestamp.ts';

it.each(['2026-03-02', '2024-02-29'])('%s is a date', (text) => {
  expect([isDate(text), isMoment(text)]).toEqual([true, true]);
});

it.each(['2026-02-30', '2025-02-29', '2026-3-2', '0000-01-01', '9999-01-01', '2026-03-02T10:15:02Z', '', 5, null])(
  '%j is no date',
  (value) => {
    expect(isDate(value)).toBe(false);
  },
);

it('a moment is a date or a time with its offset', () => {
  expect(isMoment('2026-03-02T10:15:02+08:00')).toBe(true);
  expect(isMoment('2026-03-02T10:15:02')).toBe(false);
  expect(isMoment('2026-02-30T10:15:02Z')).toBe(false);
});
