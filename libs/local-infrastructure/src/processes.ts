import { type SpawnOptions, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** A dead child whose parent has not asked for it yet still answers signals. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

/** The command line of a process, or '' when there is none to read. */
async function commandLine(pid: number): Promise<string> {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    const { stdout } = await execa('ps', ['-ww', '-p', String(pid), '-o', 'command='], { reject: false });
    return stdout ?? '';
  }
}

export async function waitForExit(pid: number, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await delay(20);
  }
  return true;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Asks first, then insists. Returns false when the process had to be killed. */
export async function stopProcess(pid: number, graceMs: number): Promise<boolean> {
  signal(pid, 'SIGTERM');
  if (await waitForExit(pid, graceMs)) return true;
  signal(pid, 'SIGKILL');
  await waitForExit(pid, 5_000);
  return false;
}

/**
 * Starts a process that writes to a log file. With a pid file it outlives this process and has a group of its own: a
 * Ctrl-C reaches the launcher alone, which then stops its processes in order.
 */
export function spawnLogged(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { logFile: string; pidFile?: string | undefined },
) {
  const { logFile, pidFile, ...rest } = options;
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, { ...rest, detached: pidFile !== undefined, stdio: ['ignore', log, log] });
  closeSync(log);
  if (pidFile !== undefined && child.pid !== undefined) {
    mkdirSync(dirname(pidFile), { recursive: true });
    writeFileSync(pidFile, String(child.pid));
  }
  return child;
}

/** The process a pid file points to, if it lives and its command line says that it is the one meant. */
export async function ownedProcess(pidFile: string, mark: string): Promise<number | undefined> {
  const pid = livingPid(pidFile);
  return pid !== 0 && (await commandLine(pid)).includes(mark) ? pid : undefined;
}

/** The process a pid file points to; 0 when there is no file or the process has ended. */
export function livingPid(pidFile: string): number {
  if (!existsSync(pidFile)) return 0;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  return pid > 1 && isAlive(pid) ? pid : 0;
}

/** Stops what an earlier, killed launcher left behind. */
export async function stopOrphan(pidFile: string, mark: string, graceMs: number): Promise<boolean> {
  const pid = await ownedProcess(pidFile, mark);
  if (pid !== undefined) await stopProcess(pid, graceMs);
  rmSync(pidFile, { force: true });
  return pid !== undefined;
}

export function tail(file: string, lines: number): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}
