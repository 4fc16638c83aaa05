import { FeedbackReceived, happened, InteractionRecorded } from '@harken/contracts';
import { messagingMigrations, newId, outbox } from '@harken/messaging';
import {
  accessMigrations,
  bootService,
  issueKey,
  migrateSchema,
  type RunningService,
  serviceMigrations,
} from '@harken/service';
import { createTopics, testDatabase, testStack, testTopicPrefix } from '@harken/testing';
import { DataSource } from 'typeorm';
import { touchpointsService } from './touchpoints.module.ts';

type Answers = typeof FeedbackReceived.sample.answers;

export interface TestResponse {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read any field of it
  readonly body: any;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly yaml?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FeedbackSample {
  readonly touchpoint: string;
  readonly answers: Partial<Answers>;
  /** How many seconds ago the feedback occurred. */
  readonly secondsAgo?: number;
  readonly history?: boolean;
  /** What an observer saw. */
  readonly actions?: typeof FeedbackReceived.sample.actions;
  readonly employee?: string;
}

/** The real service on a fresh database and its own topics; events come to it through Kafka. */
export async function runTouchpoints() {
  const database = await testDatabase('touchpoints', { accessMigrations });
  await migrateSchema('touchpoints', database.ownerUrl, [
    ...messagingMigrations,
    ...serviceMigrations,
    ...touchpointsService.migrations,
  ]);
  const access = await new DataSource({
    type: 'postgres',
    url: database.accessOwnerUrl,
    poolSize: 1,
    installExtensions: false,
  }).initialize();
  const { key } = await issueKey({ name: 'tests', roles: ['ops', 'manager'] }, access);
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
  const running: RunningService[] = [await bootService(touchpointsService, env)];
  const first = running[0] as RunningService;

  return {
    service: first,
    keyOf: (): string => key,
    /** The events that were committed, oldest first, by the name of their type. */
    publishedEvents: async (type: string): Promise<Record<string, unknown>[]> => {
      const rows: { payload: string }[] = await first.dataSource.query(
        'SELECT payload FROM outbox WHERE type = $1 ORDER BY seq',
        [type],
      );
      return rows.map(({ payload }) => JSON.parse(payload) as Record<string, unknown>);
    },
    /** The service's own relay carries the events to Kafka, and they come back as if from the feedback service. */
    submitFeedback: async (...feedback: readonly FeedbackSample[]): Promise<void> => {
      const events = feedback.map(
        ({ touchpoint, answers, secondsAgo = 0, history = false, actions = [], employee }) => {
          const feedbackId = newId();
          const occurredAt = new Date(Date.now() - secondsAgo * 1000).toISOString();
          const none: Answers = { nps: null, csat: null, ces: null, ratings: [], factors: [] };
          const data = {
            ...FeedbackReceived.sample,
            feedbackId,
            touchpoint,
            occurredAt,
            history,
            actions,
            ...(actions.length > 0 && { method: 'observation' as const, voice: 'staff' as const, customer: null }),
            employee: employee ?? null,
            answers: { ...none, ...answers },
          };
          return happened(FeedbackReceived, feedbackId, data);
        },
      );
      await first.dataSource.transaction((tx) => outbox.add(tx, events));
    },
    recordInteraction: async (touchpoint: string, history = false): Promise<void> => {
      const interactionId = newId();
      const data = { ...InteractionRecorded.sample, interactionId, touchpoint, history };
      await first.dataSource.transaction((tx) => outbox.add(tx, [happened(InteractionRecorded, interactionId, data)]));
    },
    /** Sends every feedback event once more with the id it had: what a broker may do after a crash. */
    repeatFeedback: async (): Promise<void> => {
      await first.dataSource.query(
        `INSERT INTO outbox (horizon, event_id, topic, key, type, time, traceparent, payload)
         SELECT greatest(pg_current_xact_id()::text::bigint + 1, pg_snapshot_xmax(pg_current_snapshot())::text::bigint),
                event_id, topic, key, type, time, traceparent, payload
           FROM outbox WHERE type = $1`,
        [FeedbackReceived.type],
      );
    },
    addReplica: async (): Promise<void> => {
      running.push(await bootService(touchpointsService, env));
    },
    call: async (
      method: string,
      path: string,
      { body, yaml, headers = {} }: CallOptions = {},
    ): Promise<TestResponse> => {
      const sent = yaml ?? (body === undefined ? undefined : JSON.stringify(body));
      const response = await fetch(first.url + path, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(sent !== undefined && { 'content-type': yaml === undefined ? 'application/json' : 'application/yaml' }),
          ...headers,
        },
        ...(sent !== undefined && { body: sent }),
      });
      const text = await response.text();
      const json = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
      return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
    },
    stop: async (): Promise<void> => {
      for (const service of running) await service.close();
      await access.destroy();
      await database.drop();
    },
  };
}

export type RunningTouchpoints = Awaited<ReturnType<typeof runTouchpoints>>;

/** A small map: a hall with a desk in it that has a pen, and a garden. */
export const smallMap = (prefix = '') => ({
  name: 'Small',
  stages: [
    {
      id: 'visit',
      name: 'Visit',
      phase: 'during',
      touchpoints: [
        {
          id: `${prefix}hall`,
          name: 'Hall',
          team: 'front',
          weight: 2,
          touchpoints: [{ id: `${prefix}desk`, name: 'Desk', touchpoints: [{ id: `${prefix}pen`, name: 'Pen' }] }],
        },
        { id: `${prefix}garden`, name: 'Garden' },
      ],
    },
  ],
});
