import type { Interval } from '@harken/statistics';

export const conditions = ['ok', 'breached', 'insufficient-data', 'learning'] as const;
export type Condition = (typeof conditions)[number];

/** What a monitor measured, and whether that is a breach. */
export interface MonitorResult {
  readonly condition: Condition;
  readonly n: number;
  readonly value: number | null;
  readonly interval: Interval | null;
  /** Detectors only: what was expected; null while they learn. */
  readonly expected?: number | null;
  /** `silence` only: the last event at the touchpoint, null when there was none yet. */
  readonly lastEventAt?: string | null;
}
