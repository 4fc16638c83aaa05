import type { ConnectionOptions } from 'node:tls';
import { Kafka, type LogEntry, logLevel, type SASLOptions } from 'kafkajs';
import type { Logger } from '../observability/logger.ts';

/** TLS towards the brokers. Everything is PEM. */
export interface KafkaSsl {
  /** Certificates that are trusted; without them the well-known ones of Node. */
  readonly ca?: string | undefined;
  /** Our own certificate and its key, where brokers ask for one. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

export interface KafkaSasl {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

/** Where Kafka is, and how to be let in. */
export interface KafkaConnection {
  readonly brokers: readonly string[];
  readonly ssl?: KafkaSsl | undefined;
  readonly sasl?: KafkaSasl | undefined;
}

export interface KafkaClientOptions extends KafkaConnection {
  readonly clientId: string;
  readonly logger: Logger;
}

/** kafkajs retries within a call only briefly: the loops of relay and consumer retry for ever, and can be stopped. */
export function kafkaClient({ brokers, ssl, sasl, clientId, logger }: KafkaClientOptions): Kafka {
  return new Kafka({
    clientId,
    brokers: [...brokers],
    ...(ssl && { ssl: tlsOf(ssl) }),
    ...(sasl && { sasl: sasl as SASLOptions }),
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    enforceRequestTimeout: true,
    retry: { initialRetryTime: 50, maxRetryTime: 2_000, retries: 8 },
    logLevel: logLevel.INFO,
    logCreator: () => {
      const mayWarn = oncePerMinute();
      return (entry) => forward(logger, entry, mayWarn);
    },
  });
}

const tlsOf = ({ ca, cert, key }: KafkaSsl): ConnectionOptions => ({
  ...(ca && { ca: [ca] }),
  ...(cert && { cert }),
  ...(key && { key }),
});

// Normal while a cluster starts and in every rebalance; kafkajs retries by itself.
const routine =
  /coordinator is (not available|loading)|coordinator.*not available|not the correct coordinator|group is rebalancing|does not host this topic-partition|no leader for this topic-partition|leadership election|Unsupported method|member id is required|Limiting retries for the idempotent producer|Rebalance/i;

/** kafkajs logs an unavailable broker several times a second. */
function oncePerMinute(): (text: string) => boolean {
  const last = new Map<string, number>();
  return (text) => {
    const now = performance.now();
    if (now - (last.get(text) ?? Number.NEGATIVE_INFINITY) < 60_000) return false;
    last.set(text, now);
    return true;
  };
}

function forward(logger: Logger, { level, namespace, log }: LogEntry, mayWarn: (text: string) => boolean): void {
  const { message, timestamp: _timestamp, logger: _logger, stack: _stack, ...rest } = log;
  const details = { kafka: namespace, ...plain(rest) };
  const text = `${message}${rest.error ? ` ${String(rest.error)}` : ''}`;
  const matters = level === logLevel.WARN || level === logLevel.ERROR;
  if (matters && !routine.test(text) && mayWarn(`${namespace} ${message}`)) logger.warn(details, message);
  else logger.debug(details, message);
}

/** Texts and numbers only: kafkajs logs whole responses at times. */
const plain = (rest: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(rest).filter(([, value]) => value === null || typeof value !== 'object'));
