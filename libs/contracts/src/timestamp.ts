/** A UTC time on day 1 to 28, which every month has. */
const plainUtcTime =
  /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;

const parts =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ]([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:[Zz]|[+-](?:0\d|1[0-5]):[0-5]\d)$/;

/**
 * Whether a text is a time with its offset, RFC 3339, on a day that exists. Seconds may be left out. No week and
 * ordinal dates of ISO 8601, no leap second, no year 0 and no offset of 16 hours or more: `Date` or the database takes
 * none of them.
 */
export function isTimestamp(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  if (plainUtcTime.test(value)) return true;
  const found = parts.exec(value);
  if (!found) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const [earliest, latest] = ['1900', '2199'];

/** Whether a text is a timestamp of a year that is no typing error: what requests may say. */
export const isRequestTime = (value: unknown): value is string =>
  isTimestamp(value) && value.slice(0, 4) >= earliest && value.slice(0, 4) <= latest;

export const requestTimeRule = `must be a time with its offset, RFC 3339, from ${earliest} to ${latest}`;
