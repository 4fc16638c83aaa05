import type { System } from '../../harness/system.ts';
import type { KillableInfrastructure } from '../infrastructure/killable-infrastructure.ts';
import type { Endpoints } from '../observe/endpoint.ts';

export const faultKinds = [
  'kill-service',
  'kill-kafka',
  'kill-postgres',
  'freeze-service',
  'kill-relay-between-publish-and-mark',
  'rebalance',
  'kafka-away',
  'postgres-away',
  'disk-full-postgres',
  'disk-full-kafka',
  'clock-wrong',
  'kafka-wiped',
  'endpoint-hangs',
  'endpoint-500',
  'endpoint-slow',
  'endpoint-half',
  'term-service',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What faults happen to. */
export interface FaultContext {
  readonly infrastructure: KillableInfrastructure;
  readonly system: System;
  readonly endpoints: Endpoints;
  say(text: string): void;
}

export interface Fault {
  readonly kind: FaultKind;
  readonly target: string;
  /** With its figures: how long, how often. */
  readonly describe: string;
  /** Resolves when it is over and all that died was started again and is ready. Rejects when a promise about the fault itself was broken. */
  inject(arena: FaultContext): Promise<void>;
}

/** How long things take: the short form fits into minutes. */
export type Form = 'short' | 'long';
