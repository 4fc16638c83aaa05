import { expectStatus } from '../api-client.ts';
import { eachConcurrently } from '../each-concurrently.ts';
import type { FeedbackRecord, Story } from '../records.ts';
import type { RunningSystem } from './running-system.ts';

export interface Sent {
  readonly interactions: number;
  readonly single: number;
  readonly inBatches: number;
  readonly accepted: number;
}

export interface Sending {
  readonly run: string;
  /** How many requests are under way at once. */
  readonly concurrency: number;
  onProgress(sent: number): void;
}

interface Accepted {
  readonly accepted: number;
}

/** Every third record by batch, the others one by one, as a CRM with a nightly job and live forms does. */
export async function sendStory(system: RunningSystem, story: Story, sending: Sending): Promise<Sent> {
  const crm = system.api('feedback', 'crm');
  const { run, onProgress } = sending;
  const own = <T extends { id: string; customer: string }>(record: T) => ({
    ...record,
    source: run,
    campaign: run,
    customer: `${run}-${record.customer}`,
  });
  let accepted = 0;
  const count = (n: number) => {
    accepted += n;
    onProgress(accepted);
  };
  await eachConcurrently(story.customers, sending.concurrency, async ({ externalId, ...profile }) => {
    const path = `/v1/customers/${encodeURIComponent(`${run}-${externalId}`)}`;
    expectStatus(await crm.put(path, profile), 200, 201);
  });
  await eachConcurrently(story.interactions, sending.concurrency, async (record) => {
    expectStatus(await crm.post('/v1/interactions', own(record)), 200, 201, 202);
    count(1);
  });
  const single = story.feedback.filter((_, i) => i % 3 !== 0);
  const batched = story.feedback.filter((_, i) => i % 3 === 0);
  await eachConcurrently(single, sending.concurrency, async (record) => {
    expectStatus(await crm.post('/v1/feedback', own(record), { 'idempotency-key': `${run}-${record.id}` }), 201);
    count(1);
  });
  await eachConcurrently(chunks(batched, 100), 2, async (records) => {
    const answer = await crm.post<Accepted>('/v1/feedback/batch', { items: records.map(own) });
    count(expectStatus(answer, 200).accepted);
  });
  return { interactions: story.interactions.length, single: single.length, inBatches: batched.length, accepted };
}

const chunks = (records: readonly FeedbackRecord[], size: number): FeedbackRecord[][] =>
  Array.from({ length: Math.ceil(records.length / size) }, (_, i) => records.slice(i * size, (i + 1) * size));
