import { describe, expect, it } from '@jest/globals';
import { businessCalendar, type CalendarVersion } from './business-calendar.ts';
import { dueAt, elapsed, pointAtShare } from './due-at.ts';
import { loadPublicHolidays } from './public-holidays.ts';

await loadPublicHolidays();

const office = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];
const berlin: CalendarVersion = {
  version: 1,
  effectiveFrom: new Date('2020-01-01T00:00:00Z'),
  name: 'Support',
  zone: 'Europe/Berlin',
  week: {
    monday: office,
    tuesday: office,
    wednesday: office,
    thursday: office,
    friday: [{ from: '09:00', to: '14:00' }],
  },
  holidays: [],
  publicHolidays: { country: 'DE', state: 'BE', types: ['public'] },
  exceptions: [],
};
const calendar = businessCalendar('support', [berlin]);
const due = (start: string, duration: string, under = calendar) =>
  dueAt(new Date(start), duration, under).toISOString();

describe('a deadline in business time', () => {
  it.each([
    ['the lunch break does not count', '2026-03-02T10:00Z', 'PT2H', '2026-03-02T13:00:00.000Z'],
    ['the weekend does not count', '2026-03-06T12:00Z', 'PT2H', '2026-03-09T09:00:00.000Z'],
    ['what is used up with the shift is due at its end', '2026-03-06T12:00Z', 'PT1H', '2026-03-06T13:00:00.000Z'],
    ['a night counts from the next opening', '2026-03-02T22:00Z', 'PT30M', '2026-03-03T08:30:00.000Z'],
    ['no time at all is the next opening', '2026-03-07T10:00Z', 'PT0S', '2026-03-09T08:00:00.000Z'],
    ['Good Friday and Easter Monday do not count', '2026-04-02T13:00Z', 'PT3H', '2026-04-07T08:00:00.000Z'],
    ['a business day is the same time on the next open day', '2026-03-02T09:17Z', 'P1D', '2026-03-03T09:17:00.000Z'],
    ['three business days pass over the weekend', '2026-03-05T09:00Z', 'P3D', '2026-03-10T09:00:00.000Z'],
    ['a day that closes early is due at its closing', '2026-03-05T15:00Z', 'P1D', '2026-03-06T13:00:00.000Z'],
    ['a start in the night counts as the next opening', '2026-03-05T22:00Z', 'P1D', '2026-03-09T08:00:00.000Z'],
    ['days come before hours', '2026-03-05T15:00Z', 'P1DT1H', '2026-03-09T09:00:00.000Z'],
    ['a week is the same weekday', '2026-03-05T09:00Z', 'P1W', '2026-03-12T09:00:00.000Z'],
    [
      'a day keeps its time on the wall over a change of the clocks',
      '2026-03-27T09:00Z',
      'P1D',
      '2026-03-30T08:00:00.000Z',
    ],
  ])('%s', (_rule, start, duration, expected) => expect(due(start, duration)).toBe(expected));

  it('counts around the clock without a calendar', () => {
    const wall = { kind: 'wall' } as const;
    expect(dueAt(new Date('2026-03-06T12:00Z'), 'P1D', wall)).toEqual(new Date('2026-03-07T12:00Z'));
    expect(elapsed(new Date('2026-03-06T12:00Z'), new Date('2026-03-07T12:00Z'), wall)).toBe(86_400_000);
  });

  it('warns after its share of the open time, not of the elapsed time', () => {
    const [start, end] = [new Date('2026-03-06T12:00Z'), new Date('2026-03-09T09:00Z')];
    expect(pointAtShare(start, end, 0.8, calendar)).toEqual(new Date('2026-03-09T08:36:00Z'));
  });
});
