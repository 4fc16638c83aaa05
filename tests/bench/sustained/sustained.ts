import { join } from 'node:path';
import { services } from '@harken/contracts';
import { withClient } from '@harken/local-infrastructure';
import { AlertStream, expectStatus } from '@harken/simulator';
import type { System } from '../../harness/system.ts';
import type { Bench, BenchContext } from '../bench.ts';
import { alone, figureOf, type Line } from '../figures.ts';
import type { Child } from '../load/child.ts';
import { type ClosedLoop, type Loaded, loaderFile, stubFile } from '../load/loader.ts';
import { countProcessorTime, processorLines } from '../processor-time.ts';
import { pause } from '../repeat.ts';
import { seedBenchCompany } from '../seed-bench-company.ts';
import { LogLag } from './log-lag.ts';
import { countEvents, memoryLines, memoryNow, type Sample } from './samples.ts';

// One run is minutes long and says by its samples how even it was; only the floor is repeated.
const floorEvents = 20_000;
const batch = 50;
const firstRate = 100;
const tellEverySeconds = 15;

/** Feedback as fast as all five services can work it off: the rate rises while they keep up and falls while they lag. */
async function run(context: BenchContext): Promise<Line[]> {
  const { infrastructure, say, options } = context;
  const seconds = options.seconds ?? options.minutes * 60;
  const floor = await openFloor(context);
  const floors = [await floor(), await floor(), await floor()];

  const system = await context.system(services);
  await seedBenchCompany(system);
  await attend(context, system);
  const lag = await LogLag.open(system);
  context.atEnd(() => lag.close());
  const feeder = await context.child(join(import.meta.dirname, 'feeder.main.ts'));
  await feeder.ask('begin', { url: system.services.feedback.url, key: system.keys.crm, batch });

  const used = countProcessorTime(
    infrastructure,
    services.map((service) => system.services[service].pid),
  );
  const samples = await feed(context, system, feeder, lag, seconds);
  const accepted = await feeder.ask<number>('end');
  const drained = await drain(context, system, lag);
  const { published } = await countEvents(system);
  const cost = used(published);
  floors.push(await floor(), await floor());

  // The first fifth is for finding the rate.
  const steady = samples.slice(Math.floor(samples.length / 5));
  const rate = (of: 'accepted' | 'published' | 'consumed') => perSecond(steady, of);
  const ofFloor = figureOf(floors);
  const beside = (what: string, of: 'published' | 'consumed', goal?: string): Line => ({
    ...alone(what, 'events per second', [rate(of)], goal),
    floor: ofFloor,
    ratio: figureOf(floors.map((one) => rate(of) / one)),
    series: { seconds: samples.map((one) => Math.round(one.seconds)), events: samples.map((one) => one[of]) },
  });
  say(`${accepted} records, ${published} events`);
  return [
    alone('sustained: feedback accepted', 'per second', [rate('accepted')]),
    beside('sustained: published on the log; floor: kafkajs and one INSERT each', 'published', '>= 3,000'),
    beside('sustained: worked off by all services; floor: kafkajs and one INSERT each', 'consumed'),
    alone('sustained: lag back to zero after the last request', 's', [drained], '<= 30'),
    ...processorLines('sustained', 'event on the log', [{ figure: cost }]),
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
  let told = 0;
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
    if (passed - told >= tellEverySeconds) {
      told = passed;
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
  const endpoints = await context.child(join(import.meta.dirname, '../webhooks/endpoints.main.ts'));
  const [url] = await endpoints.ask<string[]>('open', { count: 1, forget: true });
  const wish = {
    name: 'bench',
    filter: { types: ['harken.complaints.complaint-opened'] },
    delivery: { kind: 'webhook', url },
  };
  expectStatus(await system.api('notifications', 'call_centre').post('/v1/subscriptions', wish), 201);
  const stream = await new AlertStream({
    url: () => system.serviceUrl('notifications'),
    key: system.keys.call_centre,
    onAlert: () => undefined,
  }).connect();
  context.atEnd(() => stream.close());
}

async function openFloor(context: BenchContext): Promise<() => Promise<number>> {
  const { infrastructure, say } = context;
  const system = await context.system([]);
  const adminUrl = context.adminUrlOf(system);
  await withClient(adminUrl, (client) =>
    client.query(
      `CREATE SCHEMA bench_floor; CREATE TABLE bench_floor.effects (id uuid PRIMARY KEY, body jsonb NOT NULL)`,
    ),
  );
  const env = {
    KAFKA_BROKERS: infrastructure.brokers.join(','),
    KAFKA_TOPIC_PREFIX: system.topicPrefix,
    DATABASE_URL: adminUrl,
  };
  const floorFile = (name: string) => join(import.meta.dirname, `../floors/${name}.main.ts`);
  const producer = await context.child(floorFile('produce-floor'), env);
  const bare = await context.child(floorFile('consume-floor'), env);
  const events = Math.min(floorEvents, context.options.events ?? floorEvents);
  return async () => {
    say('the floor: kafkajs and one INSERT each');
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
  const { perSecond: most } = await loader.ask<Loaded>('closed', load);
  return alone('sustained: the generator against a stub', 'times as fast as what it measured', [
    (most * batch) / accepted,
  ]);
}

export const sustained: Bench = { name: 'sustained', run };
