import { messagingMigrations, type OutboxEvent, outbox } from '@harken/messaging';
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
import { feedbackService } from './feedback.module.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read any field
  readonly body: any;
}

export interface CallOptions {
  readonly body?: unknown;
  /** The content type; JSON if absent. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly as?: Role;
}

export interface UploadOptions {
  readonly file: Buffer;
  readonly name?: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** Idempotency-Key. */
  readonly key?: string;
}

/** Starts the real service on a fresh database and its own topics. `settings`: beside the usual ones. */
export async function runFeedback(settings: Readonly<Record<string, string>> = {}) {
  const database = await testDatabase('feedback', { accessMigrations });
  await migrateSchema('feedback', database.ownerUrl, [
    ...messagingMigrations,
    ...serviceMigrations,
    ...feedbackService.migrations,
  ]);
  const access = await new DataSource({
    type: 'postgres',
    url: database.accessOwnerUrl,
    poolSize: 1,
    installExtensions: false,
  }).initialize();
  const roles: readonly Role[] = ['crm', 'call_centre', 'handler', 'supervisor', 'manager', 'analyst', 'ops'];
  const keys = new Map<Role, string>();
  for (const role of roles) {
    keys.set(role, (await issueKey({ name: role.replace('_', '-'), roles: [role] }, access)).key);
  }
  const { brokers } = (await testStack()).kafka;
  const prefix = testTopicPrefix();
  await createTopics(brokers, prefix);
  const service: RunningService = await bootService(feedbackService, {
    DATABASE_URL: database.appUrl,
    KAFKA_BROKERS: brokers.join(','),
    KAFKA_TOPIC_PREFIX: prefix,
    PORT: '0',
    MANAGEMENT_PORT: '0',
    LOG_LEVEL: 'error',
    ...settings,
  });

  return {
    service,
    keyOf: (role: string): string => keys.get(role as Role) ?? '',
    call: async (
      method: string,
      path: string,
      { body, type = 'application/json', headers = {}, as = 'crm' }: CallOptions = {},
    ): Promise<Reply> => {
      const sent = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
      const response = await fetch(service.url + path, {
        method,
        headers: {
          authorization: `Bearer ${keys.get(as)}`,
          ...(sent !== null && { 'content-type': type }),
          ...headers,
        },
        body: sent,
      });
      const text = await response.text();
      const json = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
      return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
    },
    /** Sends a form with a file as the CRM. */
    upload: async (path: string, { file, name = 'export.csv', fields = {}, key }: UploadOptions): Promise<Reply> => {
      const form = new FormData();
      for (const [field, value] of Object.entries(fields)) form.append(field, value);
      form.append('file', new Blob([new Uint8Array(file)]), name);
      const response = await fetch(service.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${keys.get('crm')}`, ...(key && { 'idempotency-key': key }) },
        body: form,
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
    /** The committed events of one type, oldest first. */
    published: async (
      type: string,
    ): Promise<{ key: string; traceparent: string | null; data: Record<string, unknown> }[]> => {
      const rows: { key: string; traceparent: string | null; payload: string }[] = await service.dataSource.query(
        'SELECT key, traceparent, payload FROM outbox WHERE type = $1 ORDER BY seq',
        [type],
      );
      return rows.map(({ key, traceparent, payload }) => ({ key, traceparent, data: JSON.parse(payload) }));
    },
    /** Publishes events through the service's own outbox; the service consumes them as if from another service. */
    publish: (...events: readonly OutboxEvent[]) => service.dataSource.transaction((tx) => outbox.add(tx, events)),
    stop: async (): Promise<void> => {
      await service.close();
      await access.destroy();
      await database.drop();
    },
  };
}

export type RunningFeedback = Awaited<ReturnType<typeof runFeedback>>;

let counter = 0;
/** A body of POST /v1/feedback with an id of its own. */
export const someFeedback = (overrides: Record<string, unknown> = {}) => {
  counter += 1;
  return {
    source: 'test',
    id: `f-${counter}`,
    customer: `c-${counter}`,
    method: 'survey',
    occurredAt: '2026-03-02T09:15:00.000Z',
    ...overrides,
  };
};

/** A body of POST /v1/interactions with an id of its own. */
export const someInteraction = (overrides: Record<string, unknown> = {}) => {
  counter += 1;
  return {
    source: 'test',
    id: `i-${counter}`,
    type: 'visit',
    customer: `c-${counter}`,
    occurredAt: '2026-03-02T09:15:00.000Z',
    ...overrides,
  };
};
