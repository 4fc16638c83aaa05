import {
  BodyExample,
  Integer,
  ListOf,
  Nested,
  Num,
  oneOf,
  type PropertyOptions,
  Text,
  Timestamp,
  text,
} from '@harken/service';
import { type HolidayKind, holidayKinds } from './business-calendar.ts';

/** The text of an ISO 8601 duration; the rules of its body say which durations make sense. */
export const Duration = (options: PropertyOptions): PropertyDecorator => Text({ min: 2, max: 40, ...options });

class IntervalDto {
  @Text({
    description: 'When it begins, by the clock on the wall.',
    example: '09:00',
    pattern: /^([01]\d|2[0-3]):[0-5]\d$/,
    message: 'must be a time from 00:00 to 23:59',
  })
  from!: string;

  @Text({
    description: 'When it ends; earlier than `from`: on the next day. `24:00` is midnight.',
    example: '12:30',
    pattern: /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/,
    message: 'must be a time from 00:00 to 24:00',
  })
  to!: string;
}

const Intervals = (description: string) => ListOf(() => IntervalDto, { description, optional: true, max: 50 });

class WeekDto {
  @Intervals('Open on Mondays.') monday?: IntervalDto[];
  @Intervals('Open on Tuesdays.') tuesday?: IntervalDto[];
  @Intervals('Open on Wednesdays.') wednesday?: IntervalDto[];
  @Intervals('Open on Thursdays.') thursday?: IntervalDto[];
  @Intervals('Open on Fridays.') friday?: IntervalDto[];
  @Intervals('Open on Saturdays.') saturday?: IntervalDto[];
  @Intervals('Open on Sundays.') sunday?: IntervalDto[];
}

class HolidayDto {
  @Text({
    description: 'The day, or month and day for every year.',
    example: '12-24',
    pattern: /^(\d{4}-)?\d{2}-\d{2}$/,
    message: 'must be YYYY-MM-DD or MM-DD',
  })
  date!: string;
  @Text({ description: 'What is celebrated.', example: 'Christmas Eve', optional: true, max: 200 }) name?: string;
}

class PublicHolidaysDto {
  @Text({ description: 'The country, ISO 3166-1.', example: 'DE', max: 10 }) country!: string;
  @Text({ description: 'A part of it, ISO 3166-2 without the country.', example: 'BY', optional: true, max: 10 })
  state?: string;
  @Text({ description: 'A part of the state.', example: 'A', optional: true, max: 20 }) region?: string;
  @ListOf(oneOf(holidayKinds), {
    description: 'Which kinds of holidays close.',
    example: ['public'],
    optional: true,
    default: ['public'],
    min: 1,
    max: holidayKinds.length,
  })
  types?: HolidayKind[];
  @ListOf(text({ max: 200 }), {
    description:
      'Holidays that do not close: by name, in the language of the place or in English, or by their rule in date-holidays (`12-26`). The day in lieu of one that is left out does not close either.',
    example: ['Boxing Day'],
    optional: true,
    max: 100,
    unique: true,
  })
  except?: string[];
}

const day = { pattern: /^\d{4}-\d{2}-\d{2}$/, message: 'must be YYYY-MM-DD' };

class CalendarExceptionDto {
  @Text({ description: 'The day, or the first of several.', example: '2026-12-27', ...day }) date!: string;
  @Text({ description: 'The last of several days.', example: '2026-12-31', optional: true, ...day }) until?: string;
  @Intervals('Instead of the usual hours; none: closed all day.') hours?: IntervalDto[];
  @Intervals('Open besides the usual hours, also on a holiday.') extra?: IntervalDto[];
  @Intervals('Closed within the usual hours.') closed?: IntervalDto[];
  @Text({ description: 'Why.', example: 'Stocktaking', optional: true, max: 200 }) reason?: string;
}

class NamedWeekDto {
  @Text({ description: 'For people.', example: 'Support, Berlin', max: 200 }) name!: string;
  @Text({ description: 'The IANA time zone of its times.', example: 'Europe/Berlin', max: 100 }) zone!: string;
  @Nested(() => WeekDto, { description: 'The usual hours; a weekday without any is closed.' }) week!: WeekDto;
}

