import { percentile } from '../figures.ts';
import { takeCommands } from './child.ts';
import { type HttpAnswer, HttpConnection } from './http-connection.ts';
import type { AcceptedFeedback, ClosedLoop, LoadResult, OpenLoop } from './loader.ts';
import { nowMs, openLoop } from './open-loop.ts';
import { requestMaker } from './request-maker.ts';

const maxConnections = 256;

function expectTaken({ status, body }: HttpAnswer): void {
  if (status < 200 || status > 299) throw new Error(`answered ${status}: ${body.slice(0, 300)}`);
}

const loaded = (
  latencies: readonly number[],
  seconds: number,
  late: readonly number[] = [],
  given: readonly AcceptedFeedback[] = [],
): LoadResult => ({
  taken: latencies.length,
  perSecond: latencies.length / seconds,
  p50: percentile(latencies, 0.5),
  p99: percentile(latencies, 0.99),
  lateP99: percentile(late, 0.99),
  accepted: given,
});

/** Each connection sends its next request when the one before is answered. */
async function closed({ connections, seconds, count, ...target }: ClosedLoop): Promise<LoadResult> {
  const make = requestMaker(target);
  const prepared = count === undefined ? undefined : Array.from({ length: count }, make);
  const next = prepared ? () => prepared.pop() : make;
  const open = await Promise.all(Array.from({ length: connections }, () => HttpConnection.open(target.url)));
  const latencies: number[] = [];
  const start = performance.now();
  const end = seconds === undefined ? Number.POSITIVE_INFINITY : start + seconds * 1_000;
  const lane = async (connection: HttpConnection): Promise<void> => {
    for (let began = performance.now(); began < end; began = performance.now()) {
      const request = next();
      if (request === undefined) return;
      expectTaken(await connection.send(request));
      latencies.push(performance.now() - began);
    }
  };
  try {
    await Promise.all(open.map(lane));
    return loaded(latencies, (performance.now() - start) / 1_000);
  } finally {
    for (const connection of open) connection.close();
  }
}

/** Requests go out at their times, on whatever connection is free; a new one is opened when none is. */
async function open({ perSecond, seconds, keep = false, ...target }: OpenLoop): Promise<LoadResult> {
  const make = requestMaker(target);
  const all = await Promise.all(Array.from({ length: 16 }, () => HttpConnection.open(target.url)));
  const free = [...all];
  const waiting: ((connection: HttpConnection) => void)[] = [];
  const take = async (): Promise<HttpConnection> => {
    const connection = free.pop();
    if (connection) return connection;
    if (all.length >= maxConnections) return new Promise((resolve) => waiting.push(resolve));
    const another = HttpConnection.open(target.url);
    all.push(await another);
    return another;
  };
  const giveBack = (connection: HttpConnection): void => {
    const next = waiting.shift();
    if (next) next(connection);
    else free.push(connection);
  };
  const latencies: number[] = [];
  const late: number[] = [];
  const given: AcceptedFeedback[] = [];
  const count = Math.max(1, Math.round(perSecond * seconds));
  const start = performance.now();
  try {
    await openLoop(perSecond, count, async (_, intendedAt) => {
      late.push(nowMs() - intendedAt);
      const connection = await take();
      const answer = await connection.send(make());
      giveBack(connection);
      latencies.push(nowMs() - intendedAt);
      expectTaken(answer);
      if (keep) given.push(givenOf(answer.body, intendedAt));
    });
    return loaded(latencies, (performance.now() - start) / 1_000, late, given);
  } finally {
    for (const connection of all) connection.close();
  }
}

function givenOf(body: string, intendedAt: number): AcceptedFeedback {
  const { id, complaint } = JSON.parse(body) as { id: string; complaint: { verdict: string } };
  return { id, complaint: complaint.verdict === 'certain', intendedAt };
}

takeCommands({ closed, open });
