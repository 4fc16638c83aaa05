import { services } from '@harken/contracts';
import { withClient } from '@harken/local-infrastructure';
import { AlertStream, expectStatus } from '@harken/simulator';
import type { System } from '../../harness/system.ts';
import type { Bench, BenchContext } from '../bench.ts';
import { figureOf, type Line, singleLine } from '../figures.ts';
import type { Child } from '../load/child.ts';
import { type ClosedLoop, type LoadResult, loaderFile, stubFile } from '../load/loader.ts';
import { processorLinesAlone } from '../processor-time.ts';
import { pause } from '../repeat.ts';
import { seedBenchCompany } from '../seed-bench-company.ts';
import { LogLag } from './log-lag.ts';
import { countEvents, memoryLines, memoryNow, type Sample } from './samples.ts';

// One run is minutes long and says by its samples how even it was; only the baseline is repeated.
const baselineEvents = 20_000;
const batch = 50;
const firstRate = 100;
const reportEverySeconds = 15;

/** Feedback as fast as all five services can work it off: the rate rises while they keep up and falls while they lag. */
async function run(context: BenchContext): Promise<Line[]> {
  const { say, options } = context;
  const seconds = options.seconds ?? options.minutes * 60;
  const baseline = await openBaseline(context);
  const baselines = [await baseline(), await baseline(), await baseline()];

  const system = await context.system(services);
  await seedBenchCompany(system);
  await attend(context, system);
  const lag = await LogLag.open(system);
  context.atEnd(() => lag.close());
  const feeder = await context.child('sustained/feeder.main.ts');
  await feeder.ask('begin', { url: system.services.feedback.url, key: system.keys.crm, batch });

  const cost = await context.withCost(Object.values(system.services), async () => {
    const samples = await feed(context, system, feeder, lag, seconds);
    const accepted = await feeder.ask<number>('end');
    const drained = await drain(context, system, lag);
    const { published } = await countEvents(system);
    return { events: published, result: { samples, accepted, drained, published } };
  });
  const { samples, accepted, drained, published } = cost;
  baselines.push(await baseline(), await baseline());

  // The first fifth is for finding the rate.
  const steady = samples.slice(Math.floor(samples.length / 5));
  const rate = (of: 'accepted' | 'published' | 'consumed') => perSecond(steady, of);
  const ofBaseline = figureOf(baselines);
  const beside = (what: string, of: 'published' | 'consumed', goal?: string): Line => ({
    ...singleLine(what, 'events per second', [rate(of)], goal),
    baseline: ofBaseline,
    ratio: figureOf(baselines.map((one) => rate(of) / one)),
    series: { seconds: samples.map((one) => Math.round(one.seconds)), events: samples.map((one) => one[of]) },
  });
  say(`${accepted} records, ${published} events`);
  return [
    singleLine('sustained: feedback accepted', 'per second', [rate('accepted')]),
    beside('sustained: published on the log; baseline: kafkajs and one INSERT each', 'published', '>= 3,000'),
    beside('sustained: worked off by all services; baseline: kafkajs and one INSERT each', 'consumed'),
    singleLine('sustained: lag back to zero after the last request', 's', [drained], '<= 30'),
    ...processorLinesAlone('sustained', 'event on the log', [cost]),
    ...memoryLines(system, samples),
    await generatorLine(context, rate('accepted')),
  ];
}

const perSecond = (samples: readonly Sample[], of: 'accepted' | 'published' | 'consumed'): number => {
  const [first, last] = [samples[0], samples.at(-1)];
  return first && last ? (last[of] - first[of]) / (last.seconds - first.seconds) : Number.NaN;
};

