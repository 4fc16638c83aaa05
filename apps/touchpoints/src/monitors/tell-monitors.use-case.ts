import type { Tx } from '@harken/messaging';
import { monitorStore } from './monitor.store.ts';

export interface News {
  /** Where something happened. */
  readonly touchpoints: readonly string[];
  readonly metrics: readonly string[];
}

/** Leaves word for the monitors concerned; they look right after the commit, apart from the consumer. */
export const tellMonitors = ({ touchpoints, metrics }: News, tx: Tx): Promise<void> =>
  monitorStore.leaveNews(tx, touchpoints, metrics);
