import { randomBytes } from 'node:crypto';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { nowMs, openLoop } from './open-loop.ts';

export interface LogFloor {
  /** Milliseconds from intended send to receipt of one hop over the log. */
  run(perSecond: number, count: number): Promise<number[]>;
  close(): Promise<void>;
}

/** kafkajs alone: one producer, one topic, one consumer. */
export async function openLogFloor(brokers: readonly string[]): Promise<LogFloor> {
  const kafka = new Kafka({ clientId: 'harken-bench', brokers: [...brokers], logLevel: logLevel.NOTHING });
  const topic = `bench-floor-${randomBytes(4).toString('hex')}`;
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  const consumer = kafka.consumer({ groupId: topic });
  const came: number[] = [];
  const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => void came.push(nowMs() - Number(message.key)),
  });
  await joined;
  return {
    run: async (perSecond, count) => {
      came.length = 0;
      const value = 'x'.repeat(800);
      await openLoop(perSecond, count, async (_, intendedAt) => {
        await producer.send({ topic, acks: -1, messages: [{ key: String(intendedAt), value }] });
      });
      while (came.length < count) await new Promise((resolve) => setTimeout(resolve, 20));
      return [...came];
    },
    close: async () => {
      await Promise.all([consumer.disconnect(), producer.disconnect()]);
      await admin.deleteTopics({ topics: [topic] });
      await admin.disconnect();
    },
  };
}
