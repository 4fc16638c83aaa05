import { services } from '@harken/contracts';
import { listen } from '@harken/simulator';
import { type AlertLatencies, alertLatencies } from './alert-latencies.ts';
import type { Bench, BenchContext } from './bench.ts';
import { compared, type Line, percentile, type Runs, singleLine } from './figures.ts';
import type { Child } from './load/child.ts';
import { type LoadResult, loaderFile, type OpenLoop, stubFile } from './load/loader.ts';
import { cpuMs } from './process-figures.ts';
import { processorLinesAlone, type Used } from './processor-time.ts';
import { pause } from './repeat.ts';
import { seedBenchCompany } from './seed-bench-company.ts';
import { metricOf, peakMemoryLines, sumOf } from './services.ts';

/** feedback to complaints, complaints to notifications. */
const hopsOfAlert = 2;
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
  readonly alerts: AlertLatencies;
  readonly used: Used;
  readonly perService: readonly number[];
  readonly generatorLate: number;
}

/** From the intended request to the alert at a webhook and at an SSE client, while requests never wait for each other. */
async function run(context: BenchContext): Promise<Line[]> {
  const { say, options } = context;
  const seconds = options.seconds ?? 6;
  const system = await context.system(services);
  await seedBenchCompany(system);
  const listener = await listen(system, { filter: { types: ['harken.complaints.complaint-opened'] } });
  context.atEnd(() => listener.close());
  const loader = await context.child(loaderFile);
  const baseline = await context.child('baselines/log-baseline.main.ts', context.kafkaEnv(system));
  const all = services.map((service) => system.services[service]);
  const pids = all.map(({ pid }) => pid);
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
  const measure = async ({ perSecond, body }: Mix, length: number) => {
    await quiet();
    const before = pids.map(cpuMs);
    return context.withCost(all, async () => {
      const load: OpenLoop = { ...target, body, perSecond, seconds: length, keep: true };
      const { accepted: given, taken, lateP99 } = await loader.ask<LoadResult>('open', load);
      const alerts = await alertLatencies(
        listener,
        given.filter(({ complaint }) => complaint),
      );
      if (alerts.missing > 0)
        say(`${alerts.missing} alerts did not come in time; they count with the time they were waited for`);
      await quiet();
      const perService = pids.map((pid, index) => ((cpuMs(pid) - (before[index] ?? Number.NaN)) * 1_000) / taken);
      return { events: taken, result: { alerts, generatorLate: lateP99, perService } };
    });
  };

  say('warming up');
  await measure({ perSecond: 50, body: 'mix' }, Math.min(4, seconds));
  await baseline.ask('hop', { perSecond: 50, count: 50 });
  const lines: Line[] = [];
  for (const mix of mixes) {
    const hops = { perSecond: mix.perSecond, count: Math.ceil((mix.perSecond * seconds) / 2) };
    const runs = await context.inTurns(
      `${mix.perSecond}/s ${mix.body}`,
      () => measure(mix, seconds),
      () => baseline.ask<number[]>('hop', hops),
    );
    lines.push(...linesOf(mix, runs));
  }
  const stub = await context.child(stubFile);
  lines.push(await generatorLine(loader, await stub.ask<string>('url'), seconds));
  return [...lines, ...peakMemoryLines(system, 'latency', services)];
}

function linesOf({ perSecond, body }: Mix, runs: Runs<Run, number[]>): Line[] {
  const offered = `${perSecond} a second, ${body === 'mix' ? '27 % complaints' : 'all complaints'}`;
  const line = (of: 'webhook' | 'stream', name: string, share: number, goal: string) =>
    compared(
      `accept to ${name}, ${offered}: p${share * 100}; baseline: kafkajs x ${hopsOfAlert} hops`,
      'ms',
      runs.map(({ figure, baseline }) => ({
        figure: percentile(figure.alerts[of], share),
        baseline: hopsOfAlert * percentile(baseline, share),
      })),
      (ms) => ms,
      goal,
    );
  return [
    line('webhook', 'webhook', 0.5, '<= 15 at 500/s'),
    line('webhook', 'webhook', 0.99, '<= 60 at 500/s'),
    line('stream', 'SSE client', 0.5, '<= 15 at 500/s'),
    line('stream', 'SSE client', 0.99, '<= 60 at 500/s'),
    singleLine(
      `${offered}: alerts that did not come in time`,
      'alerts',
      runs.map(({ figure }) => figure.alerts.missing),
      '0',
    ),
    singleLine(
      `${offered}: the generator sent late, p99`,
      'ms',
      runs.map(({ figure }) => figure.generatorLate),
    ),
    ...processorLinesAlone(
      offered,
      'feedback',
      runs.map(({ figure }) => figure),
    ),
    ...services.map((service, index) =>
      singleLine(
        `${offered}: processor time, ${service}`,
        'µs per feedback',
        runs.map(({ figure }) => figure.perService[index] ?? Number.NaN),
      ),
    ),
  ];
}

async function generatorLine(loader: Child, url: string, seconds: number): Promise<Line> {
  const load: OpenLoop = { url, path: '/v1/feedback', body: 'mix', perSecond: 500, seconds };
  const { p99 } = await loader.ask<LoadResult>('open', load);
  return singleLine('latency: the generator against a stub, 500 a second, p99', 'ms', [p99]);
}

export const latency: Bench = { name: 'latency', run };
