export { deadLetterCommand, deadLetterUsage } from './dead-letters/dead-letter-command.ts';
export { newId } from './events/new-id.ts';
export { on, onBatch, type ReceivedEvent, type Subscription } from './events/subscription.ts';
export { ensureTopics } from './kafka/ensure-topics.ts';
export type { KafkaConnection, KafkaSasl, KafkaSsl } from './kafka/kafka-client.ts';
export { DueWorker, type DueWorkerOptions } from './loops/due-worker.ts';
export { Loop, type LoopOptions } from './loops/loop.ts';
export { type Logger, silent } from './observability/logger.ts';
export { currentTraceparent, withTraceparent } from './observability/traceparent.ts';
export { type OutboxEvent, outbox } from './outbox/outbox.ts';
export { type ReadTopicOptions, readTopic } from './rebuild/read-topic.ts';
export { type MessagingOptions, type RunningMessaging, startMessaging } from './startup/start-messaging.ts';

import type { MigrationInterface } from 'typeorm';
import { MessagingBaseline1796083200000 } from './tables/messaging.migration.ts';

/** The tables that every service needs for its messages. */
export const messagingMigrations: readonly (new () => MigrationInterface)[] = [MessagingBaseline1796083200000];
