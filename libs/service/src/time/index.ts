export { isTimeZone, momentIn, type TimeUnit, TimeZone, timeUnits, utc } from './time-zone.ts';
export { isDate, isMoment, isTimestamp } from './timestamp.ts';