/** A sample a second; the rate follows the lag, which may be a second of work and not more. */
async function feed(
  { say }: BenchContext,
  system: System,
  feeder: Child,
  lag: LogLag,
  seconds: number,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  const began = performance.now();
  let offered = firstRate;
  let reportedAt = 0;
  for (let passed = 0; passed < seconds; passed = (performance.now() - began) / 1_000) {
    const accepted = await feeder.ask<number>('pace', offered);
    await pause(1_000);
    const counted = await countEvents(system);
    const behind = Object.values(await lag.read()).reduce((sum, one) => sum + one, counted.outbox);
    const sample = { seconds: passed, offered, accepted, ...counted, lag: behind, memory: memoryNow(system) };
    const before = samples.at(-1);
    samples.push(sample);
    const perSecondNow = before ? (sample.consumed - before.consumed) / (sample.seconds - before.seconds) : 0;
    offered = Math.max(batch, behind > Math.max(batch, perSecondNow) ? offered * 0.85 : offered * 1.08);
    if (passed - reportedAt >= reportEverySeconds) {
      reportedAt = passed;
      say(
        `${Math.round(passed)} s: ${Math.round(offered)} records/s offered, ${Math.round(perSecondNow)} events/s worked, lag ${behind}`,
      );
    }
  }
  return samples;
}

/** Seconds until nothing is left, in the outboxes and on the log. */
async function drain({ say }: BenchContext, system: System, lag: LogLag): Promise<number> {
  const began = performance.now();
  const passed = () => (performance.now() - began) / 1_000;
  for (let empty = 0; empty < 2; ) {
    const { outbox } = await countEvents(system);
    const behind = Object.values(await lag.read()).reduce((sum, one) => sum + one, outbox);
    empty = behind === 0 ? empty + 1 : 0;
    if (passed() > 600) throw new Error(`after 600 s ${behind} events are left`);
    if (behind > 0) await pause(500);
  }
  say(`nothing is left after ${passed().toFixed(1)} s`);
  return passed();
}

/** A call centre that listens by webhook and by SSE, and forgets. */
async function attend(context: BenchContext, system: System): Promise<void> {
  const endpoints = await context.child('webhooks/endpoints.main.ts');
  const [url] = await endpoints.ask<string[]>('open', { count: 1, forget: true });
  const body = {
    name: 'bench',
    filter: { types: ['harken.complaints.complaint-opened'] },
    delivery: { kind: 'webhook', url },
  };
  expectStatus(await system.api('notifications', 'call_centre').post('/v1/subscriptions', body), 201);
  const stream = await new AlertStream({
    url: () => system.serviceUrl('notifications'),
    key: system.keys.call_centre,
    onAlert: () => undefined,
  }).connect();
  context.atEnd(() => stream.close());
}

async function openBaseline(context: BenchContext): Promise<() => Promise<number>> {
  const { say } = context;
  const system = await context.system([]);
  const adminUrl = context.adminUrlOf(system);
  await withClient(adminUrl, (client) =>
    client.query(
      `CREATE SCHEMA bench_baseline; CREATE TABLE bench_baseline.effects (id uuid PRIMARY KEY, body jsonb NOT NULL)`,
    ),
  );
  const env = { ...context.kafkaEnv(system), DATABASE_URL: adminUrl };
  const producer = await context.child('baselines/produce-baseline.main.ts', env);
  const bare = await context.child('baselines/consume-baseline.main.ts', env);
  const events = Math.min(baselineEvents, context.options.events ?? baselineEvents);
  return async () => {
    say('the baseline: kafkajs and one INSERT each');
    await producer.ask('prepare', { rows: events });
    await producer.ask('produce');
    await bare.ask('begin', { events });
    const seconds = await bare.ask<number>('end');
    await bare.ask('stop');
    return events / seconds;
  };
}

async function generatorLine(context: BenchContext, accepted: number): Promise<Line> {
  const stub = await context.child(stubFile);
  const loader = await context.child(loaderFile);
  const load: ClosedLoop = {
    url: await stub.ask<string>('url'),
    path: '/v1/feedback/batch',
    body: { batch },
    connections: 8,
    seconds: 2,
  };
  const { perSecond: most } = await loader.ask<LoadResult>('closed', load);
  return singleLine('sustained: the generator against a stub', 'times as fast as what it measured', [
    (most * batch) / accepted,
  ]);
}

export const sustained: Bench = { name: 'sustained', run };
