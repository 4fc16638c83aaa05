import { type FieldError, FieldErrors, invalidRequest, type Problem } from '@harken/errors';
import { CloudEvent, HTTP } from 'cloudevents';
import type { Arrival } from './parse-timestamp.ts';

type Json = Readonly<Record<string, unknown>>;
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One item of a request: its plain JSON body, or the problem that makes it unreadable. */
export type IncomingItem =
  | {
      readonly body: unknown;
      readonly isCloudEvent: boolean;
      readonly arrival: Arrival;
      /** From a pointer into `body` to the pointer into what was sent. */
      readonly toRequestPointer: (pointer: string) => string;
      readonly problem?: undefined;
    }
  | { readonly problem: Problem };

export interface IncomingRequest {
  /** A batch gets one result per item. */
  readonly batch: boolean;
  readonly items: readonly IncomingItem[];
}

export const structuredType = 'application/cloudevents+json';
export const batchType = 'application/cloudevents-batch+json';
const maxEvents = 1000;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const plainItem = (body: unknown, receivedAt: Date): IncomingItem => ({
  body,
  isCloudEvent: false,
  arrival: { receivedAt, undated: false },
  toRequestPointer: (pointer) => pointer,
});

/**
 * Reads a request by its content mode: CloudEvents 1.0 structured, batched or binary, else plain JSON.
 * The envelope gives source, id, type and time (`now` without one); `data` gives the other fields.
 */
export function parseRequest(headers: Headers, body: unknown, now: Date): IncomingRequest {
  const mediaType = String(headers['content-type'] ?? '')
    .split(';', 1)[0]
    ?.trim()
    .toLowerCase();
  if (mediaType === batchType) return parseCloudEvents(body, now);
  if (mediaType === structuredType) return parseCloudEvent(body, now);
  const binary = Object.keys(headers).some((header) => header.startsWith('ce-'));
  return { batch: false, items: [binary ? parseBinary(headers, body, now) : plainItem(body, now)] };
}

/** The items of a body that is one structured CloudEvent, whatever its media type. */
export const parseCloudEvent = (body: unknown, now: Date): IncomingRequest => ({
  batch: false,
  items: [parseStructured(body, now)],
});

/** The items of a body that is a batch of CloudEvents, whatever its media type. */
export const parseCloudEvents = (body: unknown, now: Date): IncomingRequest => ({
  batch: true,
  items: parseBatch(body).map((event) => parseStructured(event, now)),
});

function parseBatch(body: unknown): readonly unknown[] {
  if (!Array.isArray(body))
    throw invalidRequest([{ pointer: '', code: 'wrong-type', detail: 'must be an array of CloudEvents' }]);
  if (body.length <= maxEvents) return body;
  throw invalidRequest([{ pointer: '', code: 'wrong-length', detail: `must have at most ${maxEvents} events` }]);
}

function parseStructured(event: unknown, now: Date): IncomingItem {
  if (!isObject(event)) {
    return {
      problem: invalidRequest([{ pointer: '', code: 'wrong-type', detail: 'must be a CloudEvent: a JSON object' }]),
    };
  }
  return parseEvent(event, { 'content-type': structuredType }, event, {
    pathTo: (attribute) => [attribute],
    dataPointer: '/data',
    receivedAt: now,
  });
}

function parseBinary(headers: Headers, body: unknown, now: Date): IncomingItem {
  const attributes: [string, string][] = [];
  const faults = new FieldErrors();
  for (const [header, sent] of Object.entries(headers)) {
    if (!header.startsWith('ce-')) continue;
    const value = decodeHeader(String(sent));
    if (value === undefined) faults.at('header', header).add('wrong-format', 'must be UTF-8, percent-encoded');
    else attributes.push([header.slice(3), value]);
  }
  if (faults.all.length > 0) return { problem: invalidRequest(faults.all) };
  const clean = Object.fromEntries(attributes.map(([attribute, value]) => [`ce-${attribute}`, value]));
  return parseEvent(
    { ...Object.fromEntries(attributes), data: body },
    { ...clean, 'content-type': 'application/json' },
    body,
    { pathTo: (attribute) => ['header', `ce-${attribute}`], dataPointer: '', receivedAt: now },
  );
}

