import { withClient } from '@harken/local-infrastructure';
import type { Client } from 'pg';
import { seedCompany } from '../../harness/seed-company.ts';
import type { System } from '../../harness/system.ts';
import type { Bench, BenchContext } from '../bench.ts';
import { headroom, type Line, percentile } from '../figures.ts';
import { createTexts, fillSearchedComplaints } from '../fill/fill-searched-complaints.ts';
import type { Child } from '../load/child.ts';
import { type ClosedLoop, type LoadResult, loaderFile, stubFile } from '../load/loader.ts';
import type { PreparedRequest } from '../load/request-maker.ts';
import { inTurns } from '../repeat.ts';
import { peakMemoryLines, untilPublished } from '../services.ts';
import { measureSizes, type TimesRuns } from '../sizes.ts';
import { baselineTable, commands } from './commands.ts';
import { questions } from './questions.ts';

/** Asked so often in one run; the least that a 99th percentile stands on. */
const times = 100;
const warmUp = 20;
/** The same as plain SQL takes seconds where it has to read everything: then it is asked less often. */
const baselineLimit = { ms: 4_000, minTimes: 3 };
const maxRepetitions = 3;

interface Asked {
  readonly name: string;
  readonly kind: 'read' | 'command';
  readonly request: (n: number) => PreparedRequest;
  readonly baseline: (client: Client, n: number) => Promise<unknown>;
}

const teams = `INSERT INTO complaints.teams
  SELECT id, id, '[]', 'queue', NULL, NULL, 1, now(), 'bench' FROM unnest(ARRAY['stores']) id ON CONFLICT DO NOTHING`;

/** What people do with complaints all day, one after the other, at each size; goals hold for the largest. */
async function run(context: BenchContext): Promise<Line[]> {
  const { say, options } = context;
  const repetitions = Math.min(maxRepetitions, options.repetitions);
  const system = await context.system(['complaints']);
  await seedCompany(system, { acknowledge: 'P30D', firstResponse: 'P30D' });
  const loader = await context.child(loaderFile);
  const { lines, found } = await withClient(context.adminUrlOf(system), async (client) => {
    await client.query(`SET work_mem = '256MB'; SET maintenance_work_mem = '1GB'; ${baselineTable}; ${teams}`);
    await createTexts(client);
    return measureSizes({
      sizes: options.complaints,
      nameOf: (size) => size.toLocaleString('en'),
      baseline: 'plain SQL',
      growthOf: 'p99',
      say,
      fill: async (from, to) => {
        await fillSearchedComplaints(client, from, to);
        await client.query('CHECKPOINT');
      },
      questions: (size, nth) => everything(size, nth * repetitions),
      ask: (asked) => ask(context, system, loader, client, asked, repetitions),
    });
  });
  const stub = await context.child(stubFile);
  const load: ClosedLoop = { url: await stub.ask<string>('url'), path: '/', connections: 1, count: 1_000 };
  const { perSecond } = await loader.ask<LoadResult>('closed', load);
  const rates = found.flatMap((runs) => [...runs.values()].flat().map(({ figure }) => 1_000 / figure.p50));
  return [
    ...lines,
    headroom('complaints', [perSecond], rates),
    ...peakMemoryLines(system, 'complaints', ['complaints']),
  ];
}

/** Commands go on where those of the runs before ended: each complaint is acknowledged once. */
function everything(size: number, runsBefore: number): Asked[] {
  const used = runsBefore * times;
  const reads = questions.map(({ name, request, sql, values = () => [] }) => ({
    name,
    kind: 'read' as const,
    request: (n: number) => request(n, size),
    baseline: (client: Client, n: number) => client.query(sql, values(n, size)),
  }));
  const writes = commands.map(({ name, request, sql, values }) => ({
    name,
    kind: 'command' as const,
    request: (n: number) => request(used + n),
    baseline: async (client: Client, n: number) => {
      await client.query('BEGIN');
      for (const statement of sql) await client.query(statement, values(used + n));
      await client.query('COMMIT');
    },
  }));
  return [...reads, ...writes];
}

async function ask(
  context: BenchContext,
  system: System,
  loader: Child,
  client: Client,
  { request, baseline, kind }: Asked,
  repetitions: number,
): Promise<TimesRuns> {
  const { complaints } = system.services;
  const key = kind === 'read' ? system.keys.supervisor : system.keys.handler;
  let [asked, baselines] = [0, 0];
  const send = (each: readonly PreparedRequest[]) => {
    const load: ClosedLoop = { url: complaints.url, path: '', key, each, connections: 1, count: each.length };
    return loader.ask<LoadResult>('closed', load);
  };
  // What a service does for the first time is another question, which `start` asks.
  if (kind === 'read') await send(Array.from({ length: warmUp }, (_, n) => request(n)));
  return inTurns(
    repetitions,
    () => {
      const each = Array.from({ length: times }, () => request(asked++));
      return context.withCost([complaints], async () => {
        const result = await send(each);
        if (kind === 'command') await untilPublished(complaints);
        return { events: result.taken, result };
      });
    },
    async () => {
      const took: number[] = [];
      const until = performance.now() + baselineLimit.ms;
      for (let n = 0; n < times && (n < baselineLimit.minTimes || performance.now() < until); n += 1) {
        const began = performance.now();
        await baseline(client, baselines++);
        took.push(performance.now() - began);
      }
      return { p50: percentile(took, 0.5), p99: percentile(took, 0.99) };
    },
  );
}

export const complaints: Bench = { name: 'complaints', run };
