import { join } from 'node:path';
import { withClient } from '@harken/local-infrastructure';
import type { Bench, BenchContext } from './bench.ts';
import { alone, besideFloor, figureOf, headroom, type Line } from './figures.ts';
import { type ClosedLoop, type Loaded, loaderFile, type OpenLoop, stubFile } from './load/loader.ts';
import { countProcessorTime, processorLines, type Used } from './processor-time.ts';
import { inTurns, pairs } from './repeat.ts';
import { peaks, published } from './services.ts';

const connections = 64;
const path = '/v1/feedback';

type Run = Loaded & { readonly used: Used };

/** One piece of feedback per request, each answered when it is durable; feedback and its relay alone. */
async function run(context: BenchContext): Promise<Line[]> {
  const { infrastructure, say, options } = context;
  const seconds = options.seconds ?? 4;
  const system = await context.system(['feedback']);
  const { feedback } = system.services;
  const adminUrl = context.adminUrlOf(system);
  await withClient(adminUrl, (client) =>
    client.query(
      `CREATE SCHEMA bench_floor; CREATE TABLE bench_floor.feedback (id uuid PRIMARY KEY, body jsonb NOT NULL)`,
    ),
  );
  const bare = await context.child(join(import.meta.dirname, 'floors/intake-floor.main.ts'), {
    DATABASE_URL: adminUrl,
  });
  const stub = await context.child(stubFile);
  const loader = await context.child(loaderFile);

  const target = { url: feedback.url, path, key: system.keys.crm, body: 'mix' } as const;
  const bareTarget = { ...target, url: await bare.ask<string>('url') };
  const stubTarget = { ...target, url: await stub.ask<string>('url') };
  const fire = async (name: 'closed' | 'open', load: ClosedLoop | OpenLoop, pid: number): Promise<Run> => {
    const used = countProcessorTime(infrastructure, [pid]);
    const loaded = await loader.ask<Loaded>(name, load);
    if (pid === feedback.pid) await published(feedback);
    return { ...loaded, used: used(loaded.taken) };
  };
  const closed = (to: typeof target | typeof bareTarget, pid: number, length = seconds) =>
    fire('closed', { ...to, connections, seconds: length }, pid);

  say('warming up');
  await closed(target, feedback.pid, Math.min(3, seconds));
  await closed(bareTarget, bare.pid, Math.min(2, seconds));
  const limits = [];
  for (let n = 0; n < 3; n += 1) limits.push((await closed(stubTarget, stub.pid, Math.min(2, seconds))).perSecond);

  const full = await inTurns(
    options.repetitions,
    (n) => {
      say(`closed loop, ${n + 1} of ${options.repetitions}`);
      return closed(target, feedback.pid);
    },
    () => closed(bareTarget, bare.pid),
  );
  const perSecond = Math.round(figureOf(full.map(({ figure }) => figure.perSecond)).median / 2);
  const open = { perSecond, seconds };
  const half = await inTurns(
    options.repetitions,
    (n) => {
      say(`open loop at ${perSecond}/s, ${n + 1} of ${options.repetitions}`);
      return fire('open', { ...target, ...open }, feedback.pid);
    },
    () => fire('open', { ...bareTarget, ...open }, bare.pid),
  );
  const ofStub = await loader.ask<Loaded>('open', { ...stubTarget, ...open });

  const what = `one feedback per request, ${connections} connections`;
  const ms = (name: string, runs: typeof full, of: 'p50' | 'p99', goal?: string) =>
    besideFloor(
      `${name}: ${of}`,
      'ms',
      pairs(runs, (one) => one[of]),
      goal,
    );
  const offered = `one feedback per request, ${perSecond}/s offered (half the most)`;
  return [
    besideFloor(
      `${what}; floor: Fastify and one INSERT`,
      'per second',
      pairs(full, (one) => one.perSecond),
      '>= 2x the floor, >= 5,000',
    ),
    ms(what, full, 'p50'),
    ms(what, full, 'p99', '<= 20'),
    ...processorLines(
      what,
      'feedback',
      full.map(
        ({
          figure,
          floor: {
            used: { services, database },
          },
        }) => ({ figure: figure.used, floor: { services, database } }),
      ),
    ),
    headroom(
      what,
      limits,
      full.flatMap(({ figure, floor }) => [figure.perSecond, floor.perSecond]),
    ),
    ms(offered, half, 'p50'),
    ms(offered, half, 'p99', '<= 20'),
    alone(`${offered}: the generator against a stub, p99`, 'ms', [ofStub.p99]),
    ...peaks(system, 'one feedback per request', ['feedback']),
  ];
}

export const intake: Bench = { name: 'intake', run };
