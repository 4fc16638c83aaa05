import type { ServiceName } from '@harken/contracts';
import type { Infrastructure } from '@harken/local-infrastructure';
import type { System } from '../harness/system.ts';
import type { Line } from './figures.ts';
import type { Child } from './load/child.ts';
import type { Options } from './options.ts';

export interface BenchContext {
  readonly options: Options;
  readonly infrastructure: Infrastructure;
  /** A line of progress. */
  say(text: string): void;
  /** Real services on a database and topics of their own; they end with the bench. */
  system(only: readonly ServiceName[], env?: NodeJS.ProcessEnv): Promise<System>;
  /** A process of its own that takes commands; it ends with the bench. */
  child(file: string, env?: NodeJS.ProcessEnv): Promise<Child>;
  /** Runs when the bench is over, the last first. */
  atEnd(run: () => Promise<unknown>): void;
  /** A superuser's address of the database of a system. */
  adminUrlOf(system: System): string;
}

export interface Bench {
  readonly name: string;
  run(context: BenchContext): Promise<Line[]>;
}