/**
 * HTTP binding 3.1.3.2: a value may be a quoted string (RFC 7230, 3.2.6); then one round of percent-decoding, of every
 * attribute: a `%` of a source's own comes as `%25`. undefined: not UTF-8, or a NUL. Node reads header bytes as Latin-1.
 */
function decodeHeader(value: string): string | undefined {
  const plain = /^"(?:[^"\\]|\\.)*"$/.test(value) ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
  if (/%(?![0-9A-Fa-f]{2})/.test(plain)) return undefined;
  const decoded = plain.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  try {
    const text = utf8.decode(Uint8Array.from(decoded, (byte) => byte.charCodeAt(0)));
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Where the attributes and the data of an event stand in the request. */
interface Envelope {
  readonly pathTo: (attribute: string) => readonly string[];
  readonly dataPointer: string;
  readonly receivedAt: Date;
}

function parseEvent(
  attributes: Json,
  headers: Readonly<Record<string, string>>,
  body: unknown,
  envelope: Envelope,
): IncomingItem {
  const faults = envelopeErrors(attributes, envelope);
  if (faults.length > 0) return { problem: invalidRequest(faults) };
  try {
    const read = HTTP.toEvent({ headers, body });
    // `toEvent` does not validate; the constructor does.
    const event = new CloudEvent<unknown>({ ...(Array.isArray(read) ? read[0] : read) });
    if (!isObject(event.data)) {
      return {
        problem: invalidRequest([
          { pointer: envelope.dataPointer, code: 'wrong-type', detail: 'must be a JSON object' },
        ]),
      };
    }
    const given = attributes.time ?? event.data.occurredAt;
    const occurredAt = given ?? envelope.receivedAt.toISOString();
    const plain = { ...event.data, source: event.source, id: event.id, type: event.type, occurredAt };
    return {
      body: plain,
      isCloudEvent: true,
      arrival: { receivedAt: envelope.receivedAt, undated: given === undefined || given === null },
      toRequestPointer: (pointer) => toEventPointer(pointer, attributes, envelope),
    };
  } catch (error) {
    // The SDK throws only validation errors.
    const detail = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    return {
      problem: invalidRequest([{ pointer: '', code: 'wrong-format', detail: `is not a CloudEvent 1.0: ${detail}` }]),
    };
  }
}

/** The SDK invents a missing id and time. We must not: (source, id) is the key of deduplication. */
function envelopeErrors(attributes: Json, { pathTo }: Envelope): readonly FieldError[] {
  const missing = ['specversion', 'id', 'source', 'type'].filter(
    (attribute) => typeof attributes[attribute] !== 'string' || attributes[attribute] === '',
  );
  const errors = new FieldErrors();
  for (const attribute of missing) {
    const code = attributes[attribute] === undefined ? 'required' : 'wrong-type';
    errors.at(...pathTo(attribute)).add(code, 'is required: a text that is not empty');
  }
  const otherVersion = missing.length === 0 && attributes.specversion !== '1.0';
  errors.at(...pathTo('specversion')).addIf(otherVersion, 'not-allowed', 'must be 1.0');
  errors
    .at(...pathTo('data_base64'))
    .addIf(attributes.data_base64 !== undefined, 'not-allowed', 'the data must be JSON');
  return errors.all;
}

function toEventPointer(pointer: string, attributes: Json, { pathTo, dataPointer }: Envelope): string {
  if (/^\/(source|id|type)$/.test(pointer)) return `/${pathTo(pointer.slice(1)).join('/')}`;
  if (pointer === '/occurredAt' && attributes.time !== undefined) return `/${pathTo('time').join('/')}`;
  return `${dataPointer}${pointer}`;
}
