import { join } from 'node:path';
import { services } from '@harken/contracts';
import { listen } from '@harken/simulator';
import type { Bench, BenchContext } from './bench.ts';
import { alone, besideFloor, type Line, percentile } from './figures.ts';
import { AlertWatch, type Heard } from './heard-alerts.ts';
import type { Child } from './load/child.ts';
import { type Loaded, loaderFile, type OpenLoop, stubFile } from './load/loader.ts';
import { cpuMs } from './process-figures.ts';
import { countProcessorTime, processorLines, type Used } from './processor-time.ts';
import { inTurns, pause } from './repeat.ts';
import { seedBenchCompany } from './seed-bench-company.ts';
import { metricOf, peaks, sumOf } from './services.ts';

/** feedback to complaints, complaints to notifications. */
const hops = 2;
/** Longer than any service lets events gather. */
const quietMs = 800;

interface Mix {
  readonly perSecond: number;
  readonly body: 'mix' | 'complaints';
}

const mixes: readonly Mix[] = [
  { perSecond: 100, body: 'complaints' },
  { perSecond: 100, body: 'mix' },
  { perSecond: 500, body: 'mix' },
];

interface Run {
  readonly heard: Heard;
  readonly used: Used;
  readonly perService: readonly number[];
  readonly generatorLate: number;
}

/** From the intended request to the alert at a webhook and at an SSE client, while requests never wait for each other. */
async function run(context: BenchContext): Promise<Line[]> {
  const { infrastructure, say, options } = context;
  const seconds = options.seconds ?? 6;
  const system = await context.system(services);
  await seedBenchCompany(system);
  const listeners = await listen(system, { filter: { types: ['harken.complaints.complaint-opened'] } });
  context.atEnd(() => listeners.close());
  const watch = new AlertWatch(listeners);
  const loader = await context.child(loaderFile);
  const floor = await context.child(join(import.meta.dirname, 'floors/log-floor.main.ts'), {
    KAFKA_BROKERS: infrastructure.brokers.join(','),
  });
  const pids = services.map((service) => system.services[service].pid);
  const target = { url: system.services.feedback.url, path: '/v1/feedback', key: system.keys.crm };

  /** The last run has left nothing that would be worked in this one. */
  const quiet = async (): Promise<void> => {
    const consumed = async () =>
      sumOf(
        (
          await Promise.all(services.map((name) => metricOf(system.services[name], 'harken_events_consumed_total')))
        ).map(sumOf),
      );
    for (let before = -1, now = await consumed(); now !== before; now = await consumed()) {
      before = now;
      await pause(quietMs);
    }
  };
  const heard = async ({ perSecond, body }: Mix, length: number): Promise<Run> => {
    await quiet();
    const used = countProcessorTime(infrastructure, pids);
    const before = pids.map(cpuMs);
    const load: OpenLoop = { ...target, body, perSecond, seconds: length, keep: true };
    const { given, taken, lateP99 } = await loader.ask<Loaded>('open', load);
    const found = await watch.until(given.filter(({ complaint }) => complaint));
    if (found.missing > 0)
      say(`${found.missing} alerts did not come in time; they count with the time they were waited for`);
    await quiet();
    return {
      heard: found,
      used: used(taken),
      generatorLate: lateP99,
      perService: pids.map((pid, index) => ((cpuMs(pid) - (before[index] ?? Number.NaN)) * 1_000) / taken),
    };
  };

  say('warming up');
  await heard({ perSecond: 50, body: 'mix' }, Math.min(4, seconds));
  await floor.ask('hop', { perSecond: 50, count: 50 });
  const lines: Line[] = [];
  for (const mix of mixes) {
    const runs = await inTurns(
      options.repetitions,
      (n) => {
        say(`${mix.perSecond}/s ${mix.body}, ${n + 1} of ${options.repetitions}`);
        return heard(mix, seconds);
      },
      () => floor.ask<number[]>('hop', { perSecond: mix.perSecond, count: Math.ceil((mix.perSecond * seconds) / 2) }),
    );
    lines.push(...linesOf(mix, runs));
  }
  const stub = await context.child(stubFile);
  lines.push(await generatorLine(loader, await stub.ask<string>('url'), seconds));
  return [...lines, ...peaks(system, 'latency', services)];
}

function linesOf({ perSecond, body }: Mix, runs: readonly { figure: Run; floor: number[] }[]): Line[] {
  const offered = `${perSecond} a second, ${body === 'mix' ? '27 % complaints' : 'all complaints'}`;
  const line = (of: 'webhook' | 'stream', name: string, share: number, goal: string) =>
    besideFloor(
      `accept to ${name}, ${offered}: p${share * 100}; floor: kafkajs x ${hops} hops`,
      'ms',
      runs.map(({ figure, floor }) => ({
        figure: percentile(figure.heard[of], share),
        floor: hops * percentile(floor, share),
      })),
      goal,
    );
  return [
    line('webhook', 'webhook', 0.5, '<= 15 at 500/s'),
    line('webhook', 'webhook', 0.99, '<= 60 at 500/s'),
    line('stream', 'SSE client', 0.5, '<= 15 at 500/s'),
    line('stream', 'SSE client', 0.99, '<= 60 at 500/s'),
    alone(
      `${offered}: alerts that did not come in time`,
      'alerts',
      runs.map(({ figure }) => figure.heard.missing),
      '0',
    ),
    alone(
      `${offered}: the generator sent late, p99`,
      'ms',
      runs.map(({ figure }) => figure.generatorLate),
    ),
    ...processorLines(
      offered,
      'feedback',
      runs.map(({ figure }) => ({ figure: figure.used })),
    ),
    ...services.map((service, index) =>
      alone(
        `${offered}: processor time, ${service}`,
        'µs per feedback',
        runs.map(({ figure }) => figure.perService[index] ?? Number.NaN),
      ),
    ),
  ];
}

async function generatorLine(loader: Child, url: string, seconds: number): Promise<Line> {
  const load: OpenLoop = { url, path: '/v1/feedback', body: 'mix', perSecond: 500, seconds };
  const { p99 } = await loader.ask<Loaded>('open', load);
  return alone('latency: the generator against a stub, 500 a second, p99', 'ms', [p99]);
}

export const latency: Bench = { name: 'latency', run };
