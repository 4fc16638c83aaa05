import { FeedbackReceived } from '@harken/contracts';
import { newId } from '@harken/messaging';
import { connectProducer, topicPrefix } from '../kafka.ts';
import { takeCommands } from '../load/child.ts';
import { eventMessage } from '../load/event-message.ts';

// kafkajs and nothing else: messages that lie ready, 500 at a time, each send acknowledged before the next.
const perSend = 500;
const producer = await connectProducer();
const topic = `${topicPrefix}feedback.events`;

let messages: ReturnType<typeof eventMessage>[] = [];

function prepare({ rows }: { rows: number }): void {
  messages = Array.from({ length: rows }, () => {
    const feedbackId = newId();
    return eventMessage(FeedbackReceived, feedbackId, { ...FeedbackReceived.sample, feedbackId });
  });
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
