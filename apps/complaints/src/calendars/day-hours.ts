import { type CalendarException, type CalendarVersion, type Interval, weekdays } from './business-calendar.ts';
import { publicHolidaysOf } from './public-holidays.ts';

/** Minutes since midnight at the start of the day; a shift past midnight goes beyond 1440. */
export interface MinuteSpan {
  readonly from: number;
  readonly to: number;
}

export const minutesOfDay = 1440;
const oneDay = 86_400_000;

/** The number of a day since 1970, whatever the zone. */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / oneDay;
export const dateOf = (day: number): string => new Date(day * oneDay).toISOString().slice(0, 10);

// 1970 began with a Thursday.
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

export function spanOf({ from, to }: Interval): MinuteSpan {
  const [start, end] = [minuteOf(from), minuteOf(to)];
  return { from: start, to: end < start ? end + minutesOfDay : end };
}

interface DayPlan {
  readonly week: readonly (readonly MinuteSpan[])[];
  readonly holidays: ReadonlyMap<string, string>;
  readonly exceptions: ReadonlyMap<number, CalendarException>;
  readonly days: Map<number, readonly MinuteSpan[]>;
}

const plans = new WeakMap<CalendarVersion, DayPlan>();

function planOf(version: CalendarVersion): DayPlan {
  const made = plans.get(version);
  if (made) return made;
  const exceptions = new Map<number, CalendarException>();
  for (const exception of version.exceptions) {
    const last = dayNumber(exception.until ?? exception.date);
    for (let day = dayNumber(exception.date); day <= last; day += 1) exceptions.set(day, exception);
  }
  const plan: DayPlan = {
    week: weekdays.map((weekday) => merged((version.week[weekday] ?? []).map(spanOf))),
    holidays: new Map(version.holidays.map(({ date, name }) => [date, name ?? 'holiday'])),
    exceptions,
    days: new Map(),
  };
  plans.set(version, plan);
  return plan;
}

/**
 * The shifts that begin on a day, in local time, sorted and without overlap. A shift belongs to the day on which it
 * begins.
 */
export function shiftsOf(version: CalendarVersion, day: number): readonly MinuteSpan[] {
  const plan = planOf(version);
  let shifts = plan.days.get(day);
  if (!shifts) {
    shifts = withoutOverlap(version, plan, day);
    plan.days.set(day, shifts);
  }
  return shifts;
}

function withoutOverlap(version: CalendarVersion, plan: DayPlan, day: number): readonly MinuteSpan[] {
  const shifts = planned(version, plan, day);
  // An exception may open a day while the night shift of the day before still runs.
  const running = planned(version, plan, day - 1)
    .filter(({ to }) => to > minutesOfDay)
    .map(({ from, to }) => ({ from: from - minutesOfDay, to: to - minutesOfDay }));
  return running.length > 0 ? without(shifts, running) : shifts;
}

function planned(version: CalendarVersion, plan: DayPlan, day: number): readonly MinuteSpan[] {
  const exception = plan.exceptions.get(day);
  const usual =
    exception?.hours?.map(spanOf) ?? (holidayOn(version, day) === null ? (plan.week[weekdayOf(day)] ?? []) : []);
  const closed = [-1, 0, 1].flatMap((away) =>
    (plan.exceptions.get(day + away)?.closed ?? []).map(spanOf).map(({ from, to }) => ({
      from: from + away * minutesOfDay,
      to: to + away * minutesOfDay,
    })),
  );
  const left = closed.length > 0 ? without(usual, closed) : usual;
  return exception?.extra ? merged([...left, ...exception.extra.map(spanOf)]) : merged(left);
}

/** The name of the holiday on a day, or null. */
export function holidayOn(version: CalendarVersion, day: number): string | null {
  const { holidays } = planOf(version);
  const date = dateOf(day);
  const own = holidays.get(date) ?? holidays.get(date.slice(5));
  if (own !== undefined || !version.publicHolidays) return own ?? null;
  const year = Number(date.slice(0, 4));
  const found = publicHolidaysOf(version.publicHolidays, year).get(day);
  // Holidays of several days may have begun in the year before.
  if (found !== undefined || date.slice(5) > '01-10') return found ?? null;
  return publicHolidaysOf(version.publicHolidays, year - 1).get(day) ?? null;
}

export const exceptionOn = (version: CalendarVersion, day: number): CalendarException | null =>
  planOf(version).exceptions.get(day) ?? null;

function merged(spans: readonly MinuteSpan[]): readonly MinuteSpan[] {
  const apart: { from: number; to: number }[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else if (to > from) apart.push({ from, to });
  }
  return apart;
}

function without(spans: readonly MinuteSpan[], holes: readonly MinuteSpan[]): readonly MinuteSpan[] {
  return holes.reduce<readonly MinuteSpan[]>(
    (left, hole) =>
      left.flatMap(({ from, to }) =>
        hole.to <= from || hole.from >= to
          ? [{ from, to }]
          : [
              { from, to: Math.min(to, hole.from) },
              { from: Math.max(from, hole.to), to },
            ].filter((span) => span.to > span.from),
      ),
    spans,
  );
}
