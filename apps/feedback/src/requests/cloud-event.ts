import { type Fault, Invalid, type Problem } from '@harken/errors';
import { CloudEvent, HTTP } from 'cloudevents';

type Json = Readonly<Record<string, unknown>>;
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One thing that was delivered, as the plain body it stands for, or why it cannot be read. */
export type Delivered =
  | {
      readonly body: unknown;
      readonly isEvent: boolean;
      readonly pointerOf: (pointer: string) => string;
      readonly problem?: undefined;
    }
  | { readonly problem: Problem };

export interface Delivery {
  /** A batch is answered item by item. */
  readonly batch: boolean;
  readonly items: readonly Delivered[];
}

export const structuredType = 'application/cloudevents+json';
export const batchType = 'application/cloudevents-batch+json';
const mostEvents = 1000;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const plainBody = (body: unknown): Delivered => ({ body, isEvent: false, pointerOf: (pointer) => pointer });

/**
 * Reads a request by its content mode: CloudEvents 1.0 structured, batched or binary, else plain JSON.
 * The envelope gives source, id, type and time (without one: `now`, the arrival); `data` gives the other fields.
 */
export function deliveryOf(headers: Headers, body: unknown, now: Date): Delivery {
  const mediaType = String(headers['content-type'] ?? '')
    .split(';', 1)[0]
    ?.trim()
    .toLowerCase();
  if (mediaType === batchType) return { batch: true, items: batchOf(body).map((event) => structured(event, now)) };
  if (mediaType === structuredType) return { batch: false, items: [structured(body, now)] };
  const binary = Object.keys(headers).some((header) => header.startsWith('ce-'));
  return { batch: false, items: [binary ? fromHeaders(headers, body, now) : plainBody(body)] };
}

function batchOf(body: unknown): readonly unknown[] {
  if (!Array.isArray(body))
    throw refused([{ pointer: '', code: 'wrong-type', detail: 'must be an array of CloudEvents' }]);
  if (body.length <= mostEvents) return body;
  throw refused([{ pointer: '', code: 'wrong-length', detail: `must have at most ${mostEvents} events` }]);
}

function structured(event: unknown, now: Date): Delivered {
  if (!isObject(event)) {
    return { problem: refused([{ pointer: '', code: 'wrong-type', detail: 'must be a CloudEvent: a JSON object' }]) };
  }
  return delivered(event, { 'content-type': structuredType }, event, {
    at: (attribute) => `/${attribute}`,
    data: '/data',
    now,
  });
}

function fromHeaders(headers: Headers, body: unknown, now: Date): Delivered {
  const attributes = Object.entries(headers).flatMap(([header, value]) => {
    if (!header.startsWith('ce-')) return [];
    // A source is a URI reference: what is percent-encoded in it belongs to it.
    return [[header.slice(3), header === 'ce-source' ? String(value) : decoded(String(value))] as const];
  });
  const clean = Object.fromEntries(attributes.map(([attribute, value]) => [`ce-${attribute}`, value]));
  return delivered(
    { ...Object.fromEntries(attributes), data: body },
    { ...clean, 'content-type': 'application/json' },
    body,
    { at: (attribute) => `/header/ce-${attribute}`, data: '', now },
  );
}

/** HTTP binding 3.1.3.2: header values are percent-encoded. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

interface Place {
  readonly at: (attribute: string) => string;
  readonly data: string;
  readonly now: Date;
}

function delivered(envelope: Json, headers: Readonly<Record<string, string>>, body: unknown, place: Place): Delivered {
  const faults = envelopeFaults(envelope, place);
  if (faults.length > 0) return { problem: refused(faults) };
  try {
    const read = HTTP.toEvent({ headers, body });
    // Reading is lenient; making it anew is not.
    const event = new CloudEvent<unknown>({ ...(Array.isArray(read) ? read[0] : read) });
    if (!isObject(event.data)) {
      return { problem: refused([{ pointer: place.data, code: 'wrong-type', detail: 'must be a JSON object' }]) };
    }
    const occurredAt = envelope.time ?? event.data.occurredAt ?? place.now.toISOString();
    const plain = { ...event.data, source: event.source, id: event.id, type: event.type, occurredAt };
    return { body: plain, isEvent: true, pointerOf: (pointer) => pointerInEvent(pointer, envelope, place) };
  } catch (error) {
    // The SDK throws nothing but its opinion of the event.
    const detail = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    return { problem: refused([{ pointer: '', code: 'wrong-format', detail: `is not a CloudEvent 1.0: ${detail}` }]) };
  }
}

/** The SDK makes up an id and a time where there is none; we must not: (source, id) is what deduplicates. */
function envelopeFaults(envelope: Json, { at }: Place): Fault[] {
  const missing = ['specversion', 'id', 'source', 'type'].filter(
    (attribute) => typeof envelope[attribute] !== 'string' || envelope[attribute] === '',
  );
  const faults: Fault[] = missing.map((attribute) => ({
    pointer: at(attribute),
    code: envelope[attribute] === undefined ? 'required' : 'wrong-type',
    detail: 'is required: a text that is not empty',
  }));
  if (faults.length === 0 && envelope.specversion !== '1.0') {
    faults.push({ pointer: at('specversion'), code: 'not-allowed', detail: 'must be 1.0' });
  }
  if (envelope.data_base64 !== undefined) {
    faults.push({ pointer: at('data_base64'), code: 'not-allowed', detail: 'the data must be JSON' });
  }
  return faults;
}

function pointerInEvent(pointer: string, envelope: Json, { at, data }: Place): string {
  if (/^\/(source|id|type)$/.test(pointer)) return at(pointer.slice(1));
  if (pointer === '/occurredAt' && envelope.time !== undefined) return at('time');
  return `${data}${pointer}`;
}

const refused = (faults: readonly Fault[]): Invalid =>
  new Invalid(
    'request.invalid',
    `The request has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}.`,
    faults,
  );
