import fc from 'fast-check';
import {
  type BusinessCalendar,
  businessCalendar,
  type CalendarException,
  type CalendarVersion,
  type Interval,
  weekdays,
} from './business-calendar.ts';

/** Where the clocks are changed, by an hour at night, by half an hour, and at midnight; and where they never are. */
export const zones = ['Europe/Berlin', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Hong_Kong'] as const;

/** The changes of 2026. */
export const changes: Readonly<Record<(typeof zones)[number], readonly string[]>> = {
  'Europe/Berlin': ['2026-03-29T01:00Z', '2026-10-25T01:00Z'],
  'Australia/Lord_Howe': ['2026-04-04T15:00Z', '2026-10-03T15:30Z'],
  'America/Santiago': ['2026-04-05T03:00Z', '2026-09-06T04:00Z'],
  'Asia/Hong_Kong': ['2026-05-01T16:00Z', '2026-12-31T16:00Z'],
};

export const time = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** Up to three apart from each other. */
const intervals = (from: number, to: number, least = 0): fc.Arbitrary<Interval[]> =>
  fc
    .uniqueArray(fc.integer({ min: from, max: to }), { minLength: least * 2, maxLength: 6 })
    .map((minutes) => minutes.sort((a, b) => a - b))
    .map((minutes) =>
      Array.from({ length: Math.floor(minutes.length / 2) }, (_, index) => ({
        from: time(minutes[index * 2] as number),
        to: time(minutes[index * 2 + 1] as number),
      })),
    );

/** By day, or with night shifts until six at the latest. */
const shifts = (least = 0) =>
  fc.oneof(
    intervals(0, 1440, least).map((day) => ({ night: false, day })),
    fc
      .record({
        day: intervals(361, 1199),
        night: fc.record({ from: fc.integer({ min: 1200, max: 1439 }), to: fc.integer({ min: 1, max: 360 }) }),
      })
      .map(({ day, night }) => ({ night: true, day: [...day, { from: time(night.from), to: time(night.to) }] })),
  );

const week = fc
  .record(Object.fromEntries(weekdays.map((weekday) => [weekday, shifts(weekday === 'tuesday' ? 1 : 0)])))
  .map((days) => {
    const nights = Object.values(days).some(({ night }) => night);
    // After a night shift nobody begins before six.
    const fits = ({ from }: Interval) => !nights || from > '06:00';
    return Object.fromEntries(Object.entries(days).map(([weekday, { day }]) => [weekday, day.filter(fits)]));
  });

const dateNear = (moment: string): fc.Arbitrary<string> =>
  fc
    .integer({ min: -6, max: 6 })
    .map((days) => new Date(Date.parse(moment) + days * 86_400_000).toISOString().slice(0, 10));

const exception = (moment: string): fc.Arbitrary<CalendarException> =>
  fc
    .record(
      {
        date: dateNear(moment),
        hours: intervals(0, 1440),
        extra: fc.constantFrom([{ from: '21:30', to: '02:15' }], [{ from: '01:00', to: '04:00' }]),
        closed: fc.constantFrom(
          [{ from: '23:00', to: '01:30' }],
          [{ from: '02:00', to: '03:00' }],
          [{ from: '11:00', to: '15:00' }],
        ),
      },
      { requiredKeys: ['date'] },
    )
    .filter((one) => Object.keys(one).length > 1);

/** An open day in each week at least. */
const version = (zone: string, moment: string): fc.Arbitrary<Omit<CalendarVersion, 'version'>> =>
  fc.record({
    name: fc.constant('any'),
    zone: fc.constant(zone),
    week: week.filter((days) => Object.values(days).some((day) => day.length > 0)),
    holidays: fc.uniqueArray(dateNear(moment), { maxLength: 2 }).map((dates) => dates.map((date) => ({ date }))),
    publicHolidays: fc.constantFrom(null, { country: 'DE', types: ['public' as const] }),
    exceptions: fc.uniqueArray(exception(moment), { maxLength: 3, selector: ({ date }) => date }),
    effectiveFrom: fc
      .integer({ min: -4000, max: 4000 })
      .map((minutes) => new Date(Date.parse(moment) + minutes * 60_000)),
  });

export interface Case {
  readonly calendar: BusinessCalendar;
  /** Near a change of the clocks. */
  readonly moment: number;
}

/** A calendar of one to three versions, and a moment at which it may be hard. */
export const cases = (maxVersions = 3): fc.Arbitrary<Case> =>
  fc
    .constantFrom(...zones)
    .chain((zone) => fc.record({ zone: fc.constant(zone), moment: fc.constantFrom(...changes[zone]) }))
    .chain(({ zone, moment }) =>
      fc.record({
        calendar: fc.array(version(zone, moment), { minLength: 1, maxLength: maxVersions }).map((versions) =>
          businessCalendar(
            'any',
            versions.map((one, index) => ({ ...one, version: index + 1 })),
          ),
        ),
        moment: fc.constant(Date.parse(moment)),
      }),
    );
