const parts =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ]([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:[Zz]|[+-](?:0\d|1[0-5]):[0-5]\d)$/;

/**
 * Whether a text is a time with its offset, RFC 3339, on a day that exists. Seconds may be left out. No week and
 * ordinal dates of ISO 8601 and no offset of 16 hours or more: the database takes none of them.
 */
export function isTimestamp(value: unknown): value is string {
  const found = typeof value === 'string' ? parts.exec(value) : null;
  if (!found) return false;
  return exists(Number(found[1]), Number(found[2]), Number(found[3]));
}

/** Whether a text is a date that exists, `YYYY-MM-DD`. */
export function isDate(value: unknown): value is string {
  const found = typeof value === 'string' ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) : null;
  return found !== null && exists(Number(found[1]), Number(found[2]), Number(found[3]));
}

/** Whether a text is a time with its offset, or a date. */
export const isMoment = (value: unknown): value is string => isTimestamp(value) || isDate(value);

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
