import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
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

  start(): void {
    mkdirSync(dirname(this.#logFile), { recursive: true });
    const log = openSync(this.#logFile, 'a');
    const child = spawn(process.execPath, [this.#main], { env: this.#env, stdio: ['ignore', log, log] });
    closeSync(log);
    running.add(child);
    child.once('exit', () => running.delete(child));
    this.#child = child;
  }

  async ready(): Promise<void> {
    const child = this.#child;
    await eventually(
      async () => {
        if (child?.exitCode !== null) throw new Error(`${this.name} ended: ${this.log().slice(-2000)}`);
        return (await fetch(`${this.managementUrl}/health/ready`)).status === 200;
      },
      { within: 60_000, every: 50 },
    );
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
