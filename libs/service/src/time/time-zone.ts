import { IANAZone } from 'luxon';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
// Local time is at most 12 hours behind and 14 hours ahead of UTC.
const [farthestBehind, farthestAhead] = [13 * hour, 15 * hour];

export const timeUnits = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type TimeUnit = (typeof timeUnits)[number];

const zoneName = /^[A-Za-z][\w+-]*(\/[\w+-]+)*$/;

/** Whether the IANA has a zone of this name: `Asia/Bangkok`, `UTC`. */
export const isTimeZone = (name: string): boolean => zoneName.test(name) && IANAZone.isValidZone(name);

/** The offset of a UTC day; one that changes within the day has the moment of the change. */
interface DayOffset {
  readonly offset: number;
  readonly changeAt?: number;
  readonly after?: number;
}

/** Local time of a zone of the IANA. Moments and offsets are milliseconds. */
export class TimeZone {
  readonly name: string;
  readonly #zone: IANAZone;
  // Asking Intl takes microseconds, and figures ask for every fact.
  readonly #offsets = new Map<number, DayOffset>();

  private constructor(name: string) {
    this.name = name;
    this.#zone = IANAZone.create(name);
  }

  static readonly #known = new Map<string, TimeZone>();

  /** The zone of this name. Throws RangeError for a name that `isTimeZone` refuses. */
  static named(name: string): TimeZone {
    const known = TimeZone.#known.get(name);
    if (known) return known;
    if (!isTimeZone(name)) throw new RangeError(`${name} is no time zone of the IANA`);
    const zone = new TimeZone(name);
    TimeZone.#known.set(name, zone);
    return zone;
  }

  /** How far local time is ahead of UTC at this moment. */
  offsetAt(moment: number): number {
    const { offset, changeAt, after } = this.#offsetOf(Math.floor(moment / day));
    return changeAt !== undefined && after !== undefined && moment >= changeAt ? after : offset;
  }

  /**
   * When the hour, day, week (from Monday), month, quarter or year of this moment began. A day without midnight begins
   * when the clocks change, one with two midnights at the first. An hour that the clocks repeat is an hour of its own;
   * if they repeat a part of it, it is longer.
   */
  startOf(unit: TimeUnit, moment: number): number {
    if (unit === 'hour') return this.#startOfHour(moment);
    return this.#atLocal(firstDay(unit, this.#localDay(moment)));
  }

  /** When the next hour, day, ... begins after the one of this moment. */
  next(unit: TimeUnit, moment: number): number {
    const start = this.startOf(unit, moment);
    if (unit === 'hour') {
      let next = start;
      while (this.#startOfHour(next) === start) next += 15 * minute;
      return this.#startOfHour(next);
    }
    for (let after = followingDay(unit, this.#localDay(start)); ; after += 1) {
      const next = this.#atLocal(after);
      if (next > start) return next;
    }
  }

  /** The first moment of a date `YYYY-MM-DD`. */
  startOfDate(date: string): number {
    return this.#atLocal(Date.parse(`${date}T00:00:00Z`) / day);
  }

  /** The date of a moment, `YYYY-MM-DD`. */
  dateAt(moment: number): string {
    return new Date(moment + this.offsetAt(moment)).toISOString().slice(0, 10);
  }

  #localDay(moment: number): number {
    return Math.floor((moment + this.offsetAt(moment)) / day);
  }

  /** The first moment at which local time is midnight of this day (number since 1970), or is past it. */
  #atLocal(localDay: number): number {
    const midnight = localDay * day;
    const before = this.offsetAt(midnight - farthestAhead);
    const after = this.offsetAt(midnight + farthestBehind);
    const found = [midnight - before, midnight - after].filter((moment) => moment + this.offsetAt(moment) === midnight);
    if (found.length > 0) return Math.min(...found);
    return this.#changeBetween(midnight - farthestAhead, midnight + farthestBehind);
  }

  #startOfHour(moment: number): number {
    const offset = this.offsetAt(moment);
    const start = moment - ((((moment + offset) % hour) + hour) % hour);
    if (this.offsetAt(start) === offset) return start;
    const change = this.#changeBetween(start, moment);
    const before = Math.floor((change - 1 + this.offsetAt(change - 1)) / hour);
    return before === Math.floor((change + offset) / hour) ? this.#startOfHour(change - 1) : change;
  }

  #offsetOf(utcDay: number): DayOffset {
    const known = this.#offsets.get(utcDay);
    if (known) return known;
    const [first, end] = [utcDay * day, (utcDay + 1) * day];
    const [offset, after] = [this.#ask(first), this.#ask(end)];
    const found = offset === after ? { offset } : { offset, after, changeAt: this.#changeBetween(first, end) };
    this.#offsets.set(utcDay, found);
    return found;
  }

  /** The first moment after `from`, up to `to`, with another offset than `from`. */
  #changeBetween(from: number, to: number): number {
    const offset = this.#ask(from);
    let [before, after] = [from, to];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (this.#ask(middle) === offset) before = middle;
      else after = middle;
    }
    return after;
  }

  #ask(moment: number): number {
    return Math.round(this.#zone.offset(moment) * minute);
  }
}

/** The first day of the week, month, ... of a day; days are numbered since 1970-01-01, a Thursday. */
function firstDay(unit: Exclude<TimeUnit, 'hour'>, localDay: number): number {
  if (unit === 'day') return localDay;
  if (unit === 'week') return localDay - ((((localDay + 3) % 7) + 7) % 7);
  const date = new Date(localDay * day);
  const month = date.getUTCMonth();
  return dayNumber(date.getUTCFullYear(), { month, quarter: month - (month % 3), year: 0 }[unit]);
}

function followingDay(unit: Exclude<TimeUnit, 'hour'>, localDay: number): number {
  const first = firstDay(unit, localDay);
  if (unit === 'day' || unit === 'week') return first + { day: 1, week: 7 }[unit];
  const date = new Date(first * day);
  return dayNumber(date.getUTCFullYear(), date.getUTCMonth() + { month: 1, quarter: 3, year: 12 }[unit]);
}

const dayNumber = (year: number, month: number): number => {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 1);
  return date.getTime() / day;
};

/** A time with its offset, or the beginning of a date in this zone. */
export const momentIn = (zone: TimeZone, text: string): Date =>
  new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? zone.startOfDate(text) : text);

export const utc = TimeZone.named('UTC');
