import { createRequire } from 'node:module';

/** The message to write and its position in the batch, as kafkajs passes them. */
export interface RecordToWrite {
  readonly offsetDelta?: number;
  readonly timestampDelta?: number;
  readonly key?: unknown;
  readonly value?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
}

/** The part of kafkajs's encoder that its batches use. */
export interface WrittenRecord {
  readonly buf: Buffer;
  readonly buffer: Buffer;
}

export type WriteRecord = (record: RecordToWrite) => WrittenRecord;

const modulePath = 'kafkajs/src/protocol/recordBatch/record/v0/index.js';
let done = false;

/**
 * kafkajs 2.2.4 writes every number and every header of a message into its own buffer, and times with BigInt: four fifths
 * of the cost of a send. This writes a message of texts into one buffer; all other messages, batches and requests stay with
 * kafkajs. Call it before the first send: kafkajs keeps the function that it finds then.
 */
export function quickRecords(): void {
  if (done) return;
  done = true;
  const require = createRequire(import.meta.url);
  const original = require(modulePath) as WriteRecord;
  const loaded = require.cache[require.resolve(modulePath)];
  if (loaded) loaded.exports = (record: RecordToWrite) => writeTexts(record) ?? original(record);
}

const attributes = 0;
/** Reserved for the length of the record, which comes first but is known last. */
const maxLengthBytes = 5;
/** Attributes and five numbers: times, offset, lengths of key and value, count of headers. */
const maxNumbersBytes = 51;
const maxHeaderLengthBytes = 10;

/**
 * A record of Kafka's message format, version 2 (https://kafka.apache.org/documentation/#record): length, attributes,
 * timestamp delta, offset delta, key, value, headers. undefined: it contains more than texts.
 */
export function writeTexts(record: RecordToWrite): WrittenRecord | undefined {
  const { offsetDelta = 0, timestampDelta = 0, key, value, headers = {} } = record;
  const names = Object.keys(headers);
  if (typeof key !== 'string' || typeof value !== 'string') return undefined;
  let maxBytes = maxLengthBytes + maxNumbersBytes + Buffer.byteLength(key) + Buffer.byteLength(value);
  for (const name of names) {
    const text = headers[name];
    if (typeof text !== 'string') return undefined;
    maxBytes += maxHeaderLengthBytes + Buffer.byteLength(name) + Buffer.byteLength(text);
  }
  const bytes = Buffer.allocUnsafe(maxBytes);
  let at = maxLengthBytes;
  bytes[at++] = attributes;
  at = writeNumber(bytes, at, timestampDelta);
  at = writeNumber(bytes, at, offsetDelta);
  at = writeText(bytes, at, key);
  at = writeText(bytes, at, value);
  at = writeNumber(bytes, at, names.length);
  for (const name of names) {
    at = writeText(bytes, at, name);
    at = writeText(bytes, at, headers[name] as string);
  }
  const length = at - maxLengthBytes;
  const start = maxLengthBytes - numberBytes(length);
  writeNumber(bytes, start, length);
  const buffer = bytes.subarray(start, at);
  return { buf: buffer, buffer };
}

/** Zigzag and seven bits a byte, for numbers that a double holds exactly. Returns where the next one begins. */
function writeNumber(bytes: Buffer, start: number, value: number): number {
  let at = start;
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes[at++] = (rest % 0x80) | 0x80;
  bytes[at++] = rest;
  return at;
}

/** For a number from 0 to the length of a record. */
const numberBytes = (value: number): number => Math.max(1, Math.ceil((33 - Math.clz32(value)) / 7));

function writeText(bytes: Buffer, start: number, text: string): number {
  const at = writeNumber(bytes, start, Buffer.byteLength(text));
  return at + bytes.write(text, at);
}
