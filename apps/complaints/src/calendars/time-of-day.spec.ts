import { describe, expect, it } from '@jest/globals';
import { type TimeOfDay, timeCheck } from './time-of-day.ts';

const night: TimeOfDay = { zone: 'Asia/Hong_Kong', from: '22:00', to: '06:00', weekdays: ['friday'] };
const day: TimeOfDay = { zone: 'Europe/Berlin', from: '09:00', to: '17:00', weekdays: ['monday', 'sunday'] };
const weekend: TimeOfDay = { zone: 'UTC', weekdays: ['saturday', 'sunday'] };

describe('a time of the day', () => {
  it.each<[string, TimeOfDay, string, boolean]>([
    ['begins with its first minute', day, '2026-03-02T08:00:00.000Z', true],
    ['not a moment before', day, '2026-03-02T07:59:59.999Z', false],
    ['ends before its last', day, '2026-03-02T16:00:00.000Z', false],
    ['follows the wall clock into summer', day, '2026-03-30T07:00:00.000Z', true],
    ['is not on another day', day, '2026-03-03T10:00:00.000Z', false],
    ['goes past midnight', night, '2026-03-06T21:30:00.000Z', true],
    ['and belongs to the day it began on', night, '2026-03-07T21:30:00.000Z', false],
    ['not to the night before that day', night, '2026-03-05T21:30:00.000Z', false],
    ['begins in the evening of its day', night, '2026-03-06T14:00:00.000Z', true],
    ['is whole days when it says days only', weekend, '2026-03-08T23:59:59.999Z', true],
    ['and no other days', weekend, '2026-03-09T00:00:00.000Z', false],
  ])('%s', (_, time, at, expected) => expect(timeCheck(time)(new Date(at))).toBe(expected));

  it('is looked up again when the minute is another', () => {
    const isDay = timeCheck(day);
    expect(['07:59', '08:00', '08:00', '07:59'].map((at) => isDay(new Date(`2026-03-02T${at}:30.000Z`)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
