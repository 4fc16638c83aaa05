import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort, withClient } from '@harken/stack';
import autocannon from 'autocannon';
import { feedbackBody } from './feedback-bodies.ts';
import { besideFloor, type Line } from './figures.ts';
import { cpuMs } from './process-figures.ts';

export interface Intake {
  readonly url: string;
  readonly key: string;
  readonly pid: number;
  /** A superuser's address of the services' database. */
  readonly adminUrl: string;
}

const connections = 64;
const seconds = 4;

interface Run {
  readonly perSecond: number;
  readonly p99: number;
  readonly cpuMicros: number;
}

async function fire(url: string, pid: number, headers: Record<string, string>, duration = seconds): Promise<Run> {
  const requests = Array.from({ length: 200 }, (_, n) => ({ body: JSON.stringify(feedbackBody(n, '[<id>]')) }));
  const before = cpuMs(pid);
  const result = await autocannon({
    url: `${url}/v1/feedback`,
    method: 'POST',
    connections,
    duration,
    headers: { 'content-type': 'application/json', ...headers },
    idReplacement: true,
    requests,
  });
  const taken = result['2xx'];
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} errors`);
  const cpuMicros = ((cpuMs(pid) - before) * 1_000) / taken;
  return { perSecond: taken / result.duration, p99: result.latency.p99, cpuMicros };
}

/** One piece of feedback per request, each answered when it is durable. */
export async function measureIntake({ url, key, pid, adminUrl }: Intake, repetitions: number): Promise<Line[]> {
  await withClient(adminUrl, (client) =>
    client.query(`CREATE SCHEMA IF NOT EXISTS bench_floor;
                  CREATE TABLE IF NOT EXISTS bench_floor.feedback (id uuid PRIMARY KEY, body jsonb NOT NULL)`),
  );
  const port = await freePort();
  const floor = fork(join(import.meta.dirname, 'intake-floor.main.ts'), {
    env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: adminUrl, PORT: String(port) },
  });
  try {
    await once(floor, 'message');
    const ofFloor = () => fire(`http://127.0.0.1:${port}`, floor.pid ?? 0, {});
    const ofService = (duration?: number) => fire(url, pid, { authorization: `Bearer ${key}` }, duration);
    await ofService(3);
    await ofFloor();
    const runs: { floor: Run; service: Run }[] = [];
    for (let n = 0; n < repetitions; n += 1) {
      // Whoever goes second finds a fuller database: they take turns.
      const first = n % 2 === 0 ? await ofFloor() : undefined;
      const service = await ofService();
      runs.push({ floor: first ?? (await ofFloor()), service });
    }
    const pairs = (pick: (run: Run) => number) =>
      runs.map(({ floor, service }) => ({ figure: pick(service), floor: pick(floor) }));
    const what = `one feedback per request, ${connections} connections`;
    return [
      besideFloor(
        what,
        'per second',
        pairs((run) => run.perSecond),
        '>= 2x the floor, >= 5,000',
      ),
      besideFloor(
        `${what}: p99`,
        'ms',
        pairs((run) => run.p99),
        '<= 20',
      ),
      besideFloor(
        `${what}: processor time of the process`,
        'µs each',
        pairs((run) => run.cpuMicros),
      ),
    ];
  } finally {
    floor.kill('SIGTERM');
  }
}
