import { randomBytes } from 'node:crypto';
import { connectProducer, kafkaClient } from '../kafka.ts';
import { takeCommands } from '../load/child.ts';
import { nowMs, openLoop } from '../load/open-loop.ts';

// One hop over the log by kafkajs alone: one producer, one topic, one consumer.
const kafka = kafkaClient();
const topic = `bench-baseline-${randomBytes(4).toString('hex')}`;
const admin = kafka.admin();
await admin.connect();
await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
const producer = await connectProducer();
const consumer = kafka.consumer({ groupId: topic });
const came: number[] = [];
const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
await consumer.connect();
await consumer.subscribe({ topics: [topic], fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message }) => void came.push(nowMs() - Number(message.key)),
});
await joined;

/** Milliseconds from intended send to receipt. */
async function hop({ perSecond, count }: { perSecond: number; count: number }): Promise<number[]> {
  came.length = 0;
  const value = 'x'.repeat(800);
  await openLoop(perSecond, count, async (_, intendedAt) => {
    await producer.send({ topic, acks: -1, messages: [{ key: String(intendedAt), value }] });
  });
  while (came.length < count) await new Promise((resolve) => setTimeout(resolve, 20));
  return [...came];
}

takeCommands({ hop });
