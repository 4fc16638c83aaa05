import { Kafka, type LogEntry, logLevel } from 'kafkajs';
import type { Logger } from './logger.ts';
import { quietQueues } from './quiet-queues.ts';

export interface KafkaClientOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly logger: Logger;
}

/** kafkajs retries within a call only briefly: the loops of relay and consumer retry for ever, and can be stopped. */
export function kafkaClient({ brokers, clientId, logger }: KafkaClientOptions): Kafka {
  quietQueues();
  return new Kafka({
    clientId,
    brokers: [...brokers],
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    enforceRequestTimeout: true,
    retry: { initialRetryTime: 50, maxRetryTime: 2_000, retries: 8 },
    logLevel: logLevel.INFO,
    logCreator: () => (entry) => forward(logger, entry),
  });
}

// Normal in a starting cluster and in every rebalance, and repeated by kafkajs on its own.
const expected =
  /coordinator is (not available|loading)|coordinator.*not available|not the correct coordinator|group is rebalancing|does not host this topic-partition|no leader for this topic-partition|leadership election|Unsupported method|member id is required|Limiting retries for the idempotent producer|Rebalance/i;

function forward(logger: Logger, { level, namespace, log }: LogEntry): void {
  const { message, timestamp: _timestamp, logger: _logger, stack: _stack, ...rest } = log;
  const details = { kafka: namespace, ...plain(rest) };
  const text = `${message}${rest.error ? ` ${String(rest.error)}` : ''}`;
  if (expected.test(text) || level >= logLevel.INFO) logger.debug(details, message);
  else if (level === logLevel.WARN) logger.warn(details, message);
  else if (level === logLevel.ERROR) logger.warn(details, message);
}

/** Texts and numbers only: kafkajs logs whole responses at times. */
const plain = (rest: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(rest).filter(([, value]) => value === null || typeof value !== 'object'));
