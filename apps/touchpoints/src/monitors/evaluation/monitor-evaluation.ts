import type { Evidence } from '../../alerts/alert.ts';
import type { Monitor } from '../monitor.ts';
import type { MonitorResult } from '../monitor-result.ts';
import type { Watch } from '../watch.ts';

export interface MonitorEvaluation {
  readonly monitor: Monitor;
  readonly result: MonitorResult;
  /** When the result may change although no event comes in; null when it cannot. */
  readonly nextCheckAt: Date | null;
  /** Detectors only: where the watch stands now. */
  readonly watch?: Watch | null;
  /** What justifies an alert; read only when one opens or fires. */
  evidence(): Promise<Evidence>;
}
