import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { assertValidCalendar } from './assert-valid-calendar.ts';
import type { CalendarVersion } from './business-calendar.ts';
import { any, away, date, day, due, duration, length, minute, open, plain, within } from './business-time.builder.ts';
import { cases, changes, time, zones } from './calendar.builder.ts';
import { dueAt, elapsed, pointAtShare } from './due-at.ts';
import { isOpen } from './minute-by-minute.builder.ts';

describe('open time', () => {
  it('is what a count minute by minute finds', () => {
    fc.assert(
      fc.property(
        cases(),
        fc.integer({ min: -900, max: 0 }),
        fc.integer({ min: 0, max: 900 }),
        (one, before, after) => {
          const { calendar, moment } = one;
          let count = 0;
          for (let at = before; at < after; at += 1) if (isOpen(calendar, moment + at * minute)) count += 1;
          expect(open(calendar, moment + before * minute, moment + after * minute)).toBe(count * minute);
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each(zones)('is exact where the clocks are changed in %s, whenever a shift begins and ends', (zone) => {
    for (const change of changes[zone]) {
      const [begin, end] = [Date.parse(change) - day, Date.parse(change) + day];
      const walls = Array.from({ length: (end - begin) / minute }, (_, index) => {
        const wall = DateTime.fromMillis(begin + index * minute, { zone });
        return { weekend: wall.weekday >= 6, now: wall.hour * 60 + wall.minute };
      });
      for (let from = 0; from < 1440; from += 53)
        for (const to of [from + 31, from + 200, from + 611].filter((last) => last <= 1440)) {
          const shift = [{ from: time(from), to: time(to) }];
          const calendar = plain(zone, { week: { saturday: shift, sunday: shift }, publicHolidays: null });
          const count = walls.filter(({ weekend, now }) => weekend && from <= now && now < to).length;
          expect({ from, to, open: open(calendar, begin, end) }).toEqual({ from, to, open: count * minute });
        }
    }
  });

  it('adds up over any split, forwards and backwards', () =>
    any(
      ({ calendar, moment }, a, b, c) => {
        const [from, middle, to] = [moment + a, moment + b, moment + c] as [number, number, number];
        expect(open(calendar, from, middle) + open(calendar, middle, to)).toBe(open(calendar, from, to));
      },
      away,
      away,
      away,
    ));
});

describe('a deadline in hours and minutes', () => {
  it('is what a count minute by minute finds', () => {
    fc.assert(
      fc.property(
        cases(),
        fc.integer({ min: -900, max: 500 }),
        fc.integer({ min: 1, max: 400 }),
        (one, from, minutes) => {
          const { calendar, moment } = one;
          let left = minutes;
          let at = moment + from * minute;
          const end = at + 4 * day;
          for (; left > 0 && at < end; at += minute) if (isOpen(calendar, at)) left -= 1;
          fc.pre(left === 0);
          expect(due(calendar, moment + from * minute, `PT${minutes}M`)).toBe(at);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is as far away in open time as was asked for', () =>
    any(
      ({ calendar, moment }, from = 0, ms = 0) => {
        const start = moment + from;
        expect(open(calendar, start, due(calendar, start, duration(ms)))).toBe(ms);
      },
      away,
      length,
    ));

  it('undoes the count of open time, up to the time nobody works', () =>
    any(
      ({ calendar, moment }, from = 0, to = 0) => {
        const [start, end] = [moment + Math.min(from, to), moment + Math.max(from, to)];
        const found = due(calendar, start, duration(open(calendar, start, end)));
        if (open(calendar, end - 1, end) === 1 && end > start) expect(found).toBe(end);
        else expect(open(calendar, found, end)).toBe(0);
      },
      away,
      away,
    ));

  it('adds up over any split', () =>
    any(
      ({ calendar, moment }, from = 0, a = 0, b = 0) => {
        const start = moment + from;
        expect(due(calendar, due(calendar, start, duration(a)), duration(b))).toBe(
          due(calendar, start, duration(a + b)),
        );
      },
      away,
      length,
      length,
    ));

  it('is never earlier for a later start', () =>
    any(
      ({ calendar, moment }, from = 0, wait = 0, ms = 0) => {
        const start = moment + from;
        expect(due(calendar, start + wait, duration(ms))).toBeGreaterThanOrEqual(due(calendar, start, duration(ms)));
      },
      away,
      length,
      length,
    ));

  it('has its warning on the way to it, after its share of the open time', () =>
    any(
      ({ calendar, moment }, from = 0, ms = 0) => {
        const start = date(moment + from);
        const deadline = dueAt(start, duration(ms), calendar);
        const warning = pointAtShare(start, deadline, 0.8, calendar);
        expect(elapsed(start, warning, calendar)).toBe(Math.round(ms * 0.8));
        expect(warning.getTime()).toBeLessThanOrEqual(deadline.getTime());
      },
      away,
      length,
    ));
});

describe('any deadline', () => {
  it('is never outside of open hours', () =>
    any(
      ({ calendar, moment }, from = 0, weeks = 0, days = 0, ms = 0) =>
        expect(within(calendar, due(calendar, moment + from, `P${weeks}W${days}D${duration(ms).slice(1)}`))).toBe(true),
      away,
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 0, max: 12 }),
      length,
    ));
});

describe('a calendar that never opens', () => {
  const refusal = (different: Partial<CalendarVersion>): string[] => {
    try {
      const hours = {
        name: 'n',
        zone: 'UTC',
        week: {},
        holidays: [],
        publicHolidays: null,
        exceptions: [],
        ...different,
      };
      assertValidCalendar(hours, date(Date.parse('2026-01-01T00:00Z')));
      return [];
    } catch (error) {
      return (error as { errors: { code: string }[] }).errors.map(({ code }) => code);
    }
  };

  it('is refused, whatever exceptions it has', () => {
    fc.assert(
      fc.property(cases(1), ({ calendar }) => {
        const [version] = calendar.versions as [CalendarVersion];
        expect(refusal({ ...version })).toEqual([]);
        expect(refusal({ ...version, week: {} })).toEqual(['calendar.no-open-time']);
      }),
    );
  });
});
