import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '@harken/simulator';
import type { Fault } from './faults/fault.ts';
import type { Ledger } from './ledger/ledger.ts';

/** How far the load may be when each fault comes: spread over the run, shaken by the seed. */
export function faultMoments(seed: number, events: number, faults: number): number[] {
  const random = new Random(seed ^ 0x5eed);
  return Array.from({ length: faults }, (_, n) =>
    Math.round((events * (n + 0.7 + 0.6 * random.next())) / (faults + 1)),
  );
}

/** Where the load has to wait while `over` faults are over: it never leaves its faults behind. */
export const maxSent = (events: number, faults: number, over: number): number =>
  over >= faults ? Number.POSITIVE_INFINITY : Math.ceil((events * (over + 2)) / (faults + 1));

export interface FaultScheduleOptions {
  readonly faults: readonly Fault[];
  readonly moments: readonly number[];
  readonly ledger: Ledger;
  sent(): number;
  inject(fault: Fault): Promise<void>;
  say(text: string): void;
}

/** One fault after the other, each in its moment; a fault that goes wrong is written down and the run goes on. */
export class FaultSchedule {
  readonly #options: FaultScheduleOptions;
  over = 0;
  lastEndedAt = 0;

  constructor(options: FaultScheduleOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { faults, moments, ledger, sent, inject, say } = this.#options;
    for (const [index, fault] of faults.entries()) {
      while (sent() < (moments[index] ?? 0)) await pause(20);
      const { kind, target, describe: described } = fault;
      const startedAt = Date.now();
      const row = { n: index + 1, kind, target, described, startedAt };
      ledger.fault(row);
      say(`fault ${index + 1} of ${faults.length}: ${described}`);
      const error = await inject(fault).then(
        () => undefined,
        (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)),
      );
      this.lastEndedAt = Date.now();
      this.over = index + 1;
      ledger.fault({ ...row, endedAt: this.lastEndedAt, error });
      say(`fault ${index + 1} is over after ${this.lastEndedAt - startedAt} ms${error ? `: ${error}` : ''}`);
    }
  }
}
