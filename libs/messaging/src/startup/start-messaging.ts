import type { ServiceName } from '@harken/contracts';
import type { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { Consumer } from '../consumer/consumer.ts';
import { bySubscribedType } from '../events/read-event.ts';
import type { Subscription } from '../events/subscription.ts';
import { kafkaClient } from '../kafka/kafka-client.ts';
import { type Logger, silent } from '../observability/logger.ts';
import { messagingMetrics } from '../observability/metrics.ts';
import type { ChunkContext } from '../processing/work-items.ts';
import { Relay } from '../relay/relay.ts';
import { ReplayWorker } from '../replay/replay.worker.ts';
import { UpkeepWorker } from '../tables/upkeep.worker.ts';

export interface MessagingOptions {
  readonly service: ServiceName;
  /** Connected as the app role, with a pool of at least 6. */
  readonly dataSource: DataSource;
  readonly brokers: readonly string[];
  /** Goes before every topic and the consumer group; '' outside tests. */
  readonly topicPrefix?: string;
  readonly subscriptions: readonly Subscription[];
  readonly logger?: Logger;
  readonly metrics?: Registry;
  /** Tries of a failing event before it is parked. */
  readonly tries?: number;
  /** How long published and taken events are kept in the database. */
  readonly retentionDays?: number;
  readonly sessionTimeoutMs?: number;
  /**
   * For a service that nobody waits for: events are fetched so far apart at the least, and share transactions. The first
   * after a silence is taken at once, and who is behind does not rest. Default 0.
   */
  readonly gatherMs?: number;
  /** Only a new process can help. Default: end this one with code 1. */
  readonly onFatal?: (error: Error) => void;
}

export interface RunningMessaging {
  /** Stops fetching, finishes what runs, commits, leaves the group; within 5 s. */
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
    subscriptions,
    topicPrefix = '',
    logger = silent,
    retentionDays = 14,
  } = options;
  const metrics = options.metrics ? messagingMetrics(options.metrics, dataSource) : undefined;
  const kafka = kafkaClient({ brokers, clientId: `harken-${service}`, logger });
  const context: ChunkContext = {
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
  const { sessionTimeoutMs, gatherMs = 0, onFatal = endProcess(logger) } = options;
  const timing = { gatherMs, ...(sessionTimeoutMs === undefined ? {} : { sessionTimeoutMs }) };
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
    // The relay goes last, so that what the handlers have just committed is published by this replica.
    stop: async () => {
      await Promise.all([consumer?.stop(), replay?.stop(), upkeep.stop()]);
      await relay.stop();
    },
  };
}

const endProcess = (logger: Logger) => (error: Error) => {
  logger.error({ err: error }, 'messaging cannot go on; the process ends so that it is started again');
  process.exit(1);
};
