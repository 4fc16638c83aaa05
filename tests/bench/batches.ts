import { randomUUID } from 'node:crypto';
import { withClient } from '@harken/local-infrastructure';
import type { Bench, BenchContext } from './bench.ts';
import { besideFloor, headroom, type Line } from './figures.ts';
import { copyIn, openClient } from './floors/copy-in.ts';
import { type FeedbackBody, feedbackBody } from './load/feedback-bodies.ts';
import { type ClosedLoop, type Loaded, loaderFile, stubFile } from './load/loader.ts';
import { countProcessorTime, processorLines, type Used } from './processor-time.ts';
import { inTurns, pairs } from './repeat.ts';
import { peaks, published } from './services.ts';

const size = 500;
/** Two at a time, one after the other, as an import does. */
const atOnce = 2;

interface Run {
  readonly perSecond: number;
  readonly used: Used;
}

const columns =
  'id, source, source_id, customer_id, method, pattern, touchpoint, channel, category, text, language, answers, attachments, verdict, reasons, occurred_at, received_at';
const customerId = randomUUID();
const copyRow = (body: FeedbackBody): string =>
  [
    ...[randomUUID(), body.source, body.id, customerId, body.method, 'past', body.touchpoint, body.channel],
    ...[body.category, body.text, body.language, JSON.stringify(body.answers), '[]', 'none', '[]'],
    ...[body.occurredAt, body.occurredAt],
  ].join('\t');
const copyRows = (): Buffer =>
  Buffer.from(`${Array.from({ length: size }, (_, n) => copyRow(feedbackBody(n, randomUUID()))).join('\n')}\n`);

/** Returns rows per second. */
async function copied(adminUrl: string, batches: number): Promise<number> {
  const waiting = Array.from({ length: batches }, copyRows);
  const clients = await Promise.all(Array.from({ length: atOnce }, () => openClient(adminUrl)));
  try {
    const started = performance.now();
    await Promise.all(
      clients.map(async (client) => {
        for (let rows = waiting.shift(); rows; rows = waiting.shift())
          await copyIn(client, `COPY bench_floor.feedback_copy (${columns}) FROM STDIN`, rows);
      }),
    );
    return (batches * size * 1_000) / (performance.now() - started);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

/** Batches of 500 by REST beside COPY of the same rows into a table like the service's own, 500 a transaction. */
async function run(context: BenchContext): Promise<Line[]> {
  const { infrastructure, say, options } = context;
  const batches = Math.max(2, Math.round(10 * (options.seconds ?? 4)));
  const system = await context.system(['feedback']);
  const { feedback } = system.services;
  const adminUrl = context.adminUrlOf(system);
  await withClient(adminUrl, (client) =>
    client.query(`CREATE SCHEMA bench_floor;
                  CREATE TABLE bench_floor.feedback_copy (LIKE feedback.feedback INCLUDING ALL)`),
  );
  const loader = await context.child(loaderFile);
  const stub = await context.child(stubFile);
  const target = { path: '/v1/feedback/batch', key: system.keys.crm, body: { batch: size } };
  const post = (url: string): Promise<Loaded> =>
    loader.ask<Loaded>('closed', { ...target, url, connections: atOnce, count: batches } satisfies ClosedLoop);
  const counted = () =>
    withClient(adminUrl, (client) => client.query<{ n: string }>('SELECT count(*) AS n FROM feedback.feedback'));

  const posted = async (): Promise<Run> => {
    const before = Number((await counted()).rows[0]?.n);
    const used = countProcessorTime(infrastructure, [feedback.pid]);
    const { perSecond } = await post(feedback.url);
    await published(feedback);
    const cost = used(batches * size);
    const taken = Number((await counted()).rows[0]?.n) - before;
    if (taken !== batches * size) throw new Error(`${taken} of ${batches * size} records were taken`);
    return { perSecond: perSecond * size, used: cost };
  };
  const floor = async (): Promise<Run> => {
    const used = countProcessorTime(infrastructure, []);
    const perSecond = await copied(adminUrl, batches);
    return { perSecond, used: used(batches * size) };
  };

  say('warming up');
  await posted();
  const stubUrl = await stub.ask<string>('url');
  const limits = [];
  for (let n = 0; n < 3; n += 1) limits.push((await post(stubUrl)).perSecond * size);
  const runs = await inTurns(
    options.repetitions,
    (n) => {
      say(`${n + 1} of ${options.repetitions}`);
      return posted();
    },
    floor,
  );
  const what = `batches of ${size} by REST, ${atOnce} at once`;
  return [
    besideFloor(
      `${what}; floor: COPY`,
      'records per second',
      pairs(runs, (one) => one.perSecond),
      '>= 20,000, >= 40 % of COPY',
    ),
    ...processorLines(
      what,
      'record',
      runs.map(({ figure, floor }) => ({ figure: figure.used, floor: { database: floor.used.database } })),
    ),
    headroom(
      what,
      limits,
      runs.map(({ figure }) => figure.perSecond),
    ),
    ...peaks(system, 'batches', ['feedback']),
  ];
}

export const batches: Bench = { name: 'batches', run };
