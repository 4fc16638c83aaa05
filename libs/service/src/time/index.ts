export { isTimeZone, momentIn, type TimeUnit, TimeZone, timeUnits, utc } from './time-zone.ts';
export { isDate, isMoment } from './timestamp.ts';
