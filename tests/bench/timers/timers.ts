import { join } from 'node:path';
import { withClient } from '@harken/local-infrastructure';
import type { Bench, BenchContext } from '../bench.ts';
import { alone, besideFloor, type Line } from '../figures.ts';
import type { Child } from '../load/child.ts';
import { peakMiB } from '../process-figures.ts';
import { countProcessorTime, processorLines, type Used } from '../processor-time.ts';
import { inTurns, pairs, pause, until } from '../repeat.ts';
import { peaks, published } from '../services.ts';
import { fillClocks, type Lateness, latenessOf } from './fill-clocks.ts';

// Each takes minutes, and its lateness is that of a hundred thousand clocks already.
const mostRepetitions = 2;

type Run = Lateness & { readonly used: Used };

const floorTables = `
  CREATE SCHEMA bench_floor;
  CREATE TABLE bench_floor.timers (id int PRIMARY KEY, due_at timestamptz NOT NULL);
  CREATE INDEX ON bench_floor.timers (due_at);
  CREATE TABLE bench_floor.fired (id int PRIMARY KEY, due_at timestamptz NOT NULL, at timestamptz NOT NULL)`;

/** Clocks that fall due evenly within a minute, on two replicas. */
async function run(context: BenchContext): Promise<Line[]> {
  const { infrastructure, say, options } = context;
  const { clocks, window } = options;
  const repetitions = Math.min(mostRepetitions, options.repetitions);
  const system = await context.system(['complaints']);
  const { complaints } = system.services;
  const replica = await system.addReplica('complaints');
  const adminUrl = context.adminUrlOf(system);
  await withClient(adminUrl, (client) => client.query(floorTables));
  const floorFile = join(import.meta.dirname, '../floors/timers-floor.main.ts');
  const bare = await Promise.all([1, 2].map(() => context.child(floorFile, { DATABASE_URL: adminUrl })));

  const left = () =>
    withClient(adminUrl, async (client) => {
      const { rows } = await client.query<{ left: number }>(
        'SELECT count(*)::int AS left FROM complaints.clocks WHERE step_at IS NOT NULL AND breached_at IS NULL',
      );
      return rows[0]?.left ?? 0;
    });
  const fired = async (): Promise<Run> => {
    const { startsAt } = await fillClocks(adminUrl, clocks, window);
    await pause(Math.max(0, startsAt.getTime() - Date.now()));
    const used = countProcessorTime(infrastructure, [complaints.pid, replica.pid]);
    await pause(window * 1_000);
    await until(`${clocks} clocks have fired`, async () => (await left()) === 0, 900, 500);
    await Promise.all([complaints, replica].map((one) => published(one)));
    const cost = used(clocks);
    return { ...(await latenessOf(adminUrl, clocks)), used: cost };
  };

  const runs = await inTurns(
    repetitions,
    (n) => {
      say(`${clocks} clocks within ${window} s, ${n + 1} of ${repetitions}`);
      return fired();
    },
    () => bareTimers(context, adminUrl, bare),
  );
  const what = `${clocks.toLocaleString('en')} clocks due within ${window} s, two replicas`;
  const line = (of: keyof Lateness, goal?: string) =>
    besideFloor(
      `${what}: lateness ${of}; floor: rows taken with SKIP LOCKED`,
      'ms',
      pairs(runs, (one) => 1_000 * one[of]),
      goal,
    );
  const cost = runs.map(({ figure, floor: { used } }) => ({
    figure: figure.used,
    floor: { services: used.services, database: used.database },
  }));
  return [
    line('p50'),
    line('p99', '<= 1,000'),
    line('max'),
    ...processorLines(what, 'clock', cost),
    ...peaks(system, 'timers', ['complaints']),
    alone('timers: peak memory of the second replica', 'MiB', [peakMiB(replica.pid)], '<= 200'),
  ];
}

async function bareTimers(
  { infrastructure, say, options }: BenchContext,
  adminUrl: string,
  bare: readonly Child[],
): Promise<Run> {
  const { clocks, window } = options;
  say(`${clocks} bare rows within ${window} s`);
  return withClient(adminUrl, async (client) => {
    await client.query('TRUNCATE bench_floor.timers, bench_floor.fired');
    await client.query(
      `INSERT INTO bench_floor.timers
       SELECT n, now() + interval '3 s' + n * $2::float8 / $1 * interval '1 s' FROM generate_series(1, $1::int) AS n`,
      [clocks, window],
    );
    await client.query('VACUUM ANALYZE bench_floor.timers');
    const used = countProcessorTime(
      infrastructure,
      bare.map(({ pid }) => pid),
    );
    await Promise.all(bare.map((child) => child.ask('fire')));
    const cost = used(clocks);
    const { rows } = await client.query<{ late: number[] }>(
      `SELECT percentile_disc(ARRAY[0.5, 0.99, 1]) WITHIN GROUP (ORDER BY extract(epoch FROM at - due_at))::float8[] AS late
         FROM bench_floor.fired`,
    );
    const [p50 = Number.NaN, p99 = Number.NaN, max = Number.NaN] = rows[0]?.late ?? [];
    return { p50, p99, max, used: cost };
  });
}

export const timers: Bench = { name: 'timers', run };
