import type { Kafka, Consumer as KafkaConsumer } from 'kafkajs';

export const heartbeatMs = 1_000;

/** A member of a consumer group, not connected yet. It does not restart itself: the caller makes a new one. */
export const groupMember = (kafka: Kafka, groupId: string, sessionTimeoutMs: number): KafkaConsumer =>
  kafka.consumer({
    groupId,
    sessionTimeout: sessionTimeoutMs,
    rebalanceTimeout: Math.max(10_000, sessionTimeoutMs),
    heartbeatInterval: heartbeatMs,
    minBytes: 1,
    maxWaitTimeInMs: 250,
    metadataMaxAge: 30_000,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 5, restartOnFailure: async () => false },
  });
