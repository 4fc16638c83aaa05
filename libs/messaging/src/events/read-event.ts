import type { EventContract } from '@harken/contracts';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import { validate as isUuid, version as uuidVersion } from 'uuid';
import { faultOf } from './event-data.ts';
import type { ReceivedEvent, Subscription } from './subscription.ts';

/** A type that comes in, and all who take it. */
export interface Intake {
  readonly contract: EventContract;
  readonly takers: readonly Subscription[];
}

export type SubscriptionsByType = ReadonlyMap<string, Intake>;

/** A message as the log (or the table of parked ones) has it. */
export interface LogMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer;
}

export interface Fault {
  readonly code: string;
  readonly text: string;
}

export type Reading =
  | { readonly kind: 'event'; readonly event: ReceivedEvent }
  | { readonly kind: 'not-subscribed' }
  | { readonly kind: 'invalid'; readonly fault: Fault };

export function bySubscribedType(subscriptions: readonly Subscription[]): SubscriptionsByType {
  const contracts = new Map(subscriptions.flatMap((one) => one.contracts.map((contract) => [contract.type, contract])));
  const intakeOf = (contract: EventContract): Intake => ({
    contract,
    takers: subscriptions.filter((one) => one.contracts.some(({ type }) => type === contract.type)),
  });
  return new Map([...contracts].map(([type, contract]) => [type, intakeOf(contract)]));
}

/** `topic` without the prefix. */
export const logMessage = (message: KafkaMessage, topic: string, partition: number): LogMessage => ({
  topic,
  partition,
  offset: message.offset,
  key: message.key?.toString('utf8') ?? null,
  headers: textHeaders(message.headers),
  value: message.value ?? Buffer.alloc(0),
});

export function textHeaders(headers: IHeaders | undefined): Record<string, string> {
  const entries = Object.entries(headers ?? {}).map(([name, value]) => [
    name,
    String(Array.isArray(value) ? value[0] : value),
  ]);
  return Object.fromEntries(entries);
}

/** false: a type that nobody here takes, told from the one header that says so. A message without it is a fault. */
export function concerns({ headers }: Pick<KafkaMessage, 'headers'>, subscriptions: SubscriptionsByType): boolean {
  const type = headers?.ce_type;
  return type === undefined || subscriptions.has(String(Array.isArray(type) ? type[0] : type));
}

export const isWanted = (event: ReceivedEvent, subscriptions: SubscriptionsByType): boolean =>
  subscriptions.get(event.type)?.takers.some((taker) => taker.wants?.(event) ?? true) ?? false;

/** CloudEvents 1.0 in binary mode, checked against its contract. Faults name places, never values. */
export function readEvent(message: LogMessage, subscriptions: SubscriptionsByType): Reading {
  const { headers, key } = message;
  const type = headers.ce_type;
  if (!type) return invalid('event.headers-invalid', 'ce_type is missing');
  const contract = subscriptions.get(type)?.contract;
  if (!contract) return { kind: 'not-subscribed' };

  const { ce_id: id, ce_source: source, ce_subject: subject } = headers;
  const time = new Date(headers.ce_time ?? '');
  if (headers.ce_specversion !== '1.0') return invalid('event.headers-invalid', 'ce_specversion is not 1.0');
  if (!id || !isUuid(id) || uuidVersion(id) !== 7) return invalid('event.headers-invalid', 'ce_id is not a UUIDv7');
  if (!source) return invalid('event.headers-invalid', 'ce_source is missing');
  if (Number.isNaN(time.getTime())) return invalid('event.headers-invalid', 'ce_time is not a time');
  if (!subject || subject !== key) return invalid('event.headers-invalid', 'ce_subject is not the key of the message');

  const data = parseJson(message.value);
  if (data === undefined) return invalid('event.json-invalid', 'the payload is not JSON');
  const fault = faultOf(contract, data);
  if (fault) return invalid('event.schema-broken', fault);

  const { topic, partition, offset } = message;
  const traceparent = headers.ce_traceparent;
  const event = { id: id.toLowerCase(), type, source, subject, time, data, topic, partition, offset };
  return { kind: 'event', event: traceparent ? { ...event, traceparent } : event };
}

const invalid = (code: string, text: string): Reading => ({ kind: 'invalid', fault: { code, text } });

function parseJson(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    return undefined; // The caller parks it; the parser's message would quote the payload.
  }
}
