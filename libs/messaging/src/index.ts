/** A UUIDv7; the ids of one process ascend. */
export { v7 as newId } from 'uuid';
export { afterCommit } from './database/after-commit.ts';
export { CommitSignal } from './database/commit-signal.ts';
export { isLostConnection } from './database/lost-connection.ts';
export { type Prepared, runLater, runPrepared } from './database/prepared.ts';
export { textColumns } from './database/text-columns.ts';
export type { Tx } from './database/transaction.ts';
export { deadLetterCommand, deadLetterUsage } from './dead-letters/dead-letter-command.ts';
export { addFastDateTime } from './events/fast-date-time.ts';
export { on, onBatch, type ReceivedEvent, type Subscription } from './events/subscription.ts';
export { ensureTopics } from './kafka/topics.ts';
export { DueWorker, type DueWorkerOptions } from './loops/due-worker.ts';
export { type Logger, silent } from './observability/logger.ts';
export { currentTraceparent, withTraceparent } from './observability/traceparent.ts';
export { type OutboxEvent, outbox } from './outbox/outbox.ts';
export { type ReadTopicOptions, readTopic } from './rebuild/read-topic.ts';
export { type MessagingOptions, type RunningMessaging, startMessaging } from './startup/start-messaging.ts';

import type { MigrationInterface } from 'typeorm';
import { MessagingBaseline1796083200000 } from './tables/messaging.migration.ts';

/** The tables that every service needs for its messages. */
export const messagingMigrations: readonly (new () => MigrationInterface)[] = [MessagingBaseline1796083200000];
