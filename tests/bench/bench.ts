import type { ServiceName } from '@harken/contracts';
import type { Infrastructure } from '@harken/local-infrastructure';
import type { System } from '../harness/system.ts';
import type { Line, Runs } from './figures.ts';
import type { Child } from './load/child.ts';
import type { Options } from './options.ts';
import type { Used } from './processor-time.ts';

export interface BenchContext {
  readonly options: Options;
  readonly infrastructure: Infrastructure;
  /** A line of progress. */
  say(text: string): void;
  /** Real services on a database and topics of their own; they end with the bench. */
  system(only: readonly ServiceName[], env?: NodeJS.ProcessEnv): Promise<System>;
  /** A process of its own that takes commands; it ends with the bench. `file` is a path in this folder. */
  child(file: string, env?: NodeJS.ProcessEnv): Promise<Child>;
  /** Measures a figure and its baseline in turns; each is announced as `what`. */
  inTurns<F, B>(
    what: string,
    figure: () => Promise<F>,
    baseline: () => Promise<B>,
    repetitions?: number,
  ): Promise<Runs<F, B>>;
  /** Runs `work` and adds what each of its events took of the processors. */
  withCost<T>(
    services: readonly { readonly pid: number }[],
    work: () => Promise<{ readonly events: number; readonly result: T }>,
  ): Promise<T & { readonly used: Used }>;
  /** Runs when the bench is over, the last first. */
  atEnd(run: () => Promise<unknown>): void;
  /** A superuser's address of the database of a system. */
  adminUrlOf(system: System): string;
  /** Where a child finds the topics of a system. */
  kafkaEnv(system: System): NodeJS.ProcessEnv;
}

export interface Bench {
  readonly name: string;
  run(context: BenchContext): Promise<Line[]>;
}
