import type { Tx } from '@harken/database';
import { NotFound, RuleBroken, Stale } from '@harken/errors';
import { resolveOpenAlert } from '../../alerts/resolve-open-alert.use-case.ts';
import type { LocalTime } from '../../detection/slot-calendar.ts';
import { newWatch } from '../evaluation/advance-watch.ts';
import { evaluateMonitors } from '../evaluation/evaluate-monitors.use-case.ts';
import { watchStore } from '../evaluation/watch.store.ts';
import { monitorStore } from '../monitor.store.ts';
import { isDetector } from '../monitor.ts';

export interface RelearnMonitor {
  readonly id: string;
  /** From when on things are as usual again; else since the change that it found, or from now on. */
  readonly from?: Date | undefined;
  readonly expectedVersion?: number | undefined;
  readonly by: string;
}

/** What changed is the usual from now on: the baseline is learned anew from there, also one that was given by hand. */
export async function relearnMonitor({ id, from, expectedVersion, by }: RelearnMonitor, zone: LocalTime, tx: Tx) {
  const { before, now } = await monitorStore.lockForUpdate(tx, id);
  if (!before) throw new NotFound('monitor', id);
  if (expectedVersion !== undefined && expectedVersion !== before.version) {
    throw new Stale('monitor.stale', 'The monitor has another version by now.', { version: before.version });
  }
  if (!isDetector(before.method)) {
    const message = `A monitor of the method ${before.method} has no baseline.`;
    throw new RuleBroken('monitor.no-baseline', message, { method: before.method });
  }
  const watch = before.watch ?? newWatch;
  const learnFrom = Math.min(from?.getTime() ?? watch.course.state.risingSince ?? now.getTime(), now.getTime());
  await resolveOpenAlert(id, 'monitor-changed', now, tx);
  await watchStore.takeAsUsual(tx, id, new Date(learnFrom));
  const fresh = { ...newWatch, unit: watch.unit, learnFrom, lastVersion: watch.lastVersion ?? 0 };
  const changed = { version: before.version + 1, updatedAt: now, updatedBy: by, watch: fresh };
  await monitorStore.save(tx, { ...before, ...changed });
  await evaluateMonitors([id], zone, tx);
}
