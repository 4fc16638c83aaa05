import { join } from 'node:path';
import { appOf, withClient } from '@harken/local-infrastructure';
import type { Bench, BenchContext } from './bench.ts';
import { alone, besideFloor, type Line } from './figures.ts';
import type { Child } from './load/child.ts';
import { peakMiB } from './process-figures.ts';
import { countProcessorTime, processorLines, type Used } from './processor-time.ts';

interface Run {
  readonly perSecond: number;
  readonly used: Used;
}

const modes = [
  ['single', 'one insert for each event'],
  ['batch', 'one insert for each batch'],
] as const;

/** Events that lie on the log, worked by messaging alone: inbox, transaction, one insert, offset. */
async function run(context: BenchContext): Promise<Line[]> {
  const { infrastructure, say, options } = context;
  const events = options.events ?? 10_000;
  const system = await context.system([]);
  const adminUrl = context.adminUrlOf(system);
  await withClient(adminUrl, (client) =>
    client.query(`CREATE SCHEMA bench_floor;
                  CREATE TABLE bench_floor.effects (id uuid PRIMARY KEY, body jsonb NOT NULL);
                  CREATE TABLE analytics.bench_effects (LIKE bench_floor.effects INCLUDING ALL);
                  GRANT ALL ON analytics.bench_effects TO ${appOf('analytics')}`),
  );
  const kafka = { KAFKA_BROKERS: infrastructure.brokers.join(','), KAFKA_TOPIC_PREFIX: system.topicPrefix };
  const floorFile = (name: string) => join(import.meta.dirname, `floors/${name}.main.ts`);
  const bare = await context.child(floorFile('consume-floor'), { ...kafka, DATABASE_URL: adminUrl });
  const producer = await context.child(floorFile('produce-floor'), kafka);
  const messaging = await context.child(join(import.meta.dirname, 'consumer.main.ts'), {
    ...kafka,
    DATABASE_URL: system.urlOf(appOf('analytics')),
  });

  const work = async (child: Child, count: number, mode: string): Promise<Run> => {
    await child.ask('begin', { events: count, mode });
    const used = countProcessorTime(infrastructure, [child.pid]);
    const seconds = await child.ask<number>('end');
    const cost = used(count);
    await child.ask('stop');
    return { perSecond: count / seconds, used: cost };
  };
  const round = async (count: number, mode: string, floorFirst: boolean): Promise<{ figure: Run; floor: Run }> => {
    await producer.ask('prepare', { rows: count });
    await producer.ask('produce');
    const first = floorFirst ? await work(bare, count, mode) : undefined;
    const figure = await work(messaging, count, mode);
    return { figure, floor: first ?? (await work(bare, count, mode)) };
  };

  say('warming up');
  await round(Math.ceil(events / 4), 'single', true);
  const lines: Line[] = [];
  for (const [mode, name] of modes) {
    const runs: { figure: Run; floor: Run }[] = [];
    for (let n = 0; n < options.repetitions; n += 1) {
      say(`${events} events, ${name}, ${n + 1} of ${options.repetitions}`);
      runs.push(await round(events, mode, n % 2 === 0));
    }
    const what = `consumer alone, ${name}`;
    lines.push(
      besideFloor(
        `${what}; floor: kafkajs and one INSERT each`,
        'events per second',
        runs.map(({ figure, floor }) => ({ figure: figure.perSecond, floor: floor.perSecond })),
      ),
      ...processorLines(
        what,
        'event',
        runs.map(({ figure, floor }) => ({ figure: figure.used, floor: floor.used })),
      ),
    );
  }
  return [...lines, alone('consumer alone: peak memory', 'MiB', [peakMiB(messaging.pid)])];
}

export const consumer: Bench = { name: 'consumer', run };
