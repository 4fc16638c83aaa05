import type { Consumer } from 'kafkajs';
import { Pool } from 'pg';
import { kafkaClient, topicPrefix } from '../kafka.ts';
import { takeCommands } from '../load/child.ts';

// kafkajs and one INSERT for each message, four partitions at a time: no inbox, no check, no transaction.
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const topic = `${topicPrefix}feedback.events`;
let consumer: Consumer | undefined;
let finished: Promise<number> = Promise.resolve(0);

/** Resolves at the first message. */
async function begin({ events }: { events: number }): Promise<void> {
  let startedAt = 0;
  let left = events;
  let last: (seconds: number) => void = () => undefined;
  finished = new Promise((resolve) => {
    last = resolve;
  });
  const mine = kafkaClient().consumer({ groupId: `${topicPrefix}baseline`, maxWaitTimeInMs: 250 });
  consumer = mine;
  await mine.connect();
  await mine.subscribe({ topics: [topic], fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    const run = mine.run({
      partitionsConsumedConcurrently: 4,
      eachMessage: async ({ message }) => {
        if (startedAt === 0) {
          startedAt = performance.now();
          resolve();
        }
        await pool.query({
          name: 'keep',
          text: 'INSERT INTO bench_baseline.effects (id, body) VALUES ($1, $2)',
          values: [String(message.headers?.ce_id), String(message.value)],
        });
        left -= 1;
        if (left === 0) last((performance.now() - startedAt) / 1_000);
      },
    });
    run.catch(reject);
  });
}

/** Seconds from the first message until the last is inserted. */
const end = (): Promise<number> => finished;
const stop = async (): Promise<void> => consumer?.disconnect();

takeCommands({ begin, end, stop });
