import { type EventData, FeedbackReceived, happened } from '@harken/contracts';
import { newId, outbox, startMessaging } from '@harken/messaging';
import { Registry } from 'prom-client';
import { brokers, topicPrefix } from './kafka.ts';
import { takeCommands } from './load/child.ts';
import { openMessagingDatabase } from './messaging-database.ts';
import { pause, until } from './repeat.ts';

// The relay of a service whose rooms are all empty.
const dataSource = await openMessagingDatabase();
const metrics = new Registry();
const messaging = await startMessaging({
  service: 'feedback',
  dataSource,
  brokers,
  topicPrefix,
  subscriptions: [],
  metrics,
});
await until('the relay is ready', () => messaging.ready() && messaging.publishes());

const perStatement = 1_000;
let committedAt = 0;
let target = 0;

const published = async (): Promise<number> => {
  const metric = await metrics.getSingleMetric('harken_events_published_total')?.get();
  return metric?.values.reduce((sum, { value }) => sum + value, 0) ?? 0;
};

/** Everything becomes visible by one commit: from then on the relay has no one to wait for. */
async function fill({ rows }: { rows: number }): Promise<void> {
  target = (await published()) + rows;
  await dataSource.transaction(async (tx) => {
    for (let at = 0; at < rows; at += perStatement) {
      const events = Array.from({ length: Math.min(perStatement, rows - at) }, () => {
        const feedbackId = newId();
        const data: EventData<typeof FeedbackReceived> = { ...FeedbackReceived.sample, feedbackId };
        return happened(FeedbackReceived, feedbackId, data);
      });
      await outbox.add(tx, events);
    }
  });
  committedAt = performance.now();
}

/** Seconds from that commit until the broker has taken all. */
async function emptied(): Promise<number> {
  while ((await published()) < target) await pause(5);
  return (performance.now() - committedAt) / 1_000;
}

takeCommands({ fill, emptied });
