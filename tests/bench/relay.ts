import { appOf } from '@harken/local-infrastructure';
import type { Bench, BenchContext } from './bench.ts';
import { compared, type Line, singleLine } from './figures.ts';
import type { Child } from './load/child.ts';
import { peakMiB } from './process-figures.ts';
import { processorLines } from './processor-time.ts';

/** Rows that one commit puts into the outbox, until the broker has acknowledged them all. */
async function run(context: BenchContext): Promise<Line[]> {
  const { say, options } = context;
  const rows = options.events ?? 50_000;
  const system = await context.system([]);
  const env = { DATABASE_URL: system.urlOf(appOf('feedback')), ...context.kafkaEnv(system) };
  const bare = await context.child('baselines/produce-baseline.main.ts', env);
  const messaging = await context.child('relay.main.ts', env);

  const timed = async (child: Child, prepare: string, work: string, count = rows) => {
    await child.ask(prepare, { rows: count });
    return context.withCost([child], async () => {
      const seconds = await child.ask<number>(work);
      return { events: count, result: { perSecond: count / seconds } };
    });
  };
  const relayed = (count?: number) => timed(messaging, 'fill', 'emptied', count);
  const produced = (count?: number) => timed(bare, 'prepare', 'produce', count);

  say('warming up');
  await relayed(Math.ceil(rows / 4));
  await produced(Math.ceil(rows / 4));
  const runs = await context.inTurns(
    `${rows} rows`,
    () => relayed(),
    () => produced(),
  );
  const what = 'outbox relay alone';
  const rateName = `${what}; baseline: kafkajs sends the same messages`;
  return [
    compared(rateName, 'rows per second', runs, (one) => one.perSecond),
    ...processorLines(what, 'row', runs, ['services', 'broker']),
    singleLine(`${what}: peak memory, with what filled the outbox`, 'MiB', [peakMiB(messaging.pid)]),
  ];
}

export const relay: Bench = { name: 'relay', run };
