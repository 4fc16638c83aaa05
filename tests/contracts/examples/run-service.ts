import { messagingMigrations } from '@harken/messaging';
import {
  accessMigrations,
  bootService,
  issueKey,
  migrateSchema,
  type Role,
  roles,
  type ServiceDefinition,
  serviceMigrations,
} from '@harken/service';
import { createTopics, testDatabase, testStack, testTopicPrefix } from '@harken/testing';
import { DataSource } from 'typeorm';

export interface Answer {
  readonly status: number;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read any field
  readonly body: any;
}

export interface SendOptions {
  readonly body?: unknown;
  readonly type?: string;
  readonly as?: Role;
}

/** A service of this process on a database and topics of its own, with a key for each role. */
export async function runService(definition: ServiceDefinition) {
  const database = await testDatabase(definition.name, { accessMigrations });
  const migrations = [...messagingMigrations, ...serviceMigrations, ...definition.migrations];
  await migrateSchema(definition.name, database.ownerUrl, migrations);
  const url = database.accessOwnerUrl;
  const access = await new DataSource({ type: 'postgres', url, poolSize: 1, installExtensions: false }).initialize();
  const keys = new Map<Role, string>();
  for (const role of roles)
    keys.set(role, (await issueKey({ name: role.replaceAll('_', '-'), roles: [role] }, access)).key);
  await access.destroy();
  const { brokers } = (await testStack()).kafka;
  const prefix = testTopicPrefix();
  await createTopics(brokers, prefix);
  const service = await bootService(definition, {
    ...{ DATABASE_URL: database.appUrl, KAFKA_BROKERS: brokers.join(','), KAFKA_TOPIC_PREFIX: prefix },
    ...{ PORT: '0', MANAGEMENT_PORT: '0', LOG_LEVEL: 'error', RATE_LIMIT_PER_SECOND: '100000' },
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
  });
  return {
    service,
    send: async (
      method: string,
      path: string,
      { body, type = 'application/json', as = 'ops' }: SendOptions = {},
    ): Promise<Answer> => {
      const response = await fetch(service.url + path, {
        method: method.toUpperCase(),
        headers: { authorization: `Bearer ${keys.get(as)}`, ...(body !== undefined && { 'content-type': type }) },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        signal: AbortSignal.timeout(10_000),
      });
      const answered = (response.headers.get('content-type') ?? '').split(';', 1)[0] ?? '';
      if (answered === 'text/event-stream') {
        await response.body?.cancel();
        return { status: response.status, type: answered, body: '' };
      }
      const text = await response.text();
      const json = /json$/.test(answered) && !/ndjson$/.test(answered) && text !== '';
      return { status: response.status, type: answered, body: json ? JSON.parse(text) : text };
    },
    stop: async (): Promise<void> => {
      await service.close();
      await database.drop();
    },
  };
}

export type RunningService = Awaited<ReturnType<typeof runService>>;
