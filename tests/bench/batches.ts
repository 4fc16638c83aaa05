import { randomUUID } from 'node:crypto';
import { withClient } from '@harken/stack';
import { Pool } from 'undici';
import { copyIn, openClient } from './copy-in.ts';
import { feedbackBody } from './feedback-bodies.ts';
import { alone, besideFloor, type Line } from './figures.ts';
import type { Intake } from './intake.ts';
import { cpuMs } from './process-figures.ts';

const size = 500;
const batches = 40;
const atOnce = 2;

type Body = ReturnType<typeof feedbackBody>;
const newBatch = (): Body[] => Array.from({ length: size }, (_, n) => feedbackBody(n, randomUUID()));

interface Run {
  readonly perSecond: number;
  readonly cpuMicros: number;
}

/** Two at a time, one after the other, as an import does. */
async function timed<T>(work: readonly T[], send: (one: T, lane: number) => Promise<void>): Promise<number> {
  const waiting = [...work];
  const started = performance.now();
  const lanes = Array.from({ length: atOnce }, async (_, lane) => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await send(one, lane);
  });
  await Promise.all(lanes);
  return (work.length * size * 1_000) / (performance.now() - started);
}

const columns =
  'id, source, source_id, customer_id, method, pattern, touchpoint, channel, category, text, language, answers, attachments, verdict, reasons, occurred_at, received_at';
const customerId = randomUUID();
const copyRow = (body: Body): string =>
  [
    ...[randomUUID(), body.source, body.id, customerId, body.method, 'past', body.touchpoint, body.channel],
    ...[body.category, body.text, body.language, JSON.stringify(body.answers), '[]', 'none', '[]'],
    ...[body.occurredAt, body.occurredAt],
  ].join('\t');

async function copied(adminUrl: string): Promise<number> {
  const work = Array.from({ length: batches }, () => Buffer.from(`${newBatch().map(copyRow).join('\n')}\n`));
  const clients = await Promise.all(Array.from({ length: atOnce }, () => openClient(adminUrl)));
  try {
    return await timed(work, async (rows, lane) => {
      const client = clients[lane];
      if (client) await copyIn(client, `COPY bench_floor.feedback_copy (${columns}) FROM STDIN`, rows);
    });
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function posted({ url, key, pid }: Intake): Promise<Run> {
  const work = Array.from({ length: batches }, () => JSON.stringify({ items: newBatch() }));
  const pool = new Pool(url, { connections: atOnce });
  const before = cpuMs(pid);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  try {
    const perSecond = await timed(work, async (body) => {
      const answer = await pool.request({ path: '/v1/feedback/batch', method: 'POST', headers, body });
      const { accepted } = (await answer.body.json()) as { accepted: number };
      if (accepted !== size) throw new Error(`${accepted} of ${size} accepted, status ${answer.statusCode}`);
    });
    return { perSecond, cpuMicros: ((cpuMs(pid) - before) * 1_000) / (batches * size) };
  } finally {
    await pool.close();
  }
}

/** Batches of 500 by REST beside COPY of the same rows into a table like the service's own, 500 a transaction. */
export async function measureBatches(intake: Intake, repetitions: number): Promise<Line[]> {
  await withClient(intake.adminUrl, (client) =>
    client.query(`CREATE SCHEMA IF NOT EXISTS bench_floor;
                  CREATE TABLE IF NOT EXISTS bench_floor.feedback_copy (LIKE feedback.feedback INCLUDING ALL)`),
  );
  await posted(intake);
  const runs: { floor: number; service: Run }[] = [];
  for (let n = 0; n < repetitions; n += 1) {
    const first = n % 2 === 0 ? await copied(intake.adminUrl) : undefined;
    const service = await posted(intake);
    runs.push({ floor: first ?? (await copied(intake.adminUrl)), service });
  }
  const pairs = runs.map(({ floor, service }) => ({ figure: service.perSecond, floor }));
  const cpu = runs.map(({ service }) => service.cpuMicros);
  const what = `batches of ${size} by REST, ${atOnce} at once; floor: COPY`;
  return [
    besideFloor(what, 'records per second', pairs, '>= 20,000, >= 40 % of COPY'),
    alone(`${what}: processor time of the process`, 'µs each', cpu),
  ];
}
