import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { serviceNodeFlags } from '@harken/stack';
import { eventually } from '@harken/testing';

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A service as ops run it: a process of its own, killed and started again at will. */
export class ServiceProcess {
  readonly name: string;
  readonly url: string;
  readonly managementUrl: string;
  readonly #main: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #logFile: string;
  #child: ChildProcess | undefined;

  constructor(name: string, main: string, logFile: string, env: NodeJS.ProcessEnv) {
    this.name = name;
    this.#main = main;
    this.#logFile = logFile;
    this.#env = env;
    this.url = `http://127.0.0.1:${env.PORT}`;
    this.managementUrl = `http://127.0.0.1:${env.MANAGEMENT_PORT}`;
  }

  /** Of the process that runs now, or ran last. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get alive(): boolean {
    const child = this.#child;
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** `extra` holds for this one start. */
  start(extra: NodeJS.ProcessEnv = {}): void {
    mkdirSync(dirname(this.#logFile), { recursive: true });
    const log = openSync(this.#logFile, 'a');
    const child = spawn(process.execPath, [...serviceNodeFlags, this.#main], {
      env: { ...this.#env, ...extra },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    running.add(child);
    child.once('exit', () => running.delete(child));
    this.#child = child;
  }

  async ready(): Promise<void> {
    const isReady = async () => {
      const answer = await fetch(`${this.managementUrl}/health/ready`, { signal: AbortSignal.timeout(5_000) });
      await answer.arrayBuffer(); // undici breaks when a connection ends under a body that nobody reads.
      return answer.status === 200;
    };
    await eventually(async () => !this.alive || isReady(), { within: 120_000, every: 50 });
    if (!this.alive) throw new Error(`${this.name} ended: ${this.log().slice(-2000)}`);
  }

  /** SIGSTOP: it holds its connections and does nothing. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  /** How it ended; undefined when it still runs after `withinMs`. */
  async ended(withinMs: number): Promise<NodeJS.Signals | number | undefined> {
    const child = this.#child;
    await eventually(() => !this.alive, { within: withinMs }).catch(() => undefined); // The answer says so.
    return child?.signalCode ?? child?.exitCode ?? undefined;
  }

  /** kill -9: no farewell, nothing flushed. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Returns the exit code. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  log(): string {
    return readFileSync(this.#logFile, 'utf8');
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    return child.exitCode;
  }
}
