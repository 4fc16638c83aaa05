import { setTimeout as pause } from 'node:timers/promises';
import { type Act, scenarios } from './scenarios.ts';
import type { Sender } from './sender.ts';

export interface Opened {
  readonly complaintId: string;
  readonly campaign: string | null;
}

/** Answers that are no fault: the complaint moved on meanwhile, or there is nothing before this level (yet). */
const again = new Set([404, 409, 412]);
const tries = 25;

/** The people who handle the complaints that were opened, each by the scenario that its campaign names. */
export class ComplaintHandlers {
  readonly #sender: Sender;
  readonly #concurrency: number;
  readonly #waiting: (() => void)[] = [];
  readonly #running = new Set<Promise<void>>();
  #working = 0;
  #stopped = false;
  done = 0;

  constructor(sender: Sender, concurrency: number) {
    this.#sender = sender;
    this.#concurrency = concurrency;
  }

  onOpened({ complaintId, campaign }: Opened): void {
    const scenario = scenarios[campaign ?? ''];
    if (!scenario || scenario.length === 0 || this.#stopped) return;
    const running = this.#follow(complaintId, scenario).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  get open(): number {
    return this.#running.size;
  }

  /** Resolves when every scenario that was begun is over. */
  async finished(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  stop(): void {
    this.#stopped = true;
  }

  async #follow(complaintId: string, scenario: readonly Act[]): Promise<void> {
    for (const [step, act] of scenario.entries()) {
      await pause(act.afterMs);
      if (this.#stopped) return;
      await this.#inTurn(() => this.#act(complaintId, step, act));
    }
  }

  async #act(complaintId: string, step: number, { command, role, body, ifMatch }: Act): Promise<void> {
    for (let n = 1; n <= tries && !this.#stopped; n++) {
      const key = `${complaintId}-${step}-${command}-${n}`;
      const path = `/v1/complaints/${complaintId}/${command}`;
      const version = ifMatch && (await this.#version(complaintId));
      const headers = { 'idempotency-key': key, ...(version ? { 'if-match': `"${version}"` } : {}) };
      const sent = { service: 'complaints', role, path, body, headers } as const;
      const [answer] = await this.#sender.send(sent, { kind: 'command', key, complaint: complaintId, command });
      this.done += 1;
      if (!answer || !again.has(answer.status)) return;
      // A stale version is read again at once; what is not there yet comes in its time.
      if (answer.status === 409) return;
      if (answer.status === 404) await pause(400);
    }
  }

  async #version(complaintId: string): Promise<number> {
    const path = `/v1/complaints/${complaintId}`;
    return (await this.#sender.read<{ version: number }>('complaints', 'handler', path)).version;
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    if (this.#working >= this.#concurrency) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#working += 1;
    try {
      await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#working -= 1;
    }
  }
}
