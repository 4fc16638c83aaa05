import type { Tx } from '@harken/database';
import { monitorsSignal } from '../monitors/monitor.queries.ts';
import { promiseStore } from './allotment.store.ts';
import { reallot } from './allotment.ts';
import { monitoringPromise } from './monitoring-promise.document.ts';

/** Shares the promise out anew when enough has changed. Returns 1 when there was a review, 0 when none was due. */
export async function reviewAllotment(tx: Tx): Promise<number> {
  const claimed = await promiseStore.claimReview(tx);
  if (!claimed) return 0;
  const { falseAlarmsPerMonth } = await monitoringPromise.current(tx);
  const after = reallot(claimed.before, claimed.monitors, falseAlarmsPerMonth);
  await promiseStore.endReview(tx, after, after.everyDays !== claimed.before.everyDays);
  monitorsSignal.notifyAfterCommit(tx);
  return 1;
}
