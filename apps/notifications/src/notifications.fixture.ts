import { ComplaintEscalated, ComplaintOpened, type EventContract, type Severity } from '@harken/contracts';
import { messagingMigrations, newId } from '@harken/messaging';
import {
  accessMigrations,
  bootService,
  issueKey,
  type Role,
  type RunningService,
  revokeKey,
  rotateKey,
  type ServiceDefinition,
  serviceMigrations,
} from '@harken/service';
import { type TestDatabase, testDatabase } from '@harken/testing';
import { DataSource } from 'typeorm';
import type { Alert } from './alerts/alert.ts';
import type { CausingEvent } from './alerts/alert-of-event.ts';
import { recordAlerts } from './alerts/recording/record-alerts.use-case.ts';
import {
  type NotificationsContext,
  notificationsContext,
  notificationsParts,
  notificationsService,
} from './notifications.module.ts';

export interface TestResponse {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it freely
  readonly body: any;
}

export interface CallOptions {
  readonly role?: Role;
  readonly client?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An event as the consumer would hand it over. */
export function eventOf(
  contract: EventContract,
  facts: { subject?: string; id?: string; touchpoint?: string; severity?: Severity } = {},
): CausingEvent {
  const subject = facts.subject ?? newId();
  const sample = contract.sample as { complaint: object };
  const complaint = {
    ...sample.complaint,
    complaintId: subject,
    ...(facts.touchpoint ? { touchpoint: facts.touchpoint } : {}),
    ...(facts.severity ? { severity: facts.severity } : {}),
  };
  return {
    id: facts.id ?? newId(),
    type: contract.type,
    source: '/harken/complaints',
    subject,
    time: new Date(),
    data: { ...sample, complaint, at: new Date().toISOString() },
  };
}

export const opened = (facts?: Parameters<typeof eventOf>[1]) => eventOf(ComplaintOpened, facts);
export const escalated = (facts?: Parameters<typeof eventOf>[1]) => eventOf(ComplaintEscalated, facts);

/** Settings under which retries are over in a second. */
export const quick = {
  WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1/32',
  WEBHOOK_TIMEOUT: 'PT2S',
  DELIVERY_RETRY_DELAYS: 'PT0.05S,PT0.05S,PT0.1S,PT0.1S,PT0.1S,PT0.1S,PT0.1S,PT0.1S,PT0.1S',
  DELIVERY_BREAKER_FAILURES: '1000',
};

/** The service on a fresh database, without Kafka unless asked for. */
export class Notifications {
  readonly #keys = new Map<string, { id: string; key: string }>();

  private constructor(
    readonly service: RunningService,
    readonly context: NotificationsContext,
    readonly database: TestDatabase,
    readonly env: Readonly<Record<string, string>>,
    private readonly access: DataSource,
  ) {}

  static async start(
    settings: Readonly<Record<string, string>> = {},
    options: { kafka?: boolean } = {},
  ): Promise<Notifications> {
    const migrations = [...messagingMigrations, ...serviceMigrations, ...notificationsService.migrations];
    const database = await testDatabase('notifications', { migrations, accessMigrations });
    const url = database.accessOwnerUrl;
    const access = await new DataSource({ type: 'postgres', url, poolSize: 1, installExtensions: false }).initialize();
    const env = { DATABASE_URL: database.appUrl, PORT: '0', LOG_LEVEL: 'warn', ...quick, ...settings };
    const { service, context } = await bootOn(env, options.kafka ?? false);
    return new Notifications(service, context, database, env, access);
  }

  /** Another replica on the same database. */
  async replica(settings: Readonly<Record<string, string>> = {}): Promise<RunningService> {
    return (await bootOn({ ...this.env, ...settings }, false)).service;
  }

  /** What the consumer does with a batch: one transaction. */
  record(...events: readonly CausingEvent[]): Promise<void> {
    return this.service.dataSource.transaction((tx) => recordAlerts(events, this.context, tx));
  }

  async keyOf(role: Role, client = `tests-${role.replace('_', '-')}`): Promise<string> {
    const issued = this.#keys.get(client + role) ?? (await issueKey({ name: client, roles: [role] }, this.access));
    this.#keys.set(client + role, issued);
    return issued.key;
  }

  async revoke(role: Role, client: string): Promise<void> {
    const issued = this.#keys.get(client + role);
    if (issued) await revokeKey(issued.id, this.access);
  }

  /** The next key of the same client; `call` goes on with it. Returns the id of the old one. */
  async rotate(role: Role, client: string): Promise<string> {
    await this.keyOf(role, client);
    const old = this.#keys.get(client + role)?.id ?? '';
    this.#keys.set(client + role, await rotateKey({ id: old }, this.access));
    return old;
  }

  revokeKeyId(id: string): Promise<void> {
    return revokeKey(id, this.access);
  }

  /** Another client of the same name: `call` goes on with its key. */
  forgetKey(role: Role, client: string): void {
    this.#keys.delete(client + role);
  }

  async call(
    method: string,
    path: string,
    { role = 'call_centre', client, body, headers = {} }: CallOptions = {},
  ): Promise<TestResponse> {
    const response = await fetch(this.service.url + path, {
      method,
      headers: {
        authorization: `Bearer ${await this.keyOf(role, client)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
  }

  /** A webhook subscription that must succeed: its id and secret. */
  async subscribe(
    url: string,
    options: { filter?: object; ordered?: boolean } = {},
  ): Promise<{ id: string; secret: string }> {
    const { filter = {}, ordered = false } = options;
    const body = { name: 'tests', filter, delivery: { kind: 'webhook', url, ordered } };
    const answer = await this.call('POST', '/v1/subscriptions', { body });
    if (answer.status !== 201) throw new Error(`subscribing gave ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async attempts(id: string): Promise<readonly Record<string, unknown>[]> {
    const { body } = await this.call('GET', `/v1/subscriptions/${id}/deliveries?limit=500`);
    return body.items.toReversed();
  }

  async pull(query: string): Promise<{ items: Alert[]; next: string }> {
    return (await this.call('GET', `/v1/alerts?${query}`)).body;
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.access.destroy();
    await this.database.drop();
  }
}

interface Booted {
  readonly service: RunningService;
  readonly context: NotificationsContext;
}

/** The service as it is, with its context at hand. */
async function bootOn(env: Readonly<Record<string, string>>, kafka: boolean): Promise<Booted> {
  let context: NotificationsContext | undefined;
  const definition: ServiceDefinition = {
    ...notificationsService,
    ...(!kafka && { messaging: false }),
    assemble(started) {
      context = notificationsContext(started);
      return notificationsParts(context);
    },
  };
  const service = await bootService(definition, env);
  if (!context) throw new Error('The service was not assembled.');
  return { service, context };
}
