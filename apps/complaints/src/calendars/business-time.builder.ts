import fc from 'fast-check';
import { type BusinessCalendar, businessCalendar, type CalendarVersion } from './business-calendar.ts';
import { type Case, cases } from './calendar.builder.ts';
import { dueAt, elapsed } from './due-at.ts';
import { loadPublicHolidays } from './public-holidays.ts';

await loadPublicHolidays();

export const minute = 60_000;
export const day = 1440 * minute;

export const date = (ms: number): Date => new Date(ms);
export const duration = (ms: number): string => `PT${(ms / 1000).toFixed(3)}S`;
export const due = (calendar: BusinessCalendar, start: number, length: string): number =>
  dueAt(date(start), length, calendar).getTime();
export const open = (calendar: BusinessCalendar, from: number, to: number): number =>
  elapsed(date(from), date(to), calendar);
export const within = (calendar: BusinessCalendar, at: number): boolean =>
  open(calendar, at - 1, at) === 1 || open(calendar, at, at + 1) === 1;

export const office = [{ from: '09:00', to: '17:00' }];
export const plain = (zone: string, different: Partial<CalendarVersion> = {}): BusinessCalendar =>
  businessCalendar('plain', [
    {
      version: 1,
      effectiveFrom: date(0),
      name: 'plain',
      zone,
      week: { monday: office, tuesday: office, wednesday: office, thursday: office, friday: office },
      holidays: [],
      publicHolidays: { country: 'DE', types: ['public'] },
      exceptions: [],
      ...different,
    },
  ]);

export const away = fc.integer({ min: -3 * day, max: 3 * day });
export const length = fc.oneof(fc.integer({ min: 0, max: 3 * day }), fc.integer({ min: 0, max: 2 * 60 * minute }));
export const any = (rule: (one: Case, ...rest: number[]) => void, ...rest: fc.Arbitrary<number>[]) =>
  fc.assert(
    fc.property(cases(), fc.tuple(...rest), (one, numbers) => rule(one, ...numbers)),
    { numRuns: 200 },
  );
