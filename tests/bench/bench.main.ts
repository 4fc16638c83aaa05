import { type ServiceName, services } from '@harken/contracts';
import { withDatabase } from '@harken/stack';
import { type System, startSystem } from '../harness/system.ts';
import { measureBatches } from './batches.ts';
import { measureDrain } from './drain.ts';
import type { Line } from './figures.ts';
import { type Ground, layBenchGround } from './ground.ts';
import { measureIntake } from './intake.ts';
import { measureLatency } from './latency.ts';
import { keep, machine, table } from './report.ts';
import { measureJointStart, measureStarts, memory } from './starts.ts';

// `npm run bench` measures everything; `npm run bench -- intake batches` only those.
const parts = ['start', 'latency', 'intake', 'batches', 'drain'] as const;
const repetitions = 3;
const chosen = process.argv.slice(2);
const wants = (part: (typeof parts)[number]): boolean => chosen.length === 0 || chosen.includes(part);
const unknown = chosen.filter((word) => !parts.some((part) => part === word));
if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}; there are ${parts.join(', ')}.`);

const began = performance.now();
const say = (text: string): void =>
  console.error(`${((performance.now() - began) / 1_000).toFixed(0).padStart(4)} s  ${text}`);
const behind: readonly ServiceName[] = services.filter((service) => service !== 'feedback');

async function measure(system: System, adminUrl: string): Promise<Line[]> {
  const lines: Line[] = [];
  if (wants('start')) {
    say('starts');
    lines.push(...(await measureStarts(system, 2)), await measureJointStart(system));
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    lines.push(...memory(system, 'idle'));
  }
  if (wants('latency')) {
    say('latency');
    lines.push(...(await measureLatency(system, repetitions)));
    lines.push(...memory(system, 'after 50/s', behind));
  }
  if (!wants('intake') && !wants('batches')) return lines;
  // Two cores are for what is measured; the others catch up afterwards.
  await Promise.all(behind.map((service) => system.services[service].stop()));
  const { url, pid } = system.services.feedback;
  const intake = { url, pid, key: system.keys.crm, adminUrl };
  if (wants('intake')) {
    say('intake, one per request');
    lines.push(...(await measureIntake(intake, repetitions)));
  }
  if (wants('batches')) {
    say('intake by batches');
    lines.push(...(await measureBatches(intake, repetitions)));
  }
  lines.push(...memory(system, 'after intake', ['feedback']));
  if (wants('drain')) {
    say('what is behind the intake');
    lines.push(...(await measureDrain(system)), ...memory(system, 'while catching up', behind));
  }
  return lines;
}

let ground: Ground | undefined;
let system: System | undefined;
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error('interrupted')));
});
try {
  say('PostgreSQL, Kafka and the five services');
  ground = await layBenchGround();
  system = await startSystem({ ground, env: { LOG_LEVEL: process.env.LOG_LEVEL ?? 'info' } });
  const database = new URL(system.urlOf('feedback_app')).pathname.slice(1);
  const lines = await Promise.race([measure(system, withDatabase(ground.adminUrl, database)), interrupted]);
  const about = machine();
  const file = keep(lines, about);
  console.log(`${Object.values(about).join(', ')}\n\n${table(lines)}`);
  say(`kept in ${file}`);
} finally {
  await system?.stop();
  await ground?.stop();
}
process.exit(0);
