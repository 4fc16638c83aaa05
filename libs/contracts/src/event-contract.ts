import type { Static, TSchema } from 'typebox';
import type { ServiceName, TopicName } from './topics.ts';

/** An event: its type, topic, schema and one example. */
export interface EventContract<S extends TSchema = TSchema> {
  /** `harken.<producer>.<noun>-<past-verb>.v<n>`: the CloudEvents `type`. */
  readonly type: string;
  readonly producer: ServiceName;
  readonly topic: TopicName;
  /** What the subject (and so the Kafka key) identifies. */
  readonly subject: string;
  readonly summary: string;
  readonly schema: S;
  readonly sample: Static<S>;
}

export type EventData<C> = C extends EventContract<infer S> ? Static<S> : never;

/** A fact that a decision produced, before the outbox gives it an id and a time. */
export interface NewEvent<C extends EventContract = EventContract> {
  readonly contract: C;
  readonly subject: string;
  readonly data: EventData<C>;
}

const typePattern = /^harken\.(feedback|complaints|touchpoints|analytics|notifications)\.[a-z]+(-[a-z]+)*\.v[1-9]\d*$/;

/** Declares an event. Throws on a name that breaks the convention, so that a bad contract stops the start. */
export function defineEvent<S extends TSchema>(contract: Omit<EventContract<S>, 'producer'>): EventContract<S> {
  const match = typePattern.exec(contract.type);
  if (!match) throw new TypeError(`${contract.type} is not harken.<producer>.<noun>-<past-verb>.v<n>`);
  return { ...contract, producer: match[1] as ServiceName };
}

/** The fact itself: `happened(ComplaintOpened, complaint.id, {...})`. */
export function happened<S extends TSchema>(
  contract: EventContract<S>,
  subject: string,
  data: Static<S>,
): NewEvent<EventContract<S>> {
  return { contract, subject, data: data as EventData<EventContract<S>> };
}

/** `harken.complaints.complaint-opened.v1` -> `harken.complaints.complaint-opened`: the name of alerts. */
export function withoutVersion(type: string): string {
  return type.replace(/\.v\d+$/, '');
}
