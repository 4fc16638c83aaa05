import type { Ajv2020 } from 'ajv/dist/2020.js';

/** A time in UTC on a day that every month has. */
const plainUtcTime = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;

/** `date-time` as ajv-formats has it, which must have been added: what is plainly right does not go through its calendar. */
export function quickTimes(ajv: Ajv2020): void {
  const format = ajv.formats['date-time'];
  const check = typeof format === 'object' && 'validate' in format ? format.validate : undefined;
  if (typeof check !== 'function') throw new TypeError('ajv-formats has to come first');
  const full = check as (text: string) => boolean;
  ajv.addFormat('date-time', (text: string) => plainUtcTime.test(text) || full(text));
}
