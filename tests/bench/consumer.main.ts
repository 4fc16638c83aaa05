import { FeedbackReceived } from '@harken/contracts';
import { afterCommit, type Tx } from '@harken/database';
import { on, onBatch, type ReceivedEvent, type RunningMessaging, startMessaging } from '@harken/messaging';
import { brokers, topicPrefix } from './kafka.ts';
import { takeCommands } from './load/child.ts';
import { openMessagingDatabase } from './messaging-database.ts';

// A service that does nothing with an event but keep it.
const dataSource = await openMessagingDatabase();
let running: RunningMessaging | undefined;
let startedAt = 0;
let left = 0;
let first: () => void = () => undefined;
let last: () => void = () => undefined;
let finished: Promise<number> = Promise.resolve(0);

function came(events: number, tx: Tx): void {
  if (startedAt === 0) {
    startedAt = performance.now();
    first();
  }
  afterCommit(tx, () => {
    left -= events;
    if (left <= 0) last();
  });
}

async function keepOne(event: ReceivedEvent, tx: Tx): Promise<void> {
  came(1, tx);
  await tx.query('INSERT INTO bench_effects (id, body) VALUES ($1, $2)', [event.id, JSON.stringify(event.data)]);
}

async function keepAll(events: readonly ReceivedEvent[], tx: Tx): Promise<void> {
  came(events.length, tx);
  await tx.query('INSERT INTO bench_effects (id, body) SELECT * FROM unnest($1::uuid[], $2::jsonb[])', [
    events.map(({ id }) => id),
    events.map(({ data }) => JSON.stringify(data)),
  ]);
}

const subscriptions = { single: on(FeedbackReceived, keepOne), batch: onBatch(FeedbackReceived, keepAll) };

/** Resolves at the first event. */
async function begin({ events, mode }: { events: number; mode: 'single' | 'batch' }): Promise<void> {
  startedAt = 0;
  left = events;
  const begun = new Promise<void>((resolve) => {
    first = resolve;
  });
  finished = new Promise<number>((resolve) => {
    last = () => resolve((performance.now() - startedAt) / 1_000);
  });
  running = await startMessaging({
    service: 'analytics',
    dataSource,
    brokers,
    topicPrefix,
    subscriptions: [subscriptions[mode]],
  });
  await begun;
}

/** Seconds from the first event until the effects of the last are committed. */
const end = (): Promise<number> => finished;
const stop = async (): Promise<void> => running?.stop();

takeCommands({ begin, end, stop });
