import { setTimeout as pause } from 'node:timers/promises';
import type { Ledger } from '../ledger/ledger.ts';
import type { Sender } from './sender.ts';
import type { Step } from './story.ts';

export interface IntakeOptions {
  /** Requests under way at once. */
  readonly concurrency: number;
  /** Events a second at most; 0 = as fast as they are answered. */
  readonly rate: number;
  /** How many events may be accepted that were not seen on the log yet. */
  readonly maxWaiting: number;
  /** How many events may have been sent by now: holds the load back until its faults have come. */
  allowed(): number;
  /** Events accepted and not yet seen. */
  waiting(): number;
}

interface Taken {
  readonly id: string;
  readonly complaint?: { readonly verdict: string };
}

interface TakenBatch {
  readonly results: readonly { readonly index: number; readonly status: string; readonly id?: string }[];
}

/** Sends the story in closed loop, held back by its rate, by the backlog behind it and by the faults still to come. */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #sender: Sender;
  readonly #ledger: Ledger;
  sent = 0;
  accepted = 0;

  constructor(options: IntakeOptions, sender: Sender, ledger: Ledger) {
    this.#options = options;
    this.#sender = sender;
    this.#ledger = ledger;
  }

  async run(story: Iterator<Step>): Promise<void> {
    const started = Date.now();
    const worker = async () => {
      for (;;) {
        await this.#turn(started);
        const next = story.next();
        if (next.done) return;
        this.sent += next.value.items.length;
        await this.#deliver(next.value);
      }
    };
    await Promise.all(Array.from({ length: this.#options.concurrency }, worker));
  }

  async #turn(started: number): Promise<void> {
    const { rate, allowed, waiting, maxWaiting } = this.#options;
    const early = () => (rate === 0 ? false : this.sent / rate > (Date.now() - started) / 1_000);
    while (early() || this.sent >= allowed() || waiting() > maxWaiting) await pause(10);
  }

  async #deliver({ kind, path, key, body, items }: Step): Promise<void> {
    const headers = key ? { 'idempotency-key': key } : {};
    const sent = { service: 'feedback', role: 'crm', path, body, headers } as const;
    const answers = await this.#sender.send<Taken & TakenBatch>(sent, { kind, key }, items);
    const at = Date.now();
    const taken = answers.filter(({ status }) => status < 300);
    for (const { body: answer } of taken) {
      for (const { index, id } of kind === 'batch' ? answer.results : [{ index: 0, id: answer.id }]) {
        const item = items[index];
        if (item && id) this.#ledger.accepted(item.sourceId, id, at, answer.complaint?.verdict);
      }
    }
    if (taken.length > 0) this.accepted += items.length;
  }
}
