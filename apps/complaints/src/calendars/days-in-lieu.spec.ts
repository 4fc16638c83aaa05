import { beforeAll, describe, expect, it } from '@jest/globals';
import { assertValidCalendar } from './assert-valid-calendar.ts';
import type { PublicHolidays } from './business-calendar.ts';
import { dueAt } from './due-at.ts';
import { loadPublicHolidays, publicHolidaysOf } from './public-holidays.ts';

beforeAll(loadPublicHolidays);

const office = [{ from: '09:00', to: '17:00' }];
const week = { monday: office, tuesday: office, wednesday: office, thursday: office, friday: office };
const closedOn = (place: Partial<PublicHolidays> & { country: string }, date: string): boolean =>
  publicHolidaysOf({ types: ['public'], ...place }, Number(date.slice(0, 4))).has(Date.parse(date) / 86_400_000);
const th = { country: 'TH' };
const tw = { country: 'TW' };
const hours = (publicHolidays: PublicHolidays, zone: string) => ({
  ...{ name: 'Office', zone, week, holidays: [], exceptions: [] },
  publicHolidays,
});

describe('days in lieu', () => {
  it('close in Thailand on the next working day after a weekend (case 11)', () => {
    for (const date of ['2026-06-01', '2026-12-07', '2027-12-06', '2024-04-16'])
      expect([date, closedOn(th, date)]).toEqual([date, true]);
    for (const date of ['2026-06-02', '2026-12-08', '2024-04-17'])
      expect([date, closedOn(th, date)]).toEqual([date, false]);
    const calendar = {
      kind: 'business' as const,
      id: 'th',
      versions: [
        {
          ...hours({ country: 'TH', types: ['public'] }, 'Asia/Bangkok'),
          version: 1,
          effectiveFrom: new Date('2026-01-01T00:00:00Z'),
        },
      ],
    };
    expect(dueAt(new Date('2026-12-04T16:00:00+07:00'), 'PT2H', calendar)).toEqual(
      new Date('2026-12-08T10:00:00+07:00'),
    );
  });

  it('close in Taiwan on the Friday before a Saturday and the Monday after a Sunday (case 11)', () => {
    for (const date of ['2026-02-27', '2026-04-03', '2026-04-06', '2026-10-09', '2021-03-01', '2021-12-31'])
      expect([date, closedOn(tw, date)]).toEqual([date, true]);
    for (const date of ['2026-02-26', '2026-04-07', '2026-10-12'])
      expect([date, closedOn(tw, date)]).toEqual([date, false]);
  });

  it('do not close where the holiday is left out', () => {
    const except = ["King Bhumibol Adulyadej's Birthday"];
    expect([closedOn({ ...th, except }, '2026-12-05'), closedOn({ ...th, except }, '2026-12-07')]).toEqual([
      false,
      false,
    ]);
  });
});

describe('a public holiday', () => {
  it('is left out by its name, also in English, or by its rule', () => {
    expect(closedOn({ country: 'DE' }, '2026-12-26')).toBe(true);
    for (const one of ['2. Weihnachtstag', 'boxing day', '12-26'])
      expect(closedOn({ country: 'DE', except: [one] }, '2026-12-26')).toBe(false);
    expect(closedOn({ country: 'DE', except: ['easter 49'] }, '2026-05-25')).toBe(true);
    expect(closedOn({ country: 'DE', except: ['easter 50'] }, '2026-05-25')).toBe(false);
  });

  it('that the place does not have cannot be left out', () => {
    const place: PublicHolidays = { country: 'DE', types: ['public'], except: ['12-26', 'Thanksgiving'] };
    expect(() => assertValidCalendar(hours(place, 'Europe/Berlin'), new Date('2026-01-01T00:00:00Z'))).toThrow(
      expect.objectContaining({
        errors: [expect.objectContaining({ pointer: '/publicHolidays/except/1', code: 'calendar.unknown-holiday' })],
      }),
    );
  });
});
