export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** Wall time `HH:MM` of the calendar's zone. `to` may be `24:00`; a `to` before `from` lies on the next day. */
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
}

export const holidayKinds = ['public', 'bank'] as const;
export type HolidayKind = (typeof holidayKinds)[number];

/** Days that are not as usual. Stronger than the week and than holidays. */
export interface CalendarException {
  readonly date: string;
  /** The last day of several. */
  readonly until?: string;
  /** Instead of the usual hours; none: closed all day. */
  readonly hours?: readonly Interval[];
  /** Open besides. */
  readonly extra?: readonly Interval[];
  /** Taken away, also from a shift of the day before. */
  readonly closed?: readonly Interval[];
  readonly reason?: string;
}

/** When a company works. */
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

/** Plain data. The versions that hold, in the order of their times; the first one also for all time before it. */
export interface BusinessCalendar {
  readonly kind: 'business';
  readonly id: string;
  readonly versions: readonly CalendarVersion[];
}

/** A version replaces all that was to hold from its date on, also what was planned for later. */
export function businessCalendar(id: string, versions: readonly CalendarVersion[]): BusinessCalendar {
  const holding: CalendarVersion[] = [];
  for (const version of [...versions].sort((a, b) => a.version - b.version)) {
    while (holding.length > 0 && (holding.at(-1) as CalendarVersion).effectiveFrom >= version.effectiveFrom)
      holding.pop();
    holding.push(version);
  }
  return { kind: 'business', id, versions: holding };
}
