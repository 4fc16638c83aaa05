import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats, { type FormatsPlugin } from 'ajv-formats';
import fc from 'fast-check';
import { addFastDateTime } from './fast-date-time.ts';

const full = new Ajv2020();
(addFormats as unknown as FormatsPlugin)(full);
const quick = new Ajv2020();
(addFormats as unknown as FormatsPlugin)(quick);
addFastDateTime(quick);
const schema = { type: 'string', format: 'date-time' };
const [isTime, isQuickTime] = [full.compile(schema), quick.compile(schema)];

describe('the quick check of times', () => {
  it('says of every text what the full one says', () => {
    const two = fc.integer({ min: 0, max: 99 }).map((number) => String(number).padStart(2, '0'));
    const rest = fc.constantFrom(
      'Z',
      'z',
      '',
      '.5Z',
      '.123Z',
      '.Z',
      '+02:00',
      '-23:59',
      '+24:00',
      '.000+00:00',
      'Z\n',
      ' ',
    );
    const fields = fc.record({
      year: fc.integer({ min: 0, max: 9_999 }),
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
      rest,
    });
    const texts = fields.map(
      ({ year, month, day, hour, minute, second, rest }) =>
        `${String(year).padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}${rest}`,
    );
    const times = fc.date({ min: new Date(0), noInvalidDate: true }).map((date) => date.toISOString());
    fc.assert(
      fc.property(fc.oneof(texts, times, fc.string()), (text) => isQuickTime(text) === isTime(text)),
      { numRuns: 5_000 },
    );
  });

  it.each(['2024-02-29T00:00:00Z', '2023-02-29T00:00:00Z', '2016-12-31T23:59:60Z', '2026-04-31T10:00:00.000Z'])(
    'leaves %s to the calendar',
    (text) => expect(isQuickTime(text)).toBe(isTime(text)),
  );
});
