import type { Tx } from '@harken/database';
import { RuleBroken, Stale } from '@harken/errors';
import { resolveOpenAlert } from '../../alerts/resolve-open-alert.use-case.ts';
import type { LocalTime } from '../../detection/slot-calendar.ts';
import { lockTouchpointForRead } from '../../map/touchpoint.queries.ts';
import { requestReview } from '../../promise/request-review.use-case.ts';
import { lockStandardsForRead } from '../../standards/standard.queries.ts';
import { evaluateMonitors } from '../evaluation/evaluate-monitors.use-case.ts';
import { watchStore } from '../evaluation/watch.store.ts';
import { monitorStore } from '../monitor.store.ts';
import {
  assertValidMonitor,
  chooseStandard,
  isDetector,
  type Monitor,
  type MonitorContent,
  sameMonitor,
  watchesSame,
} from '../monitor.ts';

export interface PutMonitor {
  readonly id: string;
  readonly content: MonitorContent;
  readonly expectedVersion?: number | undefined;
  readonly by: string;
}

/** Sets the monitor and evaluates it at once: measurements of before count. */
export async function putMonitor(
  command: PutMonitor,
  zone: LocalTime,
  tx: Tx,
): Promise<{ id: string; created: boolean }> {
  const { id, content, expectedVersion, by } = command;
  assertValidMonitor(content);
  // Locks the standard before the monitor, in the same order as changes of a standard.
  const standards = await standardsFor(content, tx);
  const { before, now } = await monitorStore.lockForUpdate(tx, id);
  if (expectedVersion !== undefined && expectedVersion !== before?.version) {
    throw new Stale('monitor.stale', 'The monitor has another version by now.', { version: before?.version ?? null });
  }
  if (before && sameMonitor(before, content)) return { id, created: false };
  if (!(await lockTouchpointForRead(tx, content.touchpoint))) {
    const message = `No published journey has the touchpoint ${content.touchpoint}: publish its map first.`;
    throw new RuleBroken('monitor.touchpoint-unknown', message, { touchpoint: content.touchpoint });
  }
  const standardId = content.method === 'standard' ? chooseStandard(content, standards) : null;
  const keepsAlert = before !== null && watchesSame(before, { ...content, standardId });
  if (before && !keepsAlert) await resolveOpenAlert(id, 'monitor-changed', now, tx);
  const monitor: Monitor = {
    ...content,
    id,
    standardId,
    version: (before?.version ?? 0) + 1,
    watchingSince: keepsAlert ? before.watchingSince : now,
    updatedAt: now,
    updatedBy: by,
    judgement: null,
    judgedAt: null,
    dueAt: null,
    watch: keepsAlert ? before.watch : null,
  };
  await monitorStore.save(tx, monitor);
  if (before && !keepsAlert) await watchStore.forget(tx, id);
  if (isDetector(content.method) || (before && isDetector(before.method))) await requestReview(tx);
  await evaluateMonitors([id], zone, tx);
  return { id, created: before === null };
}

async function standardsFor({ method, touchpoint, metric }: MonitorContent, tx: Tx): Promise<string[]> {
  if (method !== 'standard' || metric === null) return [];
  return (await lockStandardsForRead(tx, touchpoint, metric)).map(({ id }) => id);
}
