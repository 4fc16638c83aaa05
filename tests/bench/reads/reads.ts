import { withClient } from '@harken/local-infrastructure';
import type { Client } from 'pg';
import type { System } from '../../harness/system.ts';
import type { Bench, BenchContext } from '../bench.ts';
import { alone, besideFloor, type Line } from '../figures.ts';
import type { Child } from '../load/child.ts';
import { type ClosedLoop, type Loaded, loaderFile, type OpenLoop, stubFile } from '../load/loader.ts';
import { countProcessorTime, processorLines, type Used } from '../processor-time.ts';
import { inTurns, pairs } from '../repeat.ts';
import { peaks } from '../services.ts';
import { fillComplaints } from './fill-complaints.ts';
import { fillScores } from './fill-scores.ts';
import { type Question, questions } from './questions.ts';

/** Of a hundred records of feedback so many are complaints. */
const complaintShare = 0.25;
const mostPerSecond = 20;
const perFill = 1_000_000;

interface Run {
  readonly p50: number;
  readonly p99: number;
}

type Runs = readonly { readonly figure: Run & { used: Used }; readonly floor: Run }[];

/** Dashboards and worklists over a year of records, at each size; the same questions to the raw rows beside them. */
async function run(context: BenchContext): Promise<Line[]> {
  const { say, options } = context;
  const system = await context.system(['analytics', 'complaints']);
  const loader = await context.child(loaderFile);
  const found = new Map<number, Map<Question, Runs>>();
  await withClient(context.adminUrlOf(system), async (client) => {
    // As an operator would set them for tables of this size, for the floor; the services have sessions of their own.
    await client.query(`SET work_mem = '256MB'; SET maintenance_work_mem = '1GB'`);
    let filled = 0;
    for (const size of options.facts) {
      await fill(context, client, filled, size);
      filled = size;
      const runs = new Map<Question, Runs>();
      for (const question of questions) {
        say(`${size.toLocaleString('en')} facts: ${question.name}`);
        runs.set(question, await ask(context, system, loader, client, question));
      }
      found.set(size, runs);
    }
  });
  const stub = await context.child(stubFile);
  const load: OpenLoop = { url: await stub.ask<string>('url'), path: '/', perSecond: mostPerSecond, seconds: 2 };
  const { p99 } = await loader.ask<Loaded>('open', load);
  return [
    ...linesOf(found, options.facts),
    ...costLines(found.get(options.facts.at(-1) ?? 0)),
    alone(`reads: the generator against a stub, ${mostPerSecond} a second, p99`, 'ms', [p99]),
    ...peaks(system, 'reads', ['analytics', 'complaints']),
  ];
}

async function fill({ say }: BenchContext, client: Client, from: number, to: number): Promise<void> {
  const began = performance.now();
  const rows = to.toLocaleString('en');
  say(`making ${rows} scores and ${(to * complaintShare).toLocaleString('en')} complaints by SQL`);
  await fillScores(client, from + 1, to);
  const complaints = (size: number) => Math.floor(size * complaintShare);
  await fillComplaints(client, complaints(from) + 1, complaints(to));
  await client.query('CHECKPOINT');
  const seconds = (performance.now() - began) / 1_000;
  say(`made in ${seconds.toFixed(0)} s, ${((perFill * seconds) / (to - from)).toFixed(0)} s a million`);
}

async function ask(
  { infrastructure, options }: BenchContext,
  system: System,
  loader: Child,
  client: Client,
  { service, path, sql }: Question,
): Promise<Runs> {
  const { url, pid } = system.services[service];
  const target = { url, path, key: system.keys.supervisor };
  const probe = await loader.ask<Loaded>('closed', { ...target, connections: 1, count: 3 } satisfies ClosedLoop);
  // A question that takes seconds is asked seldom, so that it is its own time that is seen and not a queue's.
  const perSecond = Math.min(mostPerSecond, 500 / probe.p50);
  const load: OpenLoop = { ...target, perSecond, seconds: Math.max(options.seconds ?? 3, 3 / perSecond) };
  await client.query(sql);
  return inTurns(
    options.repetitions,
    async () => {
      const used = countProcessorTime(infrastructure, [pid]);
      const { p50, p99, taken } = await loader.ask<Loaded>('open', load);
      return { p50, p99, used: used(taken) };
    },
    async () => {
      const began = performance.now();
      await client.query(sql);
      const ms = performance.now() - began;
      return { p50: ms, p99: ms };
    },
  );
}

function linesOf(found: ReadonlyMap<number, ReadonlyMap<Question, Runs>>, sizes: readonly number[]): Line[] {
  const [least = 0, most = 0] = [sizes[0], sizes.at(-1)];
  return questions.flatMap((question) => {
    const runs = found.get(most)?.get(question) ?? [];
    const smaller = found.get(least)?.get(question) ?? [];
    const at = `${question.name}, ${(most / 1_000_000).toLocaleString('en')} million`;
    const growth = runs.flatMap(({ figure }, n) => {
      const before = smaller[n];
      return before ? [{ figure: figure.p50, floor: before.figure.p50 }] : [];
    });
    const micros = (of: 'services' | 'database') => runs.map(({ figure }) => Math.round(figure.used[of]));
    const p50 = besideFloor(
      `${at}: p50; floor: plain SQL over the raw rows`,
      'ms',
      pairs(runs, (one) => one.p50),
    );
    return [
      { ...p50, series: { serviceMicros: micros('services'), databaseMicros: micros('database') } },
      besideFloor(
        `${at}: p99; floor: plain SQL over the raw rows`,
        'ms',
        pairs(runs, (one) => one.p99),
        '<= 50',
      ),
      besideFloor(
        `${at}: p50; beside it at ${(least / 1_000_000).toLocaleString('en')} million`,
        'ms',
        growth,
        'no growth',
      ),
    ];
  });
}

/** Of all questions to a service together; of each one apart in the file. */
function costLines(found: ReadonlyMap<Question, Runs> = new Map()): Line[] {
  return (['analytics', 'complaints'] as const).flatMap((service) => {
    const runs = [...found].flatMap(([question, asked]) => (question.service === service ? asked : []));
    const lines = processorLines(
      `reads of ${service}`,
      'read',
      runs.map(({ figure }) => ({ figure: figure.used })),
    );
    return lines.filter(({ what }) => !what.endsWith('broker'));
  });
}

export const reads: Bench = { name: 'reads', run };
