import type { Interval } from '@harken/statistics';

export type Condition = 'ok' | 'breached' | 'insufficient-data';

/** What a monitor found: a breach only when the whole interval lies on the wrong side of the target. */
export interface Judgement {
  readonly condition: Condition;
  readonly n: number;
  readonly value: number | null;
  readonly interval: Interval | null;
  /** `silence` only: the last event at the touchpoint, null when there was none since the watch began. */
  readonly lastEventAt?: string | null;
}
