import type { Bench, BenchContext } from '../bench.ts';
import { type Line, singleLine } from '../figures.ts';
import { HttpConnection, requestHead } from '../load/http-connection.ts';
import { type LoadResult, loaderFile, type OpenLoop } from '../load/loader.ts';
import { residentMiB } from '../process-figures.ts';
import { pause } from '../repeat.ts';
import { hostileBodies } from './hostile-bodies.ts';

const connections = 4;
const bodies = 200;
const perSecond = 100;
const sampleMs = 50;

/** Ordinary requests beside bodies that are made to cost as much as possible. */
async function run(context: BenchContext): Promise<Line[]> {
  const { say, options } = context;
  const seconds = options.seconds ?? 6;
  const system = await context.system(['feedback']);
  const { feedback } = system.services;
  const loader = await context.child(loaderFile);
  const ordinary = (length: number): Promise<LoadResult> => {
    const load: OpenLoop = {
      ...{ url: feedback.url, path: '/v1/feedback', key: system.keys.crm, body: 'mix' },
      ...{ perSecond, seconds: length },
    };
    return loader.ask<LoadResult>('open', load);
  };
  const requests = hostileBodies().map(({ what, path, body }) => {
    const bytes = Buffer.from(body);
    const head = requestHead({ method: 'POST', path, key: system.keys.crm }, bytes.length);
    return { what, bytes: Buffer.concat([Buffer.from(head), bytes]) };
  });

  say('warming up');
  await ordinary(Math.min(3, seconds));
  const alone = await ordinary(seconds);
  const before = residentMiB(feedback.pid);
  let peak = before;
  let over = false;
  let sent = 0;
  const statuses = new Map<string, number>();
  const lane = async (): Promise<void> => {
    let connection = await HttpConnection.open(feedback.url);
    while (sent < bodies) {
      const request = requests[sent % requests.length];
      sent += 1;
      if (!request) return;
      const began = performance.now();
      // What the connection says when it is lost is told, too: an answer that nobody could read.
      const status = await connection.send(request.bytes).then(
        (answer) => String(answer.status),
        () => 'lost',
      );
      const name = `${request.what}: ${status}`;
      statuses.set(name, Math.max(statuses.get(name) ?? 0, Math.round(performance.now() - began)));
      if (status !== 'lost') continue;
      connection.close();
      connection = await HttpConnection.open(feedback.url);
    }
    connection.close();
  };
  const watch = async (): Promise<void> => {
    while (!over) {
      peak = Math.max(peak, residentMiB(feedback.pid));
      await pause(sampleMs);
    }
  };
  const began = performance.now();
  const watching = watch();
  const hostile = Promise.all(Array.from({ length: connections }, lane)).then(() => performance.now() - began);
  const beside = [await ordinary(seconds)];
  while (sent < bodies) beside.push(await ordinary(seconds));
  const took = await hostile;
  over = true;
  await watching;
  for (const [name, ms] of statuses) say(`${name}, at most ${ms} ms`);
  const with_ = Math.max(...beside.map(({ p99 }) => p99));
  const lost = [...statuses.keys()].filter((name) => name.endsWith('lost')).length;
  const what = `${bodies} hostile bodies from ${connections} connections beside ${perSecond} requests a second`;
  return [
    singleLine(`${what}: p99 without them`, 'ms', [alone.p99]),
    singleLine(`${what}: p99 with them`, 'ms', [with_], '<= 200, <= 3x'),
    singleLine(`${what}: times p99 without them`, 'x', [with_ / alone.p99], '<= 3'),
    singleLine(`${what}: resident memory more`, 'MiB', [peak - before], '<= 64'),
    singleLine(`${what}: they took`, 's', [took / 1_000]),
    singleLine(`${what}: answers that could not be read`, 'kinds', [lost], '0'),
  ];
}

export const hostile: Bench = { name: 'hostile', run };