const usual = [
  { from: '09:00', to: '12:30' },
  { from: '13:30', to: '18:00' },
];
const example = {
  name: 'Support, Berlin',
  zone: 'Europe/Berlin',
  week: { monday: usual, tuesday: usual, wednesday: usual, thursday: usual, friday: [{ from: '09:00', to: '15:00' }] },
  holidays: [{ date: '12-24', name: 'Christmas Eve' }],
  publicHolidays: { country: 'DE', state: 'BE', types: ['public'] },
  exceptions: [{ date: '2026-12-28', until: '2026-12-31', hours: [], reason: 'Stocktaking' }],
};

const ownHolidays = { description: "The company's own holidays." };
const exceptionalDays = { description: 'Days that are not as usual; stronger than holidays.' };
const holidaysOfPlace = { description: 'The holidays of a place; half holidays close nothing.', nullable: true };

@BodyExample(example)
export class CalendarBody extends NamedWeekDto {
  @ListOf(() => HolidayDto, { ...ownHolidays, optional: true, max: 1000 }) holidays?: HolidayDto[];
  @Nested(() => PublicHolidaysDto, { ...holidaysOfPlace, optional: true }) publicHolidays?: PublicHolidaysDto | null;
  @ListOf(() => CalendarExceptionDto, { ...exceptionalDays, optional: true, max: 1000 })
  exceptions?: CalendarExceptionDto[];
  @Timestamp({
    description: 'From when it holds; now without it. It replaces what was to hold from then on.',
    example: '2026-06-01T00:00:00.000+02:00',
    optional: true,
  })
  effectiveFrom?: string;
}

export class CalendarDto extends NamedWeekDto {
  @Text({ description: 'Its id.', example: 'support-berlin' }) id!: string;
  @Integer({ description: 'Grows with each publication; the ETag.', example: 2 }) version!: number;
  @Timestamp({ description: 'From when this version holds.', example: '2026-05-31T22:00:00.000Z' })
  effectiveFrom!: Date;
  @ListOf(() => HolidayDto, ownHolidays) holidays!: HolidayDto[];
  @Nested(() => PublicHolidaysDto, {
    ...holidaysOfPlace,
    example: { country: 'DE', state: 'BE', types: ['public'] },
  })
  publicHolidays!: PublicHolidaysDto | null;
  @ListOf(() => CalendarExceptionDto, exceptionalDays) exceptions!: CalendarExceptionDto[];
  @Timestamp({ description: 'When it was published.', example: '2026-03-02T09:00:00.000Z' }) publishedAt!: Date;
  @Text({ description: 'Who published it.', example: 'acme' }) publishedBy!: string;
}

export class OpenTimeQuery {
  @Timestamp({ description: 'From when.', example: '2026-03-02T00:00:00Z', query: true }) from!: string;
  @Timestamp({ description: 'Until when; 366 days at most.', example: '2026-03-09T00:00:00Z', query: true })
  to!: string;
}

class OpenPeriodDto {
  @Timestamp({ description: 'When it opens.', example: '2026-03-02T08:00:00.000Z' }) from!: Date;
  @Timestamp({ description: 'When it closes.', example: '2026-03-02T11:00:00.000Z' }) to!: Date;
}

export class OpenTimeDto {
  @Num({ description: 'Open time between the two moments, in seconds.', example: 25200 }) openSeconds!: number;
  @ListOf(() => OpenPeriodDto, { description: 'When it is open between them, in order.' }) periods!: OpenPeriodDto[];
}

export class DueAtQuery {
  @Timestamp({ description: 'From when it counts.', example: '2026-03-02T10:00:00Z', query: true }) start!: string;
  @Duration({ description: 'ISO 8601: `PT2H` of open time, `P3D` business days.', example: 'PT2H', query: true })
  duration!: string;
}

export class DueAtDto {
  @Timestamp({ description: 'When the duration is used up.', example: '2026-03-02T13:00:00.000Z' }) dueAt!: Date;
  @Num({ description: 'Open time until then, in seconds.', example: 7200 }) openSeconds!: number;
}
