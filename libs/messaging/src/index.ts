export { afterCommit } from './after-commit.ts';
export { Bell, restMs } from './bell.ts';
export { DueWorker, type DueWorkerOptions } from './due-worker.ts';
export { type Logger, silent } from './logger.ts';
export { isLostConnection } from './lost-connection.ts';
export { newId } from './new-id.ts';
export { type OutboxEvent, outbox } from './outbox/outbox.ts';
export { parkedCommand, parkedUsage } from './parked/parked-command.ts';
export {
  discardParked,
  listParked,
  type ParkedRow,
  replayAllParked,
  replayParked,
  showParked,
} from './parked/parked-events.ts';
export { type Prepared, runLater, runPrepared } from './prepared.ts';
export { quickTimes } from './quick-times.ts';
export { type ReadTopicOptions, readTopic } from './read-topic.ts';
export { type MessagingOptions, type RunningMessaging, startMessaging } from './start-messaging.ts';
export { on, onBatch, type ReceivedEvent, type Subscription } from './subscription.ts';
export { textColumns } from './text-columns.ts';
export { ensureTopics } from './topics.ts';
export { currentTraceparent, withTraceparent } from './traceparent.ts';
export type { Tx } from './transaction.ts';

import type { MigrationInterface } from 'typeorm';
import { InboxTake1700000000001, InboxTakeMany1700000000002 } from './consumer/inbox.migration.ts';
import { Messaging1700000000000 } from './outbox/messaging.migration.ts';

/** The tables that every service needs for its messages. */
export const messagingMigrations: readonly (new () => MigrationInterface)[] = [
  Messaging1700000000000,
  InboxTake1700000000001,
  InboxTakeMany1700000000002,
];
