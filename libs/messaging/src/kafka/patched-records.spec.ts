import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';

interface RecordToWrite {
  readonly offsetDelta?: number;
  readonly timestampDelta?: number;
  readonly key?: unknown;
  readonly value?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
}
type WriteRecord = (record: RecordToWrite) => { readonly buffer: Buffer };

const require = createRequire(import.meta.url);
const write = require('kafkajs/src/protocol/recordBatch/record/v0/index.js') as WriteRecord;

const bytesOf = (value: unknown): unknown => (typeof value === 'string' ? Buffer.from(value) : value);

/** The same message in bytes: the patch leaves it to the code of kafkajs that it does not change. */
const unpatched: WriteRecord = ({ key, value, headers = {}, ...rest }) =>
  write({
    ...rest,
    key: bytesOf(key),
    value: bytesOf(value),
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, [text]])),
  });

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

const expectSame = (record: RecordToWrite) => expect(write(record).buffer.equals(unpatched(record).buffer)).toBe(true);

// If this fails, patches/ is not applied: run `npm ci`.
describe('the patch of kafkajs for records of texts', () => {
  it('is applied', () => {
    expect(write.toString()).toContain('writeTexts');
  });

  it('writes the bytes that kafkajs writes, whatever the lengths', () => {
    for (const key of texts) for (const value of texts) expectSame({ key, value, headers: { ...header, long: key } });
  });

  it('writes them at every place and time', () => {
    for (const timestampDelta of times)
      for (const offsetDelta of [0, 63, 64, 499, 100_000])
        expectSame({ key: 'k', value: 'v', headers: header, timestampDelta, offsetDelta });
    expectSame({ key: 'k', value: 'v' });
    expectSame({ key: 'k', value: 'v', timestampDelta: -1 });
  });

  it('leaves messages with bytes, without key or value, or with several values of a header to kafkajs', () => {
    const empty = write({ key: 'k', value: '' }).buffer;
    expect(write({ key: 'k', value: null }).buffer).not.toEqual(empty);
    expect(write({ value: 'v' }).buffer).not.toEqual(write({ key: '', value: 'v' }).buffer);
    const twice = write({ key: 'k', value: 'v', headers: { a: ['1', '2'] } }).buffer;
    expect(twice.toString('latin1').split('\x02a')).toHaveLength(3);
    expect(write({ key: Buffer.from('k'), value: 'v', headers: { a: Buffer.from('1') } }).buffer).toEqual(
      write({ key: 'k', value: 'v', headers: { a: '1' } }).buffer,
    );
  });
});
