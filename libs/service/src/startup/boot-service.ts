import type { AddressInfo } from 'node:net';
import { PersonChanged } from '@harken/contracts';
import { createDataSource, databaseErrorKind } from '@harken/database';
import type { KafkaConnection, Subscription } from '@harken/messaging';
import pRetry from 'p-retry';
import type { DestinationStream } from 'pino';
import type { DataSource } from 'typeorm';
import { followPeople } from '../access/tokens/known-people.ts';
import { tokenSettings } from '../access/tokens/token-settings.ts';
import type { RunningService, ServiceContext, ServiceDefinition, Worker } from '../definition/service-definition.ts';
import { createApp } from '../http/server/create-app.ts';
import { idempotencyCleanup } from '../idempotency/idempotency-cleanup.ts';
import { databaseGauges } from '../operations/database-gauge.ts';
import { createLogger, type Logger } from '../operations/logger.ts';
import { startManagementServer, urlOf } from '../operations/management-server.ts';
import { buildInfo, createMetrics, poolMetrics } from '../operations/metrics.ts';
import { readiness } from '../operations/readiness.ts';
import { createShutdown } from '../operations/shutdown.ts';
import { startTracing } from '../operations/tracing.ts';
import { databaseSslOf, kafkaSecurityOf } from '../settings/connection-settings.ts';
import { serviceSettings } from '../settings/service-settings.ts';
import { type Environment, readSettings } from '../settings/settings.ts';

interface Messaging {
  stop(): Promise<void>;
  ready(): boolean;
}

export function readAllSettings(definition: ServiceDefinition, env: Environment) {
  return readSettings({ ...definition.settings, ...serviceSettings(definition), ...tokenSettings }, env);
}

/** Starts a service in this process. Throws SettingsError before anything else happens. */
export async function bootService(
  definition: ServiceDefinition,
  env: Environment,
  /** Log destination instead of stdout. */
  log?: DestinationStream,
): Promise<RunningService> {
  const settings = readAllSettings(definition, env);
  const kafka = { brokers: settings.KAFKA_BROKERS, ...kafkaSecurityOf(settings) };
  const logger = createLogger(definition.name, settings.LOG_LEVEL, log);
  const metrics = createMetrics(definition.name);
  const closing = new AbortController();
  const dataSource = createDataSource({
    url: settings.DATABASE_URL,
    ssl: databaseSslOf(settings),
    schema: definition.name,
    applicationName: `harken-${definition.name}`,
    poolSize: settings.DATABASE_POOL_SIZE,
    statementTimeoutMs: settings.DATABASE_STATEMENT_TIMEOUT,
    entities: definition.entities,
    logger,
  });
  buildInfo(metrics.registry);
  poolMetrics(metrics.registry, dataSource, settings.DATABASE_POOL_SIZE);
  databaseGauges(metrics.registry, dataSource, definition.gauges ?? []);
  const context: ServiceContext = { dataSource, settings, logger, metrics: metrics.registry, shutdown: closing.signal };
  const shutdown = createShutdown(logger, closing);
  try {
    const endpoint = settings.OTEL_EXPORTER_OTLP_ENDPOINT;
    if (endpoint) shutdown.onStopLast('traces', (await startTracing(definition.name, endpoint)).stop);
    let messaging: Messaging | undefined;
    const state = { serving: false };
    const management = await startManagementServer({
      host: settings.HOST,
      port: settings.MANAGEMENT_PORT ?? (settings.PORT === 0 ? 0 : settings.PORT + 1000),
      metrics: metrics.registry,
      readiness: readiness({
        dataSource,
        closing: closing.signal,
        serving: () => state.serving,
        messagingReady: () => definition.messaging === false || messaging?.ready() === true,
      }),
    });
    shutdown.onStopLast('management', management.close);
    const parts = definition.assemble?.(context);
    const app = await createApp(definition, context, metrics, parts?.providers);
    shutdown.onStopFirst('http', () => app.close());
    await connectWithRetries(dataSource, logger);
    shutdown.onStopLast('database', () => dataSource.destroy());
    messaging = await startMessagingOf(
      definition,
      context,
      kafka,
      parts?.subscriptions ?? definition.subscriptions ?? [],
    );
    if (messaging) shutdown.onDrain('messaging', messaging.stop);
    const workers: Worker[] = [
      idempotencyCleanup(dataSource, logger),
      ...(parts?.workers ?? (definition.workers ?? []).map((make) => make(context))),
    ];
    for (const worker of workers) {
      await worker.start();
      shutdown.onStopFirst('worker', () => worker.stop());
    }
    await app.nest.listen(settings.PORT, settings.HOST);
    state.serving = true;
    const { port } = app.nest.getHttpServer().address() as AddressInfo;
    const url = urlOf(settings.HOST, port);
    logger.info({ url, managementUrl: management.url }, 'ready');
    return { url, managementUrl: management.url, dataSource, close: (options) => shutdown.run(options?.delayMs ?? 0) };
  } catch (error) {
    await shutdown.run(0);
    throw error;
  }
}

/** Retries, because the database may still be starting. */
const connectWithRetries = (dataSource: DataSource, logger: Logger): Promise<DataSource> =>
  pRetry(() => dataSource.initialize(), {
    retries: Number.POSITIVE_INFINITY,
    maxRetryTime: 30_000,
    minTimeout: 250,
    factor: 1,
    shouldRetry: ({ error }) => databaseErrorKind(error) === 'unavailable',
    onFailedAttempt: ({ error, attemptNumber }) => {
      if (attemptNumber === 1 && databaseErrorKind(error) === 'unavailable')
        logger.warn({ err: error }, 'the database does not answer yet');
    },
  });

async function startMessagingOf(
  definition: ServiceDefinition,
  context: ServiceContext,
  kafka: KafkaConnection,
  subscriptions: readonly Subscription[],
): Promise<Messaging | undefined> {
  if (definition.messaging === false) return undefined;
  const { startMessaging } = await import('@harken/messaging');
  return startMessaging({
    service: definition.name,
    dataSource: context.dataSource,
    ...kafka,
    topicPrefix: context.settings.KAFKA_TOPIC_PREFIX,
    subscriptions: definition.name === PersonChanged.producer ? subscriptions : [...subscriptions, followPeople],
    batchWindowMs: definition.batchWindowMs ?? 0,
    logger: context.logger,
    metrics: context.metrics,
  });
}
