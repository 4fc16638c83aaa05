import { join } from 'node:path';
import { type ServiceName, services } from '@harken/contracts';
import type { ServiceProcess } from '@harken/stack';
import type { System } from '../harness/system.ts';
import type { Bench, BenchContext } from './bench.ts';
import { compared, type Line, singleLine } from './figures.ts';
import { Child } from './load/child.ts';
import { cpuMs, residentMiB } from './process-figures.ts';
import { pause, until } from './repeat.ts';

interface Run {
  readonly seconds: number;
  readonly cpu: number;
  readonly memory: number;
}

const settleMs = 500;

/** Asked more often than the harness does: a start is two seconds. */
async function ready({ name, managementUrl }: ServiceProcess): Promise<void> {
  const answers = async () => {
    try {
      return (await fetch(`${managementUrl}/health/ready`)).status === 200;
    } catch {
      return false; // It does not listen yet.
    }
  };
  await until(`${name} is ready`, answers, 60, 10);
}

async function startedService(service: ServiceProcess): Promise<Run> {
  await service.stop();
  const began = performance.now();
  service.start();
  await ready(service);
  const seconds = (performance.now() - began) / 1_000;
  const cpu = cpuMs(service.pid) / 1_000;
  await pause(settleMs);
  return { seconds, cpu, memory: residentMiB(service.pid) };
}

async function startedBaseline(env: NodeJS.ProcessEnv): Promise<Run> {
  const began = performance.now();
  const child = await Child.start(join(import.meta.dirname, 'baselines/start-baseline.main.ts'), env);
  try {
    const seconds = (performance.now() - began) / 1_000;
    const cpu = cpuMs(child.pid) / 1_000;
    await pause(settleMs);
    return { seconds, cpu, memory: residentMiB(child.pid) };
  } finally {
    await child.stop();
  }
}

/** Each service stopped and started again while the others run idle, then all at once, as `npm start` does it. */
async function run(context: BenchContext): Promise<Line[]> {
  const { infrastructure, say, options } = context;
  const system = await context.system(services);
  const env = { DATABASE_URL: infrastructure.adminUrl, KAFKA_BROKERS: infrastructure.brokers.join(',') };
  const lines: Line[] = [];
  for (const service of services) {
    const starts = () => startedService(system.services[service]);
    const runs = await context.inTurns(service, starts, () => startedBaseline(env));
    const readyName = `${service}: ready; baseline: Fastify, pg and kafkajs`;
    lines.push(
      compared(readyName, 's', runs, (one) => one.seconds, '<= 3'),
      compared(`${service}: processor time until ready`, 's', runs, (one) => one.cpu),
      compared(`${service}: memory idle`, 'MiB', runs, (one) => one.memory, '<= 200'),
    );
  }
  say('all at once');
  const together: number[] = [];
  for (let n = 0; n < options.repetitions; n += 1) together.push(await jointStart(system));
  return [...lines, singleLine('all five at once: ready', 's', together), ...(await idle(context, system, services))];
}

async function jointStart({ services: all }: System): Promise<number> {
  await Promise.all(services.map((service) => all[service].stop()));
  const began = performance.now();
  for (const service of services) all[service].start();
  await Promise.all(services.map((service) => ready(all[service])));
  return (performance.now() - began) / 1_000;
}

/** What a system costs that nobody uses. */
async function idle({ say, options }: BenchContext, system: System, of: readonly ServiceName[]): Promise<Line[]> {
  const seconds = options.seconds ?? 5;
  say('idle');
  await pause(3_000);
  const pids = of.map((service) => system.services[service].pid);
  const before = pids.map(cpuMs);
  await pause(seconds * 1_000);
  return pids.map((pid, index) =>
    singleLine(`${of[index]}: share of a processor when idle`, '%', [
      (cpuMs(pid) - (before[index] ?? Number.NaN)) / (seconds * 10),
    ]),
  );
}

export const start: Bench = { name: 'start', run };
