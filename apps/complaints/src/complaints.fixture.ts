import { CustomerChanged, FeedbackReceived, happened } from '@harken/contracts';
import { messagingMigrations, newId, type OutboxEvent, outbox } from '@harken/messaging';
import {
  accessMigrations,
  bootService,
  issueKey,
  migrateSchema,
  type Role,
  type RunningService,
  serviceMigrations,
} from '@harken/service';
import { createTopics, testDatabase, testStack, testTopicPrefix } from '@harken/testing';
import { DataSource } from 'typeorm';
import { complaintsService } from './complaints.module.ts';

type Feedback = typeof FeedbackReceived.sample;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it freely
  readonly body: any;
}

export interface CallOptions {
  /** A text goes as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly as?: Role;
  /** Another key than that of a role. */
  readonly key?: string;
  /** Which replica is called; the first unless given. */
  readonly replica?: number;
}

export interface Fact {
  readonly type: string;
  readonly subject: string;
  readonly traceparent: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it freely
  readonly data: any;
}

const migrations = [...messagingMigrations, ...serviceMigrations, ...complaintsService.migrations];

/** A fresh database of the service, without the service. */
export async function complaintsDatabase(poolSize = 10) {
  const { entities } = complaintsService;
  const database = await testDatabase('complaints', { accessMigrations, entities, poolSize });
  await migrateSchema('complaints', database.ownerUrl, migrations);
  return database;
}

/** The real service, in any number of replicas, on a fresh database and its own topics. */
export async function runComplaints(replicas = 1) {
  const database = await complaintsDatabase();
  const access = await new DataSource({
    type: 'postgres',
    url: database.accessOwnerUrl,
    poolSize: 1,
    installExtensions: false,
  }).initialize();
  const keys = new Map<Role, string>();
  for (const role of ['crm', 'call_centre', 'handler', 'supervisor', 'manager', 'analyst', 'ops'] as const)
    keys.set(role, (await issueKey({ name: role.replace('_', '-'), roles: [role] }, access)).key);
  const { brokers } = (await testStack()).kafka;
  const prefix = testTopicPrefix();
  await createTopics(brokers, prefix);
  const env = {
    DATABASE_URL: database.appUrl,
    KAFKA_BROKERS: brokers.join(','),
    KAFKA_TOPIC_PREFIX: prefix,
    PORT: '0',
    MANAGEMENT_PORT: '0',
    LOG_LEVEL: 'error',
  };
  const services: RunningService[] = [];
  for (let i = 0; i < replicas; i += 1) services.push(await bootService(complaintsService, env));
  const first = services[0] as RunningService;

  const fetchFrom = (
    method: string,
    path: string,
    { body, headers = {}, as = 'manager', key = keys.get(as), replica = 0 }: CallOptions = {},
  ): Promise<Response> =>
    fetch((services[replica] ?? first).url + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });

  const call = async (method: string, path: string, options: CallOptions = {}): Promise<Reply> => {
    const response = await fetchFrom(method, path, options);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
  };

  return {
    database,
    services,
    keyOfRole: (role: string): string => keys.get(role as Role) ?? '',
    call,
    /** A key of a client of its own, which may name a person. */
    keyOf: async (role: Role, name: string, person?: string) =>
      (await issueKey({ name, roles: [role], person }, access)).key,
    /** For what is not JSON. */
    fetch: fetchFrom,
    /** Opens one by a person and returns it; of a customer of its own, because the third of one is something else. */
    open: async (different: object = {}) => {
      const body = { ...someComplaint, customer: `crm-${newId()}`, ...different };
      return (await call('POST', '/v1/complaints', { body, as: 'call_centre' })).body;
    },
    /** The relay of the service carries the events to Kafka, and they come back as if from the feedback service. */
    hear: async (...said: readonly Partial<Feedback>[]): Promise<string[]> => {
      const events = said.map((one) => {
        const feedbackId = one.feedbackId ?? newId();
        const event = happened(FeedbackReceived, feedbackId, { ...FeedbackReceived.sample, ...one, feedbackId });
        return { ...event, traceparent: traceOf(feedbackId) };
      });
      await first.dataSource.transaction((tx) => outbox.add(tx, events));
      return events.map(({ subject }) => subject);
    },
    tellOfCustomer: (customer: Partial<typeof CustomerChanged.sample.customer>, version: number) => {
      const data = {
        ...CustomerChanged.sample,
        version,
        customer: { ...CustomerChanged.sample.customer, ...customer },
      };
      const event = happened(CustomerChanged, data.customer.customerId, data);
      return first.dataSource.transaction((tx) => outbox.add(tx, [event]));
    },
    /** Events as if from another service. */
    publish: (...events: readonly OutboxEvent[]) => first.dataSource.transaction((tx) => outbox.add(tx, events)),
    /** The events of a complaint that were committed, in their order. */
    eventsOf: async (complaintId: string): Promise<Fact[]> => {
      const rows: { type: string; key: string; traceparent: string | null; payload: string }[] =
        await first.dataSource.query('SELECT type, key, traceparent, payload FROM outbox WHERE key = $1 ORDER BY seq', [
          complaintId,
        ]);
      return rows.map(({ type, key, traceparent, payload }) => ({
        type: type.replace(/^harken\.complaints\.complaint-|\.v\d+$/g, ''),
        subject: key,
        traceparent,
        data: JSON.parse(payload),
      }));
    },
    stop: async (): Promise<void> => {
      await Promise.all(services.map((service) => service.close()));
      await access.destroy();
      await database.drop();
    },
  };
}

export type RunningComplaints = Awaited<ReturnType<typeof runComplaints>>;

/** Every feedback comes with a trace of its own. */
export const traceOf = (feedbackId: string): string => `00-${feedbackId.replaceAll('-', '')}-00f067aa0ba902b7-01`;

export const someComplaint = {
  customer: 'crm-1',
  text: 'The keys did not fit.',
  channel: 'phone',
  touchpoint: 'handover',
};

/** A policy under which everything happens within `ms` steps: warn at 0.8 of 5, breach at 5, levels at 0, 1 and 2 after it. */
export const quickPolicy = (secondsToBreach: number, others = 'PT1H') => {
  const target = { acknowledge: `PT${secondsToBreach}S`, firstResponse: others, resolution: others };
  return {
    targets: { critical: target, high: target, normal: target, low: target },
    warnAt: 0.8,
    ladder: [
      { level: 1, after: 'PT0S' },
      { level: 2, after: 'PT0.5S' },
      { level: 3, after: 'PT1S' },
    ],
    straightToManagement: ['safety', 'legal', 'regulator', 'media', 'top_tier'],
  };
};
