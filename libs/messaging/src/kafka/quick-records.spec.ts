import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { quickRecords, type RecordToWrite, type WriteRecord, writeTexts } from './quick-records.ts';

const require = createRequire(import.meta.url);
const modulePath = 'kafkajs/src/protocol/recordBatch/record/v0/index.js';
const kafkajs = require(modulePath) as WriteRecord;

const texts = [
  '',
  'a',
  'x'.repeat(62),
  'x'.repeat(63),
  'x'.repeat(64),
  'ö漢ไทย😀',
  'y'.repeat(8_191),
  'z'.repeat(300_000),
];
const times = [0, 1, 63, 64, 8_191, 8_192, 2 ** 31 - 1, 2 ** 31, 40 * 86_400_000, 2 ** 45];
const header = { ce_id: 'one', 'content-type': 'application/json', ce_subject: 'Grüße', empty: '' };

const same = (record: RecordToWrite) => {
  const written = writeTexts(record);
  expect(written?.buffer.equals(kafkajs(record).buffer)).toBe(true);
  expect(written?.buf).toBe(written?.buffer);
};

describe('a record of texts', () => {
  it('has the bytes that kafkajs writes, whatever the lengths', () => {
    for (const key of texts) for (const value of texts) same({ key, value, headers: { ...header, long: key } });
  });

  it('has them at every place and time', () => {
    for (const timestampDelta of times)
      for (const offsetDelta of [0, 63, 64, 499, 100_000])
        same({ key: 'k', value: 'v', headers: header, timestampDelta, offsetDelta });
    same({ key: 'k', value: 'v' });
    same({ key: 'k', value: 'v', timestampDelta: -1 });
  });

  it('is left to kafkajs where it has bytes, nothing, or several values of a header', () => {
    expect(writeTexts({ key: Buffer.from('k'), value: 'v' })).toBeUndefined();
    expect(writeTexts({ key: 'k', value: null })).toBeUndefined();
    expect(writeTexts({ value: 'v' })).toBeUndefined();
    expect(writeTexts({ key: 'k', value: 'v', headers: { a: ['1', '2'] } })).toBeUndefined();
    expect(writeTexts({ key: 'k', value: 'v', headers: { a: Buffer.from('1') } })).toBeUndefined();
  });

  it('is what kafkajs sends from then on, and what is not of texts is written as before', () => {
    quickRecords();
    const sent = require(modulePath) as WriteRecord;
    expect(sent).not.toBe(kafkajs);
    for (const value of ['v', null, Buffer.from('v')])
      expect(sent({ key: 'k', value, headers: header }).buffer).toEqual(
        kafkajs({ key: 'k', value, headers: header }).buffer,
      );
  });
});
