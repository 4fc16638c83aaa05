import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { takeCommands } from '../load/child.ts';
import { brokers, topicPrefix } from '../messaging-database.ts';
import { rawMessage } from './raw-messages.ts';

// kafkajs and nothing else: messages that lie ready, 500 at a time, each send acknowledged before the next.
const perSend = 500;
const kafka = new Kafka({ clientId: 'harken-bench', brokers, logLevel: logLevel.NOTHING });
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
await producer.connect();
const topic = `${topicPrefix}feedback.events`;

let messages: ReturnType<typeof rawMessage>[] = [];

function prepare({ rows }: { rows: number }): void {
  messages = Array.from({ length: rows }, rawMessage);
}

/** Seconds for what was prepared. */
async function produce(): Promise<number> {
  const started = performance.now();
  for (let at = 0; at < messages.length; at += perSend) {
    await producer.sendBatch({ acks: -1, topicMessages: [{ topic, messages: messages.slice(at, at + perSend) }] });
  }
  return (performance.now() - started) / 1_000;
}

takeCommands({ prepare, produce });
