import type { Tx } from '@harken/messaging';
import { type Finding, followFindings } from '../../alerts/follow-findings.use-case.ts';
import { monitorStore } from '../monitor.store.ts';
import { secondsOf } from '../monitor.ts';
import { earliest, type Observation, observe } from './observe.use-case.ts';

/** Looks at the monitors again: judges, moves their alerts on, and says when to look next. */
export async function evaluateMonitors(ids: readonly string[], tx: Tx): Promise<void> {
  if (ids.length === 0) return;
  const { monitors, now } = await monitorStore.lock(tx, ids);
  await monitorStore.takeNews(tx, ids);
  const observations = await observe(monitors, now, tx);
  const lookAgain = await followFindings(observations.map(findingOf), now, tx);
  const judged = observations.map(({ monitor: { id }, judgement, lookAgainAt }) => {
    return { id, judgement, dueAt: earliest(lookAgainAt, lookAgain.get(id)) };
  });
  await monitorStore.saveJudgements(tx, judged, now);
}

function findingOf({ monitor, judgement, evidence }: Observation): Finding {
  const { id, standardId, touchpoint, metric, method, severity } = monitor;
  return {
    monitor: { monitorId: id, standardId, touchpoint, metric, method, severity },
    patience: { forSeconds: secondsOf(monitor.for), keepFiringForSeconds: secondsOf(monitor.keepFiringFor) },
    judgement,
    evidence,
  };
}

/** Monitors whose time has come or that have news. Returns how many there were. */
export async function evaluateDueMonitors(tx: Tx, restMs: number): Promise<number> {
  const due = await monitorStore.claimDue(tx, 100, restMs);
  await evaluateMonitors(due, tx);
  return due.length;
}
