import type { EventContract } from '@harken/contracts';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import { validate as isUuid, version as uuidVersion } from 'uuid';
import { contractViolation } from './contract-violation.ts';
import type { ReceivedEvent, Subscription } from './subscription.ts';

/** An event type with its contract and all subscriptions to it. */
export interface SubscribedType {
  readonly contract: EventContract;
  readonly subscriptions: readonly Subscription[];
}

export type SubscriptionsByType = ReadonlyMap<string, SubscribedType>;

/** A message as Kafka (or the table of dead letters) holds it. */
export interface TopicMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer;
}

export interface FailureSummary {
  readonly code: string;
  readonly text: string;
}

export type ParsedMessage =
  | { readonly kind: 'event'; readonly event: ReceivedEvent }
  | { readonly kind: 'not-subscribed' }
  | { readonly kind: 'invalid'; readonly failure: FailureSummary };

export function bySubscribedType(subscriptions: readonly Subscription[]): SubscriptionsByType {
  const contracts = new Map(subscriptions.flatMap((one) => one.contracts.map((contract) => [contract.type, contract])));
  const subscribedType = (contract: EventContract): SubscribedType => ({
    contract,
    subscriptions: subscriptions.filter((one) => one.contracts.some(({ type }) => type === contract.type)),
  });
  return new Map([...contracts].map(([type, contract]) => [type, subscribedType(contract)]));
}

/** `topic` without the prefix. */
export const topicMessage = (message: KafkaMessage, topic: string, partition: number): TopicMessage => ({
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

/** false: no subscription takes the type in its header. true for a message without the header: it is invalid. */
export function isSubscribed({ headers }: Pick<KafkaMessage, 'headers'>, subscriptions: SubscriptionsByType): boolean {
  const type = headers?.ce_type;
  return type === undefined || subscriptions.has(String(Array.isArray(type) ? type[0] : type));
}

export const passesFilter = (event: ReceivedEvent, subscriptions: SubscriptionsByType): boolean =>
  subscriptions.get(event.type)?.subscriptions.some((subscription) => subscription.filter?.(event) ?? true) ?? false;

/** CloudEvents 1.0 in binary mode, checked against its contract. Failures name places, never values. */
export function parseMessage(message: TopicMessage, subscriptions: SubscriptionsByType): ParsedMessage {
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
  const failure = contractViolation(contract, data);
  if (failure) return invalid('event.schema-broken', failure);

  const { topic, partition, offset } = message;
  const traceparent = headers.ce_traceparent;
  const event = { id: id.toLowerCase(), type, source, subject, time, data, topic, partition, offset };
  return { kind: 'event', event: traceparent ? { ...event, traceparent } : event };
}

const invalid = (code: string, text: string): ParsedMessage => ({ kind: 'invalid', failure: { code, text } });

function parseJson(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    return undefined; // The message of the parser would quote the payload.
  }
}
