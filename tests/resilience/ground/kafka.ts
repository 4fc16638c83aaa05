import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startKafka } from '@harken/stack';
import { eventually } from '@harken/testing';
import { kafkaAnswers } from '../../../tools/stack/src/kafka-answers.ts';
import { portIsFree } from '../../../tools/stack/src/ports.ts';
import { isAlive, stopProcess, waitForExit } from '../../../tools/stack/src/processes.ts';
import { reservePort } from '../../harness/reserve-port.ts';
import { killFamily, type Mortal, signalAll } from './mortal.ts';

const backWithinMs = 60_000;
// After a kill the controller refuses the broker until it has forgotten its former self: 9 s by default.
const soonForgotten = { 'broker.session.timeout.ms': 4_000, 'broker.heartbeat.interval.ms': 500 };

export interface MortalKafka extends Mortal {
  readonly brokers: readonly string[];
  /** Everything it knows is gone; a new cluster stands at the same address, empty. */
  wipe(): Promise<void>;
}

export async function mortalKafka(folder: string, dataDir: string): Promise<MortalKafka> {
  const port = await reservePort();
  const options = {
    dataDir,
    port,
    controllerPort: await reservePort(),
    logFile: join(folder, 'kafka.log'),
    properties: soonForgotten,
  };
  const { brokers } = await startKafka(options);
  const pidFile = join(dataDir, 'broker.pid');
  const pid = (): number => {
    const written = existsSync(pidFile) ? Number.parseInt(readFileSync(pidFile, 'utf8'), 10) : 0;
    return written > 1 && isAlive(written) ? written : 0;
  };
  const answersWithin = async (ms: number): Promise<boolean> => {
    for (const until = performance.now() + ms; pid() !== 0 && performance.now() < until; ) {
      if (await kafkaAnswers(port)) return true;
    }
    return false;
  };
  const kill = async () => {
    await Promise.all(killFamily(pid()).map((member) => waitForExit(member, 10_000)));
    // The first thread of a dying JVM is gone before the others have let go of the port.
    await eventually(() => portIsFree(port));
  };
  const stop = async () => {
    if (pid() !== 0) await stopProcess(pid(), 15_000);
    await eventually(() => portIsFree(port));
  };
  const start = async () => {
    // One that lives and does not answer, like after a full disk, is ended: a supervisor's probe would do the same.
    if (pid() !== 0 && (await answersWithin(backWithinMs))) return;
    await kill();
    await startKafka(options);
  };
  return {
    name: 'kafka',
    brokers,
    pid,
    alive: () => pid() !== 0,
    kill,
    start,
    stop,
    freeze: () => signalAll([pid()].filter(Boolean), 'SIGSTOP'),
    thaw: () => signalAll([pid()].filter(Boolean), 'SIGCONT'),
    wipe: async () => {
      await stop();
      rmSync(join(dataDir, 'log'), { recursive: true, force: true });
      await start();
    },
  };
}
