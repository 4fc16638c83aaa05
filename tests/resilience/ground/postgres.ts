import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres, withClient } from '@harken/stack';
import { eventually } from '@harken/testing';
import { isAlive, waitForExit } from '../../../tools/stack/src/processes.ts';
import { reservePort } from '../../harness/reserve-port.ts';
import { familyOf, killFamily, type Mortal, signalAll } from './mortal.ts';

const backWithinMs = 60_000;

export interface MortalPostgres extends Mortal {
  readonly adminUrl: string;
}

/** A PostgreSQL that keeps its promises at a crash (fsync on). */
export async function mortalPostgres(folder: string, dataDir: string): Promise<MortalPostgres> {
  const options = {
    dataDir,
    port: await reservePort(),
    logFile: join(folder, 'postgres.log'),
    passwordFile: join(folder, 'postgres.password'),
    durable: true,
    maxConnections: 300,
  };
  const { adminUrl } = await startPostgres(options);
  const pidFile = join(dataDir, 'postmaster.pid');
  const pid = (): number => {
    const written = existsSync(pidFile) ? Number.parseInt(readFileSync(pidFile, 'utf8'), 10) : 0;
    return written > 1 && isAlive(written) ? written : 0;
  };
  const answers = async () => {
    if (pid() === 0) throw new Error('PostgreSQL ended by itself');
    await withClient(adminUrl, (client) => client.query('SELECT 1'));
  };
  return {
    name: 'postgres',
    adminUrl,
    pid,
    alive: () => pid() !== 0,
    kill: async () => {
      await Promise.all(killFamily(pid()).map((member) => waitForExit(member, 10_000)));
    },
    start: async () => {
      if (pid() === 0) await startPostgres(options);
      await eventually(answers, { within: backWithinMs, every: 100 });
    },
    stop: async () => {
      await stopFast(pid());
    },
    freeze: () => signalAll(familyOf(pid()), 'SIGSTOP'),
    thaw: () => signalAll(familyOf(pid()), 'SIGCONT'),
  };
}

/** SIGINT is PostgreSQL's fast shutdown: sessions are ended, what was committed is kept. */
async function stopFast(pid: number): Promise<void> {
  if (pid === 0) return;
  signalAll([pid], 'SIGINT');
  if (!(await waitForExit(pid, 20_000))) await Promise.all(killFamily(pid).map((member) => waitForExit(member, 5_000)));
}
