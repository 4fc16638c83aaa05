import { execFileSync } from 'node:child_process';
import { type KafkaServer, type PostgresServer, portIsFree, waitForExit } from '@harken/local-infrastructure';
import { eventually } from '@harken/testing';

/** A server that faults stop, kill and freeze, and that comes back when it is started again. */
export interface KillableServer {
  readonly name: 'kafka' | 'postgres';
  /** 0 when it does not run. */
  pid(): number;
  /** SIGKILL, its children included: like the host without power. */
  kill(): Promise<void>;
  /** Resolves when it answers. Only waits when it runs already. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** SIGSTOP: connections stay open and nobody answers. */
  freeze(): void;
  resume(): void;
}

/** `start` brings the server back and waits for its answer; it gets the `kill` of this server. */
export function killableServer(
  name: KillableServer['name'],
  server: PostgresServer | KafkaServer,
  port: number,
  start: (kill: () => Promise<void>) => Promise<void>,
): KillableServer {
  // The first thread of a JVM is gone before the others close the port.
  const portIsClosed = () => eventually(() => portIsFree(port));
  const kill = async () => {
    await Promise.all(killProcessTree(server.pid()).map((pid) => waitForExit(pid, 10_000)));
    await portIsClosed();
  };
  return {
    name,
    pid: server.pid,
    kill,
    start: () => start(kill),
    stop: async () => {
      await server.stop(15_000);
      await portIsClosed();
    },
    freeze: () => signalAll(processTree(server.pid()), 'SIGSTOP'),
    resume: () => signalAll(processTree(server.pid()), 'SIGCONT'),
  };
}

/** A process and everything below it, parents first. */
function processTree(pid: number): readonly number[] {
  if (pid <= 1) return [];
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' });
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => !state?.startsWith('Z'));
  const tree = rows.some(([own]) => Number(own) === pid) ? [pid] : [];
  for (const parent of tree) {
    tree.push(...rows.filter(([, ppid]) => Number(ppid) === parent).map(([own]) => Number(own)));
  }
  return tree;
}

/** Ignores processes that have ended. */
function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** Stops all of them first, so that none starts another while the rest die. */
export function killProcessTree(pid: number): readonly number[] {
  signalAll(processTree(pid), 'SIGSTOP');
  const all = processTree(pid);
  signalAll(all, 'SIGKILL');
  return all;
}
