import type { ChildProcess } from 'node:child_process';
import { existsSync, renameSync, statSync } from 'node:fs';
import { ServiceProcess, type ServiceSpec } from './service-process.ts';

const maxLogBytes = 20 << 20;
const firstDelayMs = 1_000;
const maxDelayMs = 30_000;
const stableAfterMs = 60_000;

/** A service that is started again, with growing delays, when it dies. */
export class SupervisedService extends ServiceProcess {
  readonly #report: (text: string) => void;
  #stopping = false;
  #wasReady = false;
  #delayMs = firstDelayMs;
  #restart: NodeJS.Timeout | undefined;

  constructor(spec: ServiceSpec, report: (text: string) => void) {
    super(spec);
    this.#report = report;
  }

  override start(): ChildProcess {
    const { logFile } = this.spec;
    if (existsSync(logFile) && statSync(logFile).size > maxLogBytes) renameSync(logFile, `${logFile}.1`);
    const startedAt = Date.now();
    const child = super.start();
    child.once('exit', (code, signal) => this.#onExit(signal ?? code, Date.now() - startedAt));
    return child;
  }

  override async ready(withinMs: number, signal?: AbortSignal): Promise<void> {
    await super.ready(withinMs, signal);
    this.#wasReady = true;
  }

  /** Starts it no more; the process itself is stopped by its pid file, like one that an earlier launcher left. */
  release(): void {
    this.#stopping = true;
    clearTimeout(this.#restart);
  }

  #onExit(reason: string | number | null, livedMs: number): void {
    if (this.#stopping || !this.#wasReady) return;
    if (livedMs > stableAfterMs) this.#delayMs = firstDelayMs;
    const again = `It is started again in ${this.#delayMs / 1000} s.`;
    this.#report(`${this.name} stopped (${reason}). ${again} ${this.endOfLog()}`);
    this.#restart = setTimeout(() => this.start(), this.#delayMs);
    this.#delayMs = Math.min(this.#delayMs * 2, maxDelayMs);
  }
}
