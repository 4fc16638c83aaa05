import { readdirSync, readFileSync } from 'node:fs';

function statusMiB(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const [, kib] = new RegExp(`${field}:\\s+(\\d+)`).exec(status) ?? [];
    return Number(kib) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** Of a process on Linux; NaN elsewhere. */
export const residentMiB = (pid: number): number => statusMiB(pid, 'VmRSS');

/** The most that the process ever had. */
export const peakMiB = (pid: number): number => statusMiB(pid, 'VmHWM');

// The kernel counts in hundredths of a second on every common build.
const tickMs = 10;

interface Stat {
  readonly parent: number;
  readonly ownMs: number;
  /** Of children that have ended. */
  readonly pastMs: number;
}

function statOf(pid: number | string): Stat | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) * tickMs;
    return { parent: Number(fields[1]), ownMs: ticks(11), pastMs: ticks(13) };
  } catch {
    return undefined; // It has ended meanwhile, or there is no /proc.
  }
}

export const cpuMs = (pid: number): number => statOf(pid)?.ownMs ?? Number.NaN;

/** Processor time of processes with all that they ever started, in milliseconds: a server of processes is counted whole. */
export function treeCpuMs(roots: readonly number[]): number {
  const all = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(name) : undefined;
    if (stat) all.set(Number(name), stat);
  }
  const belongs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at; at = all.get(at)?.parent) if (roots.includes(at)) return true;
    return false;
  };
  let sum = 0;
  for (const [pid, { ownMs, pastMs }] of all) if (belongs(pid)) sum += ownMs + pastMs;
  return sum;
}
