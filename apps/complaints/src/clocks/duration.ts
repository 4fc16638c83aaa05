const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

// Something must follow P, and something T.
const format = /^P(?=\d|T\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;

/** Ten years: nothing a customer waits for takes longer, and dates stay inside what everybody can hold. */
const longest = 3653 * day;

/**
 * ISO 8601 duration -> milliseconds, or null when it is none. Years and months have no fixed length and are refused,
 * as are negative ones. A day is 24 hours here: working days belong to a calendar.
 */
export function milliseconds(duration: string): number | null {
  const parts = format.exec(duration);
  if (!parts) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  const total = Math.round((weeks * 7 + days) * day + hours * hour + minutes * minute + seconds * second);
  return total <= longest ? total : null;
}

/** The same for a duration that was checked when it came in. */
export function millisecondsOf(duration: string): number {
  const result = milliseconds(duration);
  if (result === null) throw new RangeError(`${duration} is not a duration`);
  return result;
}
