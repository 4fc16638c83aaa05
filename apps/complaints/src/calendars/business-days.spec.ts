import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { BusinessCalendar, CalendarVersion } from './business-calendar.ts';
import { away, date, day, due, minute, office, plain, within } from './business-time.builder.ts';
import { type Case, cases, zones } from './calendar.builder.ts';
import { usual, wallAt } from './minute-by-minute.builder.ts';

const hasNights = ({ versions }: BusinessCalendar): boolean =>
  versions.some(({ week }) => Object.values(week).some((shifts) => shifts?.some(({ from, to }) => to < from)));

/** The working days of offices that open from Monday to Friday, from a moment on. */
function openDays(calendar: BusinessCalendar, from: number, count: number): string[] {
  const days: string[] = [];
  const version = calendar.versions[0] as CalendarVersion;
  for (let at = from; days.length < count; at += day / 2) {
    const { date: on, weekday } = wallAt(version.zone, at);
    if (days.at(-1) !== on && usual(version, on, weekday).length > 0) days.push(on);
  }
  return days;
}

describe('a deadline in business days', () => {
  const starts = fc
    .tuple(fc.constantFrom(...zones), fc.integer({ min: 0, max: 360 }), fc.integer({ min: 0, max: 1439 }))
    .map(([zone, days, minutes]) => ({ zone, start: Date.parse('2026-01-01T00:00Z') + days * day + minutes * minute }));

  it('is as many open days later, at the same local time, over every change of the clocks', () => {
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 20 }), ({ zone, start }, days) => {
        const calendar = plain(zone);
        fc.pre(within(calendar, start));
        const [from, to] = [start, due(calendar, start, `P${days}D`)].map((at) => DateTime.fromMillis(at, { zone }));
        expect(to?.toFormat('HH:mm')).toBe(from?.toFormat('HH:mm'));
        const between = openDays(calendar, start, days + 1);
        expect(to?.toISODate()).toBe(between.at(-1));
      }),
      { numRuns: 60 },
    );
  });

  it('adds up over any split, where all days are alike', () => {
    fc.assert(
      fc.property(starts, fc.nat(8), fc.nat(8), ({ zone, start }, a, b) => {
        const calendar = plain(zone);
        expect(due(calendar, due(calendar, start, `P${a}D`), `P${b}D`)).toBe(due(calendar, start, `P${a + b}D`));
      }),
    );
  });

  it('adds up over any split in its days, also where they are not alike', () => {
    const byDay = ({ calendar }: Case) => !JSON.stringify(calendar).includes('"extra"') && !hasNights(calendar);
    const number = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(cases(1).filter(byDay), away, number, number, ({ calendar, moment }, from, a, b) => {
        const split = due(calendar, due(calendar, moment + from, `P${a}D`), `P${b}D`);
        const whole = due(calendar, moment + from, `P${a + b}D`);
        const [one, other] = [split, whole].map((at) => wallAt((calendar.versions[0] as CalendarVersion).zone, at));
        // Midnight belongs to two days.
        fc.pre(one?.minute !== 0 && other?.minute !== 0);
        expect(one?.date).toBe(other?.date);
      }),
      { numRuns: 30 },
    );
  });

  it('is eight working hours nowhere: a short day is a day', () => {
    const calendar = plain('Asia/Hong_Kong', { week: { monday: office, tuesday: [{ from: '10:00', to: '11:00' }] } });
    const monday = Date.parse('2026-03-02T16:00+08:00');
    expect(date(due(calendar, monday, 'P1D'))).toEqual(new Date('2026-03-03T11:00+08:00'));
    expect(date(due(calendar, monday, 'P2D'))).toEqual(new Date('2026-03-09T16:00+08:00'));
    expect(date(due(calendar, monday, 'PT8H'))).toEqual(new Date('2026-03-09T15:00+08:00'));
  });

  it('counts a night shift with the day on which it began', () => {
    const night = [{ from: '22:00', to: '06:00' }];
    const calendar = plain('Europe/Berlin', { week: { monday: night, tuesday: night, friday: night } });
    expect(date(due(calendar, Date.parse('2026-03-03T02:00+01:00'), 'P1D'))).toEqual(
      new Date('2026-03-04T02:00+01:00'),
    );
    expect(date(due(calendar, Date.parse('2026-03-04T02:00+01:00'), 'P1D'))).toEqual(
      new Date('2026-03-07T02:00+01:00'),
    );
  });
});
