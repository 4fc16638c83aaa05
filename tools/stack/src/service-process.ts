import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { pinnedNode, spawnLogged, tail } from '@harken/local-infrastructure';
import { serviceNodeFlags } from './service-node.ts';

export interface ServiceSpec {
  readonly name: string;
  /** The built main.js. */
  readonly main: string;
  /** With PORT and MANAGEMENT_PORT. */
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** With it the service outlives this process and is stopped by the file; without it both end together. */
  readonly pidFile?: string;
}

const ending = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of ending) child.kill('SIGKILL');
});

/** A service as a process of its own, as operations runs it. */
export class ServiceProcess {
  readonly spec: ServiceSpec;
  #child: ChildProcess | undefined;

  constructor(spec: ServiceSpec) {
    this.spec = spec;
  }

  get name(): string {
    return this.spec.name;
  }

  get url(): string {
    return `http://127.0.0.1:${this.spec.env.PORT}`;
  }

  get managementUrl(): string {
    return `http://127.0.0.1:${this.spec.env.MANAGEMENT_PORT}`;
  }

  /** Of the process that runs now, or ran last. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get alive(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** `extra` holds for this one start. */
  start(extra: NodeJS.ProcessEnv = {}): ChildProcess {
    const { main, env, logFile, pidFile } = this.spec;
    const args = ['--disable-warning=TimeoutNegativeWarning', ...serviceNodeFlags, main];
    const child = spawnLogged(pinnedNode, args, { env: { ...env, ...extra }, logFile, pidFile });
    if (pidFile === undefined) {
      ending.add(child);
      child.once('exit', () => ending.delete(child));
    }
    this.#child = child;
    return child;
  }

  /** Resolves when the service says that it is ready; rejects when it ends first. */
  async ready(withinMs = 120_000, signal?: AbortSignal): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!(await this.#answersReady())) {
      signal?.throwIfAborted();
      if (!this.alive) throw new Error(`${this.name} stopped while starting.\n${this.endOfLog()}`);
      if (performance.now() > deadline)
        throw new Error(`${this.name} is not ready after ${withinMs / 1000} s.\n${this.endOfLog()}`);
      await delay(50);
    }
  }

  /** SIGSTOP: it keeps its connections and does nothing. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  /** How it ended; undefined when it still runs after `withinMs`. */
  async ended(withinMs: number): Promise<NodeJS.Signals | number | undefined> {
    const child = this.#child;
    if (child && this.alive) {
      await once(child, 'exit', { signal: AbortSignal.timeout(withinMs) }).catch(() => undefined); // The answer says so.
    }
    return child?.signalCode ?? child?.exitCode ?? undefined;
  }

  /** kill -9: no farewell, nothing flushed. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Returns the exit code. */
  stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  log(): string {
    return readFileSync(this.spec.logFile, 'utf8');
  }

  endOfLog(): string {
    return `The end of ${this.spec.logFile}:\n${tail(this.spec.logFile, 15)}`;
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (!child || !this.alive) return child?.exitCode ?? null;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    return child.exitCode;
  }

  async #answersReady(): Promise<boolean> {
    try {
      const response = await fetch(`${this.managementUrl}/health/ready`, { signal: AbortSignal.timeout(5_000) });
      await response.arrayBuffer(); // undici breaks when a connection ends under a body that nobody reads.
      return response.status === 200;
    } catch {
      return false;
    }
  }
}
