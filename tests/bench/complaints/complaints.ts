import { withClient } from '@harken/local-infrastructure';
import type { Client } from 'pg';
import { seedCompany } from '../../harness/seed-company.ts';
import type { System } from '../../harness/system.ts';
import type { Bench, BenchContext } from '../bench.ts';
import { besideFloor, headroom, type Line, percentile } from '../figures.ts';
import type { Child } from '../load/child.ts';
import { type ClosedLoop, type Loaded, loaderFile, stubFile } from '../load/loader.ts';
import type { OneRequest } from '../load/request-maker.ts';
import { countProcessorTime, type Used } from '../processor-time.ts';
import { inTurns, pairs } from '../repeat.ts';
import { peaks, published } from '../services.ts';
import { commands, floorTable } from './commands.ts';
import { fillComplaints, layTexts } from './fill.ts';
import { questions } from './questions.ts';

/** Asked so often in one run; the least that a 99th percentile stands on. */
const times = 100;
const warmUp = 20;
/** The same as plain SQL takes seconds where it has to read everything: then it is asked less often. */
const floorAtMost = { ms: 4_000, leastTimes: 3 };
const mostRepetitions = 3;

interface Run {
  readonly p50: number;
  readonly p99: number;
}
type Runs = readonly { readonly figure: Run & { used: Used }; readonly floor: Run }[];

interface Asked {
  readonly name: string;
  readonly kind: 'read' | 'command';
  readonly request: (n: number) => OneRequest;
  readonly floor: (client: Client, n: number) => Promise<unknown>;
}

/** What people do with complaints all day, one after the other, at each size; goals hold for the largest. */
async function run(context: BenchContext): Promise<Line[]> {
  const { say, options } = context;
  const repetitions = Math.min(mostRepetitions, options.repetitions);
  const system = await context.system(['complaints']);
  await seedCompany(system, { acknowledge: 'P30D', firstResponse: 'P30D' });
  const loader = await context.child(loaderFile);
  const found = new Map<number, Map<string, Runs>>();
  await withClient(context.adminUrlOf(system), async (client) => {
    await client.query(`SET work_mem = '256MB'; SET maintenance_work_mem = '1GB'; ${floorTable}`);
    await teams(client);
    await layTexts(client);
    let filled = 0;
    for (const [nth, size] of options.complaints.entries()) {
      await fill(context, client, filled, size);
      filled = size;
      const runs = new Map<string, Runs>();
      for (const asked of everything(size, nth * repetitions)) {
        say(`${size.toLocaleString('en')} complaints: ${asked.name}`);
        runs.set(asked.name, await ask(context, system, loader, client, asked, repetitions));
      }
      found.set(size, runs);
    }
  });
  const stub = await context.child(stubFile);
  const load: ClosedLoop = { url: await stub.ask<string>('url'), path: '/', connections: 1, count: 1_000 };
  const { perSecond } = await loader.ask<Loaded>('closed', load);
  return [
    ...linesOf(found, options.complaints),
    headroom('complaints', [perSecond], fastest(found)),
    ...peaks(system, 'complaints', ['complaints']),
  ];
}

async function teams(client: Client): Promise<void> {
  await client.query(`INSERT INTO complaints.teams
    SELECT id, id, '[]', 'queue', NULL, NULL, 1, now(), 'bench' FROM unnest(ARRAY['stores']) id ON CONFLICT DO NOTHING`);
}

async function fill({ say }: BenchContext, client: Client, from: number, to: number): Promise<void> {
  const began = performance.now();
  say(`making ${to.toLocaleString('en')} complaints by SQL`);
  await fillComplaints(client, from + 1, to);
  await client.query('CHECKPOINT');
  say(`made in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
}

/** Commands go on where those of the runs before ended: each complaint is acknowledged once. */
function everything(size: number, runsBefore: number): Asked[] {
  const used = runsBefore * times;
  const reads = questions.map(({ name, request, sql, values = () => [] }) => ({
    name,
    kind: 'read' as const,
    request: (n: number) => request(n, size),
    floor: (client: Client, n: number) => client.query(sql, values(n, size)),
  }));
  const writes = commands.map(({ name, request, sql, values }) => ({
    name,
    kind: 'command' as const,
    request: (n: number) => request(used + n),
    floor: async (client: Client, n: number) => {
      await client.query('BEGIN');
      for (const statement of sql) await client.query(statement, values(used + n));
      await client.query('COMMIT');
    },
  }));
  return [...reads, ...writes];
}

async function ask(
  { infrastructure }: BenchContext,
  system: System,
  loader: Child,
  client: Client,
  { request, floor, kind }: Asked,
  repetitions: number,
): Promise<Runs> {
  const { url, pid } = system.services.complaints;
  const key = kind === 'read' ? system.keys.supervisor : system.keys.handler;
  let [asked, floored] = [0, 0];
  const send = (each: readonly OneRequest[]) => {
    const load: ClosedLoop = { url, path: '', key, each, connections: 1, count: each.length };
    return loader.ask<Loaded>('closed', load);
  };
  // What a service does for the first time is another question, which `start` asks.
  if (kind === 'read') await send(Array.from({ length: warmUp }, (_, n) => request(n)));
  return inTurns(
    repetitions,
    async () => {
      const each = Array.from({ length: times }, () => request(asked++));
      const used = countProcessorTime(infrastructure, [pid]);
      const { p50, p99, taken } = await send(each);
      if (kind === 'command') await published(system.services.complaints);
      return { p50, p99, used: used(taken) };
    },
    async () => {
      const took: number[] = [];
      const until = performance.now() + floorAtMost.ms;
      for (let n = 0; n < times && (n < floorAtMost.leastTimes || performance.now() < until); n += 1) {
        const began = performance.now();
        await floor(client, floored++);
        took.push(performance.now() - began);
      }
      return { p50: percentile(took, 0.5), p99: percentile(took, 0.99) };
    },
  );
}

const fastest = (found: ReadonlyMap<number, ReadonlyMap<string, Runs>>): number[] =>
  [...found.values()].flatMap((runs) => [...runs.values()].flat().map(({ figure }) => 1_000 / figure.p50));

function linesOf(found: ReadonlyMap<number, ReadonlyMap<string, Runs>>, sizes: readonly number[]): Line[] {
  const [least = 0, most = 0] = [sizes[0], sizes.at(-1)];
  return [...questions, ...commands].flatMap(({ name }) => {
    const runs = found.get(most)?.get(name) ?? [];
    const before = found.get(least)?.get(name) ?? [];
    const beside = (of: keyof Run) =>
      runs.flatMap(({ figure }, n) => {
        const smaller = before[n];
        return smaller ? [{ figure: figure[of], floor: smaller.figure[of] }] : [];
      });
    const at = `${name}, ${most.toLocaleString('en')}`;
    const micros = (of: 'services' | 'database') => runs.map(({ figure }) => Math.round(figure.used[of]));
    const p50 = besideFloor(
      `${at}: p50; floor: plain SQL`,
      'ms',
      pairs(runs, (one) => one.p50),
    );
    return [
      { ...p50, series: { serviceMicros: micros('services'), databaseMicros: micros('database') } },
      besideFloor(
        `${at}: p99; floor: plain SQL`,
        'ms',
        pairs(runs, (one) => one.p99),
        '<= 50',
      ),
      besideFloor(`${at}: p99; beside it at ${least.toLocaleString('en')}`, 'ms', beside('p99'), 'no growth'),
    ];
  });
}

export const complaints: Bench = { name: 'complaints', run };
