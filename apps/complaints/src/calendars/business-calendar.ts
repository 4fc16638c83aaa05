export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** Local time `HH:MM` in the calendar's zone. `to` may be `24:00`; a `to` before `from` is on the next day. */
export interface Interval {
  readonly from: string;
  readonly to: string;
}

export interface Holiday {
  /** `YYYY-MM-DD`, or `MM-DD` for every year. */
  readonly date: string;
  readonly name?: string;
}

/** The holidays of a place, as `date-holidays` knows them. */
export interface PublicHolidays {
  readonly country: string;
  readonly state?: string;
  readonly region?: string;
  readonly types: readonly HolidayKind[];
  /** Those that do not close: names in any language, or rules of `date-holidays` (`12-24`, `easter 49`). */
  readonly except?: readonly string[];
}

export const holidayKinds = ['public', 'bank'] as const;
export type HolidayKind = (typeof holidayKinds)[number];

/** Days with other hours. They override the week and the holidays. */
export interface CalendarException {
  readonly date: string;
  /** The last day, when the exception lasts several days. */
  readonly until?: string;
  /** Instead of the usual hours; none: closed all day. */
  readonly hours?: readonly Interval[];
  /** Extra open hours. */
  readonly extra?: readonly Interval[];
  /** Closed hours, also within a shift of the day before. */
  readonly closed?: readonly Interval[];
  readonly reason?: string;
}

/** The working hours of a company. */
export interface WorkingHours {
  readonly name: string;
  /** IANA. */
  readonly zone: string;
  readonly week: Readonly<Partial<Record<Weekday, readonly Interval[]>>>;
  readonly holidays: readonly Holiday[];
  readonly publicHolidays: PublicHolidays | null;
  readonly exceptions: readonly CalendarException[];
}

export interface CalendarVersion extends WorkingHours {
  readonly version: number;
  readonly effectiveFrom: Date;
}

/** Plain data: the versions in the order of their times; the first one also holds for all time before it. */
export interface BusinessCalendar {
  readonly kind: 'business';
  readonly id: string;
  readonly versions: readonly CalendarVersion[];
}

/** A version replaces everything from its date on, also what was planned for later. */
export function businessCalendar(id: string, versions: readonly CalendarVersion[]): BusinessCalendar {
  const holding: CalendarVersion[] = [];
  for (const version of [...versions].sort((a, b) => a.version - b.version)) {
    while (holding.length > 0 && (holding.at(-1) as CalendarVersion).effectiveFrom >= version.effectiveFrom)
      holding.pop();
    holding.push(version);
  }
  return { kind: 'business', id, versions: holding };
}
