const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

// At least one part must follow P, and one T.
const format = /^P(?=\d|T\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;

/** Ten years: no deadline is longer, and all dates stay within range. */
const longest = 3653 * day;

/** The parts of a duration: weeks and days have no fixed length in a calendar with working hours. */
export interface DurationParts {
  readonly weeks: number;
  readonly days: number;
  /** Hours, minutes and seconds. */
  readonly milliseconds: number;
}

const parts = (duration: string): DurationParts | null => {
  const found = format.exec(duration);
  if (!found) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  return { weeks, days, milliseconds: Math.round(hours * hour + minutes * minute + seconds * second) };
};

/**
 * ISO 8601 duration -> milliseconds, or null when it is none. Years and months have no fixed length and are refused,
 * as are negative ones. A day is 24 hours here: working days belong to a calendar.
 */
export function milliseconds(duration: string): number | null {
  const found = parts(duration);
  if (!found) return null;
  const total = (found.weeks * 7 + found.days) * day + found.milliseconds;
  return total <= longest ? total : null;
}

/** Milliseconds of a duration that was validated before. */
export function millisecondsOf(duration: string): number {
  const result = milliseconds(duration);
  if (result === null) throw new RangeError(`${duration} is not a duration`);
  return result;
}

/** The parts of a duration that was validated before. */
export function partsOf(duration: string): DurationParts {
  const result = parts(duration);
  if (result === null) throw new RangeError(`${duration} is not a duration`);
  return result;
}

/** Whether it is a duration of more than nothing. */
export const isPositive = (duration: string): boolean => (milliseconds(duration) ?? 0) > 0;
