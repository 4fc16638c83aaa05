import type { Target } from './request-maker.ts';

export const loaderFile = 'load/loader.main.ts';
export const stubFile = 'load/stub.main.ts';

export interface ClosedLoop extends Target {
  readonly connections: number;
  /** Until this time has passed, or until so many requests, made before the clock starts, were answered. */
  readonly seconds?: number | undefined;
  readonly count?: number | undefined;
}

export interface OpenLoop extends Target {
  readonly perSecond: number;
  readonly seconds: number;
  /** Whether to return each answer. */
  readonly keep?: boolean;
}

export interface AcceptedFeedback {
  readonly id: string;
  readonly complaint: boolean;
  /** Milliseconds of the epoch when it was to be sent. */
  readonly intendedAt: number;
}

export interface LoadResult {
  readonly taken: number;
  readonly perSecond: number;
  /** Milliseconds from the intended send time to the answer. */
  readonly p50: number;
  readonly p99: number;
  /** By how much the generator itself was late, p99; of an open loop. */
  readonly lateP99: number;
  readonly accepted: readonly AcceptedFeedback[];
}
