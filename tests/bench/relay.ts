import { join } from 'node:path';
import { appOf } from '@harken/local-infrastructure';
import type { Bench, BenchContext } from './bench.ts';
import { alone, besideFloor, type Line } from './figures.ts';
import { peakMiB } from './process-figures.ts';
import { countProcessorTime, processorLines, type Used } from './processor-time.ts';
import { inTurns, pairs } from './repeat.ts';

interface Run {
  readonly perSecond: number;
  readonly used: Used;
}

/** Rows that one commit puts into the outbox, until the broker has acknowledged them all. */
async function run(context: BenchContext): Promise<Line[]> {
  const { infrastructure, say, options } = context;
  const rows = options.events ?? 50_000;
  const system = await context.system([]);
  const env = {
    DATABASE_URL: system.urlOf(appOf('feedback')),
    KAFKA_BROKERS: infrastructure.brokers.join(','),
    KAFKA_TOPIC_PREFIX: system.topicPrefix,
  };
  const bare = await context.child(join(import.meta.dirname, 'floors/produce-floor.main.ts'), env);
  const messaging = await context.child(join(import.meta.dirname, 'relay.main.ts'), env);

  const relayed = async (count = rows): Promise<Run> => {
    await messaging.ask('fill', { rows: count });
    const used = countProcessorTime(infrastructure, [messaging.pid]);
    const seconds = await messaging.ask<number>('emptied');
    return { perSecond: count / seconds, used: used(count) };
  };
  const produced = async (count = rows): Promise<Run> => {
    await bare.ask('prepare', { rows: count });
    const used = countProcessorTime(infrastructure, [bare.pid]);
    const seconds = await bare.ask<number>('produce');
    return { perSecond: count / seconds, used: used(count) };
  };

  say('warming up');
  await relayed(Math.ceil(rows / 4));
  await produced(Math.ceil(rows / 4));
  const runs = await inTurns(
    options.repetitions,
    (n) => {
      say(`${rows} rows, ${n + 1} of ${options.repetitions}`);
      return relayed();
    },
    () => produced(),
  );
  const what = 'outbox relay alone';
  return [
    besideFloor(
      `${what}; floor: kafkajs sends the same messages`,
      'rows per second',
      pairs(runs, (one) => one.perSecond),
    ),
    ...processorLines(
      what,
      'row',
      runs.map(({ figure, floor }) => ({
        figure: figure.used,
        floor: { services: floor.used.services, broker: floor.used.broker },
      })),
    ),
    alone(`${what}: peak memory, with what filled the outbox`, 'MiB', [peakMiB(messaging.pid)]),
  ];
}

export const relay: Bench = { name: 'relay', run };
