import { execFileSync } from 'node:child_process';

/** A server that faults may stop, kill and freeze at will, and that comes back when it is started again. */
export interface Mortal {
  readonly name: string;
  /** 0 when it does not run. */
  pid(): number;
  alive(): boolean;
  /** SIGKILL, its children included: like the host without power. */
  kill(): Promise<void>;
  /** Resolves when it answers. Does nothing but wait when it runs already. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** SIGSTOP: connections stay open and nobody answers. */
  freeze(): void;
  thaw(): void;
}

/** A process and everything below it, parents first. */
export function familyOf(pid: number): readonly number[] {
  if (pid <= 1) return [];
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' });
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => !state?.startsWith('Z'));
  const family = rows.some(([own]) => Number(own) === pid) ? [pid] : [];
  for (const parent of family) {
    family.push(...rows.filter(([, ppid]) => Number(ppid) === parent).map(([own]) => Number(own)));
  }
  return family;
}

/** Those that are gone already do not matter. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** Held still first, so that nothing is born while the others die. */
export function killFamily(pid: number): readonly number[] {
  const family = familyOf(pid);
  signalAll(family, 'SIGSTOP');
  const all = familyOf(pid);
  signalAll(all, 'SIGKILL');
  return all;
}
