import type { ChildProcess } from 'node:child_process';
import { existsSync, renameSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { pinnedNode } from './paths.ts';
import { isAlive, spawnLogged, tail } from './processes.ts';
import { serviceNodeFlags } from './service-node.ts';

export interface ServiceSpec {
  readonly name: string;
  /** The built main.js. */
  readonly main: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly pidFile: string;
  readonly managementPort: number;
}

const largestLog = 20 << 20;
const firstDelayMs = 1_000;
const longestDelayMs = 30_000;
const calmAfterMs = 60_000;

/** One service as a process: started, watched, started again with growing pauses when it dies, stopped. */
export class SupervisedService {
  readonly spec: ServiceSpec;
  readonly #tell: (text: string) => void;
  #child: ChildProcess | undefined;
  #stopping = false;
  #wasReady = false;
  #pause = firstDelayMs;
  #restart: NodeJS.Timeout | undefined;

  constructor(spec: ServiceSpec, tell: (text: string) => void) {
    this.spec = spec;
    this.#tell = tell;
  }

  start(): void {
    const { main, env, logFile, pidFile } = this.spec;
    if (existsSync(logFile) && statSync(logFile).size > largestLog) renameSync(logFile, `${logFile}.1`);
    const startedAt = Date.now();
    this.#child = spawnLogged(pinnedNode, ['--disable-warning=TimeoutNegativeWarning', ...serviceNodeFlags, main], {
      env,
      logFile,
      pidFile,
    });
    this.#child.once('exit', (code, signal) => this.#exited(signal ?? code, Date.now() - startedAt));
  }

  /** Resolves when the service says that it is ready; rejects when it dies first. */
  async ready(withinMs: number, signal?: AbortSignal): Promise<void> {
    const deadline = Date.now() + withinMs;
    while (!(await answersReady(this.spec.managementPort))) {
      signal?.throwIfAborted();
      if (!this.#runs()) throw new Error(`${this.spec.name} stopped while starting.\n${this.#endOfLog()}`);
      if (Date.now() > deadline) {
        throw new Error(`${this.spec.name} is not ready after ${withinMs / 1000} s.\n${this.#endOfLog()}`);
      }
      await delay(50);
    }
    this.#wasReady = true;
  }

  /** It is not started again; the process itself is stopped by its pid file, like one that an earlier launcher left. */
  letGo(): void {
    this.#stopping = true;
    clearTimeout(this.#restart);
  }

  #runs(): boolean {
    const child = this.#child;
    return child?.pid !== undefined && child.exitCode === null && child.signalCode === null && isAlive(child.pid);
  }

  #exited(how: string | number | null, livedMs: number): void {
    if (this.#stopping || !this.#wasReady) return;
    if (livedMs > calmAfterMs) this.#pause = firstDelayMs;
    this.#tell(
      `${this.spec.name} stopped (${how}). It is started again in ${this.#pause / 1000} s. ${this.#endOfLog()}`,
    );
    this.#restart = setTimeout(() => this.start(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, longestDelayMs);
  }

  #endOfLog(): string {
    return `The end of ${this.spec.logFile}:\n${tail(this.spec.logFile, 15)}`;
  }
}

async function answersReady(port: number): Promise<boolean> {
  try {
    const { status } = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    return status === 200;
  } catch {
    return false;
  }
}
