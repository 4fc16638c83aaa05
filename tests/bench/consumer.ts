import { appOf, withClient } from '@harken/local-infrastructure';
import type { Bench, BenchContext } from './bench.ts';
import { compared, type Line, singleLine } from './figures.ts';
import type { Child } from './load/child.ts';
import { peakMiB } from './process-figures.ts';
import { processorLines } from './processor-time.ts';
import { inTurns } from './repeat.ts';

const modes = [
  ['single', 'one insert for each event'],
  ['batch', 'one insert for each batch'],
] as const;

/** Events that lie on the log, worked by messaging alone: inbox, transaction, one insert, offset. */
async function run(context: BenchContext): Promise<Line[]> {
  const { say, options } = context;
  const events = options.events ?? 10_000;
  const system = await context.system([]);
  const adminUrl = context.adminUrlOf(system);
  await withClient(adminUrl, (client) =>
    client.query(`CREATE SCHEMA bench_baseline;
                  CREATE TABLE bench_baseline.effects (id uuid PRIMARY KEY, body jsonb NOT NULL);
                  CREATE TABLE analytics.bench_effects (LIKE bench_baseline.effects INCLUDING ALL);
                  GRANT ALL ON analytics.bench_effects TO ${appOf('analytics')}`),
  );
  const kafka = context.kafkaEnv(system);
  const bare = await context.child('baselines/consume-baseline.main.ts', { ...kafka, DATABASE_URL: adminUrl });
  const producer = await context.child('baselines/produce-baseline.main.ts', kafka);
  const database = { DATABASE_URL: system.urlOf(appOf('analytics')) };
  const messaging = await context.child('consumer.main.ts', { ...kafka, ...database });

  const work = async (child: Child, count: number, mode: string) => {
    await child.ask('begin', { events: count, mode });
    const run = await context.withCost([child], async () => {
      const seconds = await child.ask<number>('end');
      return { events: count, result: { perSecond: count / seconds } };
    });
    await child.ask('stop');
    return run;
  };
  /** Both read the same events; the first of the two asks for them. */
  const round = (count: number, mode: string, repetitions: number) => {
    let reads = 0;
    const filled = async (child: Child) => {
      if (reads % 2 === 0) {
        say(`${count} events, ${mode}, ${reads / 2 + 1} of ${repetitions}`);
        await producer.ask('prepare', { rows: count });
        await producer.ask('produce');
      }
      reads += 1;
      return work(child, count, mode);
    };
    return inTurns(
      repetitions,
      () => filled(messaging),
      () => filled(bare),
    );
  };

  say('warming up');
  await round(Math.ceil(events / 4), 'single', 1);
  const lines: Line[] = [];
  for (const [mode, name] of modes) {
    const runs = await round(events, mode, options.repetitions);
    const what = `consumer alone, ${name}`;
    const rateName = `${what}; baseline: kafkajs and one INSERT each`;
    lines.push(
      compared(rateName, 'events per second', runs, (one) => one.perSecond),
      ...processorLines(what, 'event', runs, ['services', 'broker', 'database']),
    );
  }
  return [...lines, singleLine('consumer alone: peak memory', 'MiB', [peakMiB(messaging.pid)])];
}

export const consumer: Bench = { name: 'consumer', run };
