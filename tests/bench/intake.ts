import { withClient } from '@harken/local-infrastructure';
import type { Bench, BenchContext } from './bench.ts';
import { compared, figureOf, headroom, type Line, type Runs, singleLine } from './figures.ts';
import { type ClosedLoop, type LoadResult, loaderFile, type OpenLoop, stubFile } from './load/loader.ts';
import { processorLines } from './processor-time.ts';
import { peakMemoryLines, untilPublished } from './services.ts';

const connections = 64;
const path = '/v1/feedback';

/** One piece of feedback per request, each answered when it is durable; feedback and its relay alone. */
async function run(context: BenchContext): Promise<Line[]> {
  const { say, options } = context;
  const seconds = options.seconds ?? 4;
  const system = await context.system(['feedback']);
  const { feedback } = system.services;
  const adminUrl = context.adminUrlOf(system);
  await withClient(adminUrl, (client) =>
    client.query(
      `CREATE SCHEMA bench_baseline; CREATE TABLE bench_baseline.feedback (id uuid PRIMARY KEY, body jsonb NOT NULL)`,
    ),
  );
  const bare = await context.child('baselines/intake-baseline.main.ts', { DATABASE_URL: adminUrl });
  const stub = await context.child(stubFile);
  const loader = await context.child(loaderFile);

  const target = { url: feedback.url, path, key: system.keys.crm, body: 'mix' } as const;
  const bareTarget = { ...target, url: await bare.ask<string>('url') };
  const stubTarget = { ...target, url: await stub.ask<string>('url') };
  const load = (name: 'closed' | 'open', how: ClosedLoop | OpenLoop, by: { readonly pid: number }) =>
    context.withCost([by], async () => {
      const result = await loader.ask<LoadResult>(name, how);
      if (by === feedback) await untilPublished(feedback);
      return { events: result.taken, result };
    });
  const closed = (to: typeof target | typeof bareTarget, by: { readonly pid: number }, length = seconds) =>
    load('closed', { ...to, connections, seconds: length }, by);

  say('warming up');
  await closed(target, feedback, Math.min(3, seconds));
  await closed(bareTarget, bare, Math.min(2, seconds));
  const limits = [];
  for (let n = 0; n < 3; n += 1) limits.push((await closed(stubTarget, stub, Math.min(2, seconds))).perSecond);

  const full = await context.inTurns(
    'closed loop',
    () => closed(target, feedback),
    () => closed(bareTarget, bare),
  );
  const perSecond = Math.round(figureOf(full.map(({ figure }) => figure.perSecond)).median / 2);
  const open = { perSecond, seconds };
  const half = await context.inTurns(
    `open loop at ${perSecond}/s`,
    () => load('open', { ...target, ...open }, feedback),
    () => load('open', { ...bareTarget, ...open }, bare),
  );
  const ofStub = await loader.ask<LoadResult>('open', { ...stubTarget, ...open });

  const what = `one feedback per request, ${connections} connections`;
  const offered = `one feedback per request, ${perSecond}/s offered (half the most)`;
  const p50 = (name: string, runs: Runs<LoadResult>) => compared(`${name}: p50`, 'ms', runs, (one) => one.p50);
  const p99 = (name: string, runs: Runs<LoadResult>) => compared(`${name}: p99`, 'ms', runs, (one) => one.p99, '<= 20');
  const rates = full.flatMap(({ figure, baseline }) => [figure.perSecond, baseline.perSecond]);
  const rateGoal = '>= 2x the baseline, >= 5,000';
  return [
    compared(`${what}; baseline: Fastify and one INSERT`, 'per second', full, (one) => one.perSecond, rateGoal),
    p50(what, full),
    p99(what, full),
    ...processorLines(what, 'feedback', full, ['services', 'database']),
    headroom(what, limits, rates),
    p50(offered, half),
    p99(offered, half),
    singleLine(`${offered}: the generator against a stub, p99`, 'ms', [ofStub.p99]),
    ...peakMemoryLines(system, 'one feedback per request', ['feedback']),
  ];
}

export const intake: Bench = { name: 'intake', run };
