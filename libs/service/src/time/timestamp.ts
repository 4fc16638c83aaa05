import { isRequestTime } from '@harken/contracts';

/** Whether a text is a date that exists, `YYYY-MM-DD`, of a year that is no typing error. */
export const isDate = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && isRequestTime(`${value}T00:00:00Z`);

/** Whether a text is a time with its offset, or a date. */
export const isMoment = (value: unknown): value is string => isRequestTime(value) || isDate(value);
