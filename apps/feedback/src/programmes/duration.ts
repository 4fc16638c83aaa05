import { Duration } from 'luxon';

const exact = /^P(?=\d|T\d)(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/;
const longestMs = 3653 * 86_400_000;

/** Milliseconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds; undefined for any other text. A day has 24 hours. */
export function milliseconds(duration: string): number | undefined {
  if (!exact.test(duration)) return undefined;
  const total = Duration.fromISO(duration).toMillis();
  return total <= longestMs ? total : undefined;
}

/** Milliseconds of a duration that was checked before. */
export function millisecondsOf(duration: string): number {
  const result = milliseconds(duration);
  if (result === undefined) throw new RangeError(`${duration} is not a duration`);
  return result;
}
