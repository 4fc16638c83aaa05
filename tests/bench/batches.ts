import { randomUUID } from 'node:crypto';
import { withClient } from '@harken/local-infrastructure';
import { copyIn, openClient } from './baselines/copy-in.ts';
import type { Bench, BenchContext } from './bench.ts';
import { compared, headroom, type Line } from './figures.ts';
import { type FeedbackBody, feedbackBody } from './load/feedback-bodies.ts';
import { type ClosedLoop, type LoadResult, loaderFile, stubFile } from './load/loader.ts';
import { processorLines } from './processor-time.ts';
import { peakMemoryLines, untilPublished } from './services.ts';

const size = 500;
/** Two at a time, one after the other, as an import does. */
const concurrency = 2;
const customerId = randomUUID();

/** The row that the service would write, by column. */
const copyRow = (body: FeedbackBody): Readonly<Record<string, string | null>> => ({
  ...{ id: randomUUID(), source: body.source, source_id: body.id, customer_id: customerId, method: body.method },
  ...{ pattern: 'past', touchpoint: body.touchpoint, channel: body.channel, category: body.category, text: body.text },
  ...{ language: body.language, answers: JSON.stringify(body.answers), attachments: '[]', verdict: 'none' },
  ...{ reasons: '[]', history: 'false', digest: '0'.repeat(32) },
  ...{ occurred_at: body.occurredAt, received_at: body.occurredAt },
});
const columns = Object.keys(copyRow(feedbackBody(0, ''))).join(', ');
const copyRows = (): Buffer => {
  const rows = Array.from({ length: size }, (_, n) => Object.values(copyRow(feedbackBody(n, randomUUID()))));
  return Buffer.from(`${rows.map((row) => row.join('\t')).join('\n')}\n`);
};

/** Returns rows per second. */
async function copied(adminUrl: string, batches: number): Promise<number> {
  const waiting = Array.from({ length: batches }, copyRows);
  const clients = await Promise.all(Array.from({ length: concurrency }, () => openClient(adminUrl)));
  try {
    const started = performance.now();
    await Promise.all(
      clients.map(async (client) => {
        for (let rows = waiting.shift(); rows; rows = waiting.shift())
          await copyIn(client, `COPY bench_baseline.feedback_copy (${columns}) FROM STDIN`, rows);
      }),
    );
    return (batches * size * 1_000) / (performance.now() - started);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

/** Batches of 500 by REST beside COPY of the same rows into a table like the service's own, 500 a transaction. */
async function run(context: BenchContext): Promise<Line[]> {
  const { say, options } = context;
  const batches = Math.max(2, Math.round(10 * (options.seconds ?? 4)));
  const records = batches * size;
  const system = await context.system(['feedback']);
  const { feedback } = system.services;
  const adminUrl = context.adminUrlOf(system);
  await withClient(adminUrl, (client) =>
    client.query(`CREATE SCHEMA bench_baseline;
                  CREATE TABLE bench_baseline.feedback_copy (LIKE feedback.feedback INCLUDING ALL)`),
  );
  const loader = await context.child(loaderFile);
  const stub = await context.child(stubFile);
  const target = { path: '/v1/feedback/batch', key: system.keys.crm, body: { batch: size } };
  const post = async (url: string): Promise<number> => {
    const load: ClosedLoop = { ...target, url, connections: concurrency, count: batches };
    return (await loader.ask<LoadResult>('closed', load)).perSecond * size;
  };
  const stored = () =>
    withClient(adminUrl, async (client) => {
      const { rows } = await client.query<{ n: string }>('SELECT count(*) AS n FROM feedback.feedback');
      return Number(rows[0]?.n);
    });

  const posted = async () => {
    const before = await stored();
    const result = await context.withCost([feedback], async () => {
      const perSecond = await post(feedback.url);
      await untilPublished(feedback);
      return { events: records, result: { perSecond } };
    });
    const taken = (await stored()) - before;
    if (taken !== records) throw new Error(`${taken} of ${records} records were taken`);
    return result;
  };
  const copy = () =>
    context.withCost([], async () => ({ events: records, result: { perSecond: await copied(adminUrl, batches) } }));

  say('warming up');
  await posted();
  const stubUrl = await stub.ask<string>('url');
  const limits = [await post(stubUrl), await post(stubUrl), await post(stubUrl)];
  const what = `batches of ${size} by REST, ${concurrency} at once`;
  const runs = await context.inTurns(what, posted, copy);
  const goal = '>= 20,000, >= 40 % of COPY';
  const rates = runs.map(({ figure }) => figure.perSecond);
  return [
    compared(`${what}; baseline: COPY`, 'records per second', runs, (one) => one.perSecond, goal),
    ...processorLines(what, 'record', runs, ['database']),
    headroom(what, limits, rates),
    ...peakMemoryLines(system, 'batches', ['feedback']),
  ];
}

export const batches: Bench = { name: 'batches', run };
