export { afterCommit } from './database/after-commit.ts';
export { Bell, restMs } from './database/bell.ts';
export { isLostConnection } from './database/lost-connection.ts';
export { newId } from './database/new-id.ts';
export { type Prepared, runLater, runPrepared } from './database/prepared.ts';
export { textColumns } from './database/text-columns.ts';
export type { Tx } from './database/transaction.ts';
export { parkedCommand, parkedUsage } from './dead-letters/parked-command.ts';
export {
  discardParked,
  listParked,
  type ParkedRow,
  replayAllParked,
  replayParked,
  showParked,
} from './dead-letters/parked-events.ts';
export { quickTimes } from './events/quick-times.ts';
export { on, onBatch, type ReceivedEvent, type Subscription } from './events/subscription.ts';
export { ensureTopics } from './kafka/topics.ts';
export { DueWorker, type DueWorkerOptions } from './loops/due-worker.ts';
export { type Logger, silent } from './observability/logger.ts';
export { currentTraceparent, withTraceparent } from './observability/traceparent.ts';
export { type OutboxEvent, outbox } from './outbox/outbox.ts';
export { type ReadTopicOptions, readTopic } from './rebuild/read-topic.ts';
export { type MessagingOptions, type RunningMessaging, startMessaging } from './startup/start-messaging.ts';

import type { MigrationInterface } from 'typeorm';
import { InboxTake1700000000001, InboxTakeMany1700000000002 } from './tables/inbox.migration.ts';
import { Messaging1700000000000 } from './tables/messaging.migration.ts';

/** The tables that every service needs for its messages. */
export const messagingMigrations: readonly (new () => MigrationInterface)[] = [
  Messaging1700000000000,
  InboxTake1700000000001,
  InboxTakeMany1700000000002,
];
