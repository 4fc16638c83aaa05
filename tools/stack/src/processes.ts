import { execFile, type SpawnOptions, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

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
export async function commandLine(pid: number): Promise<string> {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    const { out } = await run('ps', ['-ww', '-p', String(pid), '-o', 'command=']).catch(() => ({ out: '' }));
    return out.trim();
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

/** Starts a process of its own group, so that a Ctrl-C reaches the launcher alone and the order of the stop is ours. */
export function spawnLogged(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { logFile: string; pidFile: string },
) {
  const { logFile, pidFile, ...rest } = options;
  mkdirSync(dirname(logFile), { recursive: true });
  mkdirSync(dirname(pidFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, { ...rest, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  if (child.pid !== undefined) writeFileSync(pidFile, String(child.pid));
  return child;
}

/** The process a pid file points to, if it lives and its command line says that it is the one meant. */
export async function ownedProcess(pidFile: string, mark: string): Promise<number | undefined> {
  let pid: number;
  try {
    pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  } catch {
    return undefined;
  }
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return undefined;
  return (await commandLine(pid)).includes(mark) ? pid : undefined;
}

/** Stops what an earlier, killed launcher left behind. */
export async function stopOrphan(pidFile: string, mark: string, graceMs: number): Promise<boolean> {
  const pid = await ownedProcess(pidFile, mark);
  if (pid !== undefined) await stopProcess(pid, graceMs);
  rmSync(pidFile, { force: true });
  return pid !== undefined;
}

export class CommandFailed extends Error {
  readonly code: string | number | null;
  constructor(command: string, code: string | number | null, output: string) {
    super(`${command} failed (${code}).${output ? `\n${output}` : ''}`);
    this.name = 'CommandFailed';
    this.code = code;
  }
}

/** Runs a short command to its end. */
export function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; uid?: number; gid?: number; signal?: AbortSignal } = {},
): Promise<{ out: string; err: string }> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { ...options, maxBuffer: 16 << 20 }, (error, stdout, stderr) => {
      if (error) reject(new CommandFailed(command, error.code ?? null, `${stdout}${stderr}`.trim()));
      else resolve({ out: stdout, err: stderr });
    });
  });
}

export function tail(file: string, lines: number): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}
