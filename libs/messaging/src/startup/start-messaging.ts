import type { ServiceName } from '@harken/contracts';
import type { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { Consumer } from '../consumer/consumer.ts';
import { bySubscribedType } from '../events/parse-message.ts';
import type { Subscription } from '../events/subscription.ts';
import { type KafkaConnection, kafkaClient } from '../kafka/kafka-client.ts';
import { type Logger, silent } from '../observability/logger.ts';
import { messagingMetrics } from '../observability/metrics.ts';
import type { ProcessingContext } from '../processing/process-batch.ts';
import { Relay } from '../relay/relay.ts';
import { ReplayWorker } from '../replay/replay.worker.ts';
import { UpkeepWorker } from '../tables/upkeep.worker.ts';

export interface MessagingOptions extends KafkaConnection {
  readonly service: ServiceName;
  /** Connected as the app role, with a pool of at least 6. */
  readonly dataSource: DataSource;
  /** Goes before every topic and the consumer group; '' outside tests. */
  readonly topicPrefix?: string;
  readonly subscriptions: readonly Subscription[];
  readonly logger?: Logger;
  readonly metrics?: Registry;
  /** Attempts before a failing event becomes a dead letter. */
  readonly tries?: number;
  /** How long published and consumed events are kept in the database. */
  readonly retentionDays?: number;
  readonly sessionTimeoutMs?: number;
  /**
   * Minimum time between two fetches, so that events share transactions; for a service that nobody waits for. The first
   * event after a pause is processed at once, and a consumer that lags behind does not wait. Default 0.
   */
  readonly batchWindowMs?: number;
  /** Called when only a new process can help. Default: end this one with code 1. */
  readonly onFatal?: (error: Error) => void;
}

export interface RunningMessaging {
  /** Stops fetching, finishes running batches, commits, leaves the group; within 5 s. */
  stop(): Promise<void>;
  /** The relay has its database, and the consumer is in its group. */
  ready(): boolean;
  /** This replica's relay is the one that publishes. */
  publishes(): boolean;
}

/** Starts relay, consumer and replay in the background and returns at once: Kafka may come later. */
export async function startMessaging(options: MessagingOptions): Promise<RunningMessaging> {
  const {
    service,
    dataSource,
    brokers,
    ssl,
    sasl,
    subscriptions,
    topicPrefix = '',
    logger = silent,
    retentionDays = 14,
  } = options;
  const metrics = options.metrics ? messagingMetrics(options.metrics, dataSource) : undefined;
  const kafka = kafkaClient({ brokers, ssl, sasl, clientId: `harken-${service}`, logger });
  const context: ProcessingContext = {
    service,
    group: topicPrefix + service,
    dataSource,
    subscriptions: bySubscribedType(subscriptions),
    logger,
    metrics,
    tries: options.tries ?? 5,
  };
  const relay = new Relay({ service, dataSource, kafka, topicPrefix, logger, metrics });
  const upkeep = new UpkeepWorker(dataSource, retentionDays, logger);
  const topics = [...new Set(subscriptions.flatMap(({ contracts }) => contracts.map(({ topic }) => topic)))];
  const { sessionTimeoutMs, onFatal = endProcess(logger) } = options;
  const timing = {
    batchWindowMs: options.batchWindowMs ?? 0,
    ...(sessionTimeoutMs === undefined ? {} : { sessionTimeoutMs }),
  };
  const consumer =
    topics.length > 0 ? new Consumer({ ...context, ...timing, kafka, topicPrefix, topics, onFatal }) : null;
  const replay = consumer && new ReplayWorker(context);

  upkeep.start();
  relay.start();
  consumer?.start();
  replay?.start();
  return {
    ready: () => relay.connected && (consumer?.joined ?? true),
    publishes: () => relay.active,
    // The relay stops last, so that this replica publishes the events its handlers have just committed.
    stop: async () => {
      await Promise.all([consumer?.stop(), replay?.stop(), upkeep.stop()]);
      await relay.stop();
    },
  };
}

const endProcess = (logger: Logger) => (error: Error) => {
  logger.error({ err: error }, 'messaging cannot go on; the process ends so that it is restarted');
  process.exit(1);
};
