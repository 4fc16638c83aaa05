import { withClient } from '@harken/local-infrastructure';
import type { Client } from 'pg';
import type { System } from '../../harness/system.ts';
import type { Bench, BenchContext } from '../bench.ts';
import { type Line, singleLine } from '../figures.ts';
import { fillCountedComplaints } from '../fill/fill-counted-complaints.ts';
import { fillScores } from '../fill/fill-scores.ts';
import type { Child } from '../load/child.ts';
import { type ClosedLoop, type LoadResult, loaderFile, type OpenLoop, stubFile } from '../load/loader.ts';
import { processorLinesAlone } from '../processor-time.ts';
import { inTurns } from '../repeat.ts';
import { peakMemoryLines } from '../services.ts';
import { measureSizes, type TimesRuns } from '../sizes.ts';
import { type Question, questions } from './questions.ts';

/** Of a hundred records of feedback so many are complaints. */
const complaintShare = 0.25;
const maxPerSecond = 20;

/** Dashboards and worklists over a year of records, at each size; the same questions to the raw rows beside them. */
async function run(context: BenchContext): Promise<Line[]> {
  const { say, options } = context;
  const system = await context.system(['analytics', 'complaints']);
  const loader = await context.child(loaderFile);
  const complaintsOf = (facts: number) => Math.floor(facts * complaintShare);
  const { lines, found } = await withClient(context.adminUrlOf(system), async (client) => {
    // As an operator would set them for tables of this size, for the baseline; the services have sessions of their own.
    await client.query(`SET work_mem = '256MB'; SET maintenance_work_mem = '1GB'`);
    return measureSizes({
      sizes: options.facts,
      nameOf: (size) => `${(size / 1_000_000).toLocaleString('en')} million`,
      baseline: 'plain SQL over the raw rows',
      growthOf: 'p50',
      say,
      fill: async (from, to) => {
        await fillScores(client, from, to);
        await fillCountedComplaints(client, complaintsOf(from - 1) + 1, complaintsOf(to));
        await client.query('CHECKPOINT');
      },
      questions: () => questions,
      ask: (question) => ask(context, system, loader, client, question),
    });
  });
  const stub = await context.child(stubFile);
  const load: OpenLoop = { url: await stub.ask<string>('url'), path: '/', perSecond: maxPerSecond, seconds: 2 };
  const { p99 } = await loader.ask<LoadResult>('open', load);
  return [
    ...lines,
    ...costLines(found.at(-1)),
    singleLine(`reads: the generator against a stub, ${maxPerSecond} a second, p99`, 'ms', [p99]),
    ...peakMemoryLines(system, 'reads', ['analytics', 'complaints']),
  ];
}

async function ask(
  context: BenchContext,
  system: System,
  loader: Child,
  client: Client,
  { service, path, sql }: Question,
): Promise<TimesRuns> {
  const { options } = context;
  const target = { url: system.services[service].url, path, key: system.keys.supervisor };
  const probe = await loader.ask<LoadResult>('closed', { ...target, connections: 1, count: 3 } satisfies ClosedLoop);
  // A question that takes seconds is asked seldom, so that it is its own time that is seen and not a queue's.
  const perSecond = Math.min(maxPerSecond, 500 / probe.p50);
  const load: OpenLoop = { ...target, perSecond, seconds: Math.max(options.seconds ?? 3, 3 / perSecond) };
  await client.query(sql);
  return inTurns(
    options.repetitions,
    () =>
      context.withCost([system.services[service]], async () => {
        const result = await loader.ask<LoadResult>('open', load);
        return { events: result.taken, result };
      }),
    async () => {
      const began = performance.now();
      await client.query(sql);
      const ms = performance.now() - began;
      return { p50: ms, p99: ms };
    },
  );
}

/** Of all questions to a service together; of each one apart in the file. */
function costLines(found: ReadonlyMap<string, TimesRuns> = new Map()): Line[] {
  return (['analytics', 'complaints'] as const).flatMap((service) => {
    const asked = questions.filter((question) => question.service === service);
    const costs = asked.flatMap(({ name }) => found.get(name) ?? []).map(({ figure }) => figure);
    return processorLinesAlone(`reads of ${service}`, 'read', costs).filter(({ what }) => !what.endsWith('broker'));
  });
}

export const reads: Bench = { name: 'reads', run };
