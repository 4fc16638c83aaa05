import type { Tx } from '@harken/database';
import { monitorStore } from './monitor.store.ts';

export interface DirtyScope {
  /** Where events came in. */
  readonly touchpoints: readonly string[];
  readonly metrics: readonly string[];
}

/** Marks the monitors that these measurements concern. A worker evaluates them right after the commit, outside the consumer. */
export const markMonitorsDirty = ({ touchpoints, metrics }: DirtyScope, tx: Tx): Promise<void> =>
  monitorStore.markDirty(tx, touchpoints, metrics);
