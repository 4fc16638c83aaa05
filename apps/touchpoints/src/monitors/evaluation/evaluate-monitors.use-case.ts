import type { Tx } from '@harken/database';
import { type Evaluation, updateAlerts } from '../../alerts/update-alerts.use-case.ts';
import type { LocalTime } from '../../detection/slot-calendar.ts';
import { monitorStore } from '../monitor.store.ts';
import { secondsOf } from '../monitor.ts';
import { earliestOf, evaluate } from './evaluate.use-case.ts';
import type { MonitorEvaluation } from './monitor-evaluation.ts';

/** Evaluates the monitors, updates their alerts, and saves each result with the time of the next check. */
export async function evaluateMonitors(ids: readonly string[], zone: LocalTime, tx: Tx): Promise<void> {
  if (ids.length === 0) return;
  const { monitors, now } = await monitorStore.lockAll(tx, ids);
  await monitorStore.clearDirty(tx, ids);
  const evaluations = await evaluate(monitors, now, zone, tx);
  const nextChecks = await updateAlerts(evaluations.map(toEvaluation), now, tx);
  const evaluated = evaluations.map(({ monitor: { id }, result: judgement, nextCheckAt, watch = null }) => {
    return { id, judgement, dueAt: earliestOf(nextCheckAt, nextChecks.get(id)), watch };
  });
  await monitorStore.saveResults(tx, evaluated, now);
}

function toEvaluation({ monitor, result, evidence }: MonitorEvaluation): Evaluation {
  const { id, standardId, touchpoint, metric, method, severity } = monitor;
  return {
    monitor: { monitorId: id, standardId, touchpoint, metric, method, severity },
    timing: { forSeconds: secondsOf(monitor.for), keepFiringForSeconds: secondsOf(monitor.keepFiringFor) },
    result,
    evidence,
  };
}

/** Evaluates monitors that are due or dirty. Returns how many there were. */
export async function evaluateDueMonitors(tx: Tx, zone: LocalTime, minIntervalMs: number): Promise<number> {
  const due = await monitorStore.claimDue(tx, 100, minIntervalMs);
  await evaluateMonitors(due, zone, tx);
  return due.length;
}
