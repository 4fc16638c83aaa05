import { RuleBroken, Stale } from '@harken/errors';
import type { Tx } from '@harken/messaging';
import { resolveAlertOf } from '../../alerts/resolve-alert.use-case.ts';
import { holdPlace } from '../../map/touchpoint.queries.ts';
import { holdStandardsOn } from '../../standards/standard.queries.ts';
import { evaluateMonitors } from '../evaluation/evaluate-monitors.use-case.ts';
import { monitorStore } from '../monitor.store.ts';
import { checkMonitor, chooseStandard, type Monitor, type MonitorContent, sameMonitor, sameWatch } from '../monitor.ts';

export interface PutMonitor {
  readonly id: string;
  readonly content: MonitorContent;
  readonly expectedVersion?: number | undefined;
  readonly by: string;
}

/** Sets the monitor and lets it look at once: what is already known counts. */
export async function putMonitor(command: PutMonitor, tx: Tx): Promise<{ id: string; created: boolean }> {
  const { id, content, expectedVersion, by } = command;
  checkMonitor(content);
  // The standard before the monitor: the order in which changes of a standard take their locks, too.
  const standards = await standardsFor(content, tx);
  const { before, now } = await monitorStore.hold(tx, id);
  if (expectedVersion !== undefined && expectedVersion !== before?.version) {
    throw new Stale('monitor.stale', 'The monitor has another version by now.', { version: before?.version ?? null });
  }
  if (before && sameMonitor(before, content)) return { id, created: false };
  if (!(await holdPlace(tx, content.touchpoint))) {
    const message = `No published journey has the touchpoint ${content.touchpoint}: publish its map first.`;
    throw new RuleBroken('monitor.touchpoint-unknown', message, { touchpoint: content.touchpoint });
  }
  const standardId = content.method === 'standard' ? chooseStandard(content, standards) : null;
  const goesOn = before !== null && sameWatch(before, { ...content, standardId });
  if (before && !goesOn) await resolveAlertOf(id, 'monitor-changed', now, tx);
  const monitor: Monitor = {
    ...content,
    id,
    standardId,
    version: (before?.version ?? 0) + 1,
    watchingSince: goesOn ? before.watchingSince : now,
    updatedAt: now,
    updatedBy: by,
    judgement: null,
    judgedAt: null,
    dueAt: null,
  };
  await monitorStore.save(tx, monitor);
  await evaluateMonitors([id], tx);
  return { id, created: before === null };
}

async function standardsFor({ method, touchpoint, metric }: MonitorContent, tx: Tx): Promise<string[]> {
  if (method !== 'standard' || metric === null) return [];
  return (await holdStandardsOn(tx, touchpoint, metric)).map(({ id }) => id);
}
