import { ComplaintOpened } from '@harken/contracts';
import { newId } from '@harken/messaging';
import { connectProducer, topicPrefix } from '../kafka.ts';
import { takeCommands } from './child.ts';
import { eventMessage } from './event-message.ts';
import { openLoop } from './open-loop.ts';

// Opened complaints, straight onto the log: each becomes an alert under the id of its event.
const producer = await connectProducer();
const topic = `${topicPrefix}complaints.events`;
const perSend = 500;

function opened() {
  const complaintId = newId();
  const { sample } = ComplaintOpened;
  return eventMessage(ComplaintOpened, complaintId, { ...sample, complaint: { ...sample.complaint, complaintId } });
}

/** All at once. */
async function send({ count }: { count: number }): Promise<void> {
  for (let left = count; left > 0; left -= perSend) {
    await producer.send({ topic, messages: Array.from({ length: Math.min(left, perSend) }, opened) });
  }
}

/** At their times; returns the intended time of each, by the id of its event. */
async function offer({ perSecond, count }: { perSecond: number; count: number }): Promise<[string, number][]> {
  const offered: [string, number][] = [];
  await openLoop(perSecond, count, async (_, intendedAt) => {
    const message = opened();
    offered.push([message.headers.ce_id, intendedAt]);
    await producer.send({ topic, messages: [message] });
  });
  return offered;
}

takeCommands({ send, offer });
