import { withClient } from '@harken/local-infrastructure';
import type { Bench, BenchContext } from '../bench.ts';
import { compared, type Line, singleLine } from '../figures.ts';
import { fillClocks, type Lateness, latenessFrom, latenessOf, latePercentiles } from '../fill/fill-clocks.ts';
import type { Child } from '../load/child.ts';
import { peakMiB } from '../process-figures.ts';
import { processorLines } from '../processor-time.ts';
import { pause, until } from '../repeat.ts';
import { peakMemoryLines, untilPublished } from '../services.ts';

// Each takes minutes, and its lateness is that of a hundred thousand clocks already.
const maxRepetitions = 2;

const waiting = 'SELECT count(*) AS n FROM complaints.clocks WHERE step_at IS NOT NULL AND breached_at IS NULL';

const baselineTables = `
  CREATE SCHEMA bench_baseline;
  CREATE TABLE bench_baseline.timers (id int PRIMARY KEY, due_at timestamptz NOT NULL);
  CREATE INDEX ON bench_baseline.timers (due_at);
  CREATE TABLE bench_baseline.fired (id int PRIMARY KEY, due_at timestamptz NOT NULL, at timestamptz NOT NULL)`;

/** Clocks that fall due evenly within a minute, on two replicas. */
async function run(context: BenchContext): Promise<Line[]> {
  const { clocks, window, repetitions } = context.options;
  const system = await context.system(['complaints']);
  const replicas = [system.services.complaints, await system.addReplica('complaints')] as const;
  const adminUrl = context.adminUrlOf(system);
  await withClient(adminUrl, (client) => client.query(baselineTables));
  const env = { DATABASE_URL: adminUrl };
  const bare = await Promise.all([1, 2].map(() => context.child('baselines/timers-baseline.main.ts', env)));

  const fired = () =>
    withClient(adminUrl, async (client) => {
      const { startsAt } = await fillClocks(client, clocks, window);
      await pause(Math.max(0, startsAt.getTime() - Date.now()));
      return context.withCost(replicas, async () => {
        await pause(window * 1_000);
        const none = async () => Number((await client.query(waiting)).rows[0].n) === 0;
        await until(`${clocks} clocks have fired`, none, 900, 500);
        await Promise.all(replicas.map((one) => untilPublished(one)));
        return { events: clocks, result: await latenessOf(client, clocks) };
      });
    });

  const what = `${clocks.toLocaleString('en')} clocks due within ${window} s, two replicas`;
  const times = Math.min(maxRepetitions, repetitions);
  const runs = await context.inTurns(what, fired, () => bareTimers(context, adminUrl, bare), times);
  const line = (of: keyof Lateness, goal?: string) => {
    const name = `${what}: lateness ${of}; baseline: rows taken with SKIP LOCKED`;
    return compared(name, 'ms', runs, (one) => 1_000 * one[of], goal);
  };
  return [
    line('p50'),
    line('p99', '<= 1,000'),
    line('max'),
    ...processorLines(what, 'clock', runs, ['services', 'database']),
    ...peakMemoryLines(system, 'timers', ['complaints']),
    singleLine('timers: peak memory of the second replica', 'MiB', [peakMiB(replicas[1].pid)], '<= 200'),
  ];
}

const bareTimers = (context: BenchContext, adminUrl: string, bare: readonly Child[]) =>
  withClient(adminUrl, async (client) => {
    const { clocks, window } = context.options;
    context.say(`${clocks} bare rows within ${window} s`);
    await client.query('TRUNCATE bench_baseline.timers, bench_baseline.fired');
    await client.query(
      `INSERT INTO bench_baseline.timers
       SELECT n, now() + interval '3 s' + n * $2::float8 / $1 * interval '1 s' FROM generate_series(1, $1::int) AS n`,
      [clocks, window],
    );
    await client.query('VACUUM ANALYZE bench_baseline.timers');
    return context.withCost(bare, async () => {
      await Promise.all(bare.map((child) => child.ask('fire')));
      const { rows } = await client.query<{ late: number[] }>(
        `SELECT ${latePercentiles('at')} FROM bench_baseline.fired`,
      );
      return { events: clocks, result: latenessFrom(rows[0]?.late) };
    });
  });

export const timers: Bench = { name: 'timers', run };
