import type { Tx } from '@harken/database';
import { newId, outbox } from '@harken/messaging';
import { findTouchpoints } from '../map/touchpoint.queries.ts';
import type { MonitorResult } from '../monitors/monitor-result.ts';
import { alertStore } from './alert.store.ts';
import {
  type AlertStep,
  type AlertSubject,
  type AlertTiming,
  type Evidence,
  noLongerBreached,
  type OpenAlert,
  openAlert,
  stillBreached,
} from './alert.ts';
import { alertResolved } from './alert-events.ts';
import { requestAlertReview } from './request-alert-review.use-case.ts';

/** The result of a monitor, and how long a breach or a recovery must last. */
export interface Evaluation {
  readonly monitor: Omit<AlertSubject, 'journeyId' | 'stage' | 'team' | 'owner'>;
  readonly timing: AlertTiming;
  readonly result: MonitorResult;
  evidence(): Promise<Evidence>;
}

/** Opens, fires and resolves alerts. Call under the locks of the monitors. Returns when each alert needs the next check. */
export async function updateAlerts(
  evaluations: readonly Evaluation[],
  now: Date,
  tx: Tx,
): Promise<Map<string, Date | null>> {
  const open = await alertStore.lockOpen(
    tx,
    evaluations.map(({ monitor }) => monitor.monitorId),
  );
  const nextChecks = new Map<string, Date | null>();
  for (const evaluation of evaluations) {
    const alert = open.get(evaluation.monitor.monitorId);
    const step = await nextStep(alert, evaluation, now, tx);
    if (!step) continue;
    nextChecks.set(evaluation.monitor.monitorId, step.nextCheckAt);
    await record(step, now, tx);
  }
  return nextChecks;
}

async function nextStep(
  alert: OpenAlert | undefined,
  evaluation: Evaluation,
  now: Date,
  tx: Tx,
): Promise<AlertStep | undefined> {
  const { result, timing } = evaluation;
  if (result.condition === 'breached') {
    if (!alert) return openAlert(newId(), await subjectOf(evaluation, tx), await evaluation.evidence(), timing, now);
    const step = stillBreached(alert, timing, now);
    return step.change === 'fired' ? withEvidence(step, await evaluation.evidence()) : step;
  }
  if (!alert) return undefined;
  const reason = result.condition === 'ok' ? 'recovered' : 'insufficient-data';
  const step = noLongerBreached(alert, reason, timing, now);
  const recovery = { ...result, at: now.toISOString() };
  return step.change === 'resolved' ? withEvidence(step, { ...alert.evidence, recovery }) : step;
}

const withEvidence = <S extends AlertStep>(step: S, evidence: Evidence): S => ({
  ...step,
  alert: { ...step.alert, evidence },
});

async function record({ alert, change }: AlertStep, now: Date, tx: Tx): Promise<void> {
  if (change === 'none') return;
  await alertStore.save(tx, alert);
  // Whether people are told is decided for all open alerts together.
  if (change === 'fired' || change === 'resolved') await requestAlertReview(tx);
  // An alert that never fired was never announced, so nobody needs its end.
  if (change === 'resolved' && alert.firedAt) await outbox.add(tx, [alertResolved(alert, now)]);
}

async function subjectOf({ monitor }: Evaluation, tx: Tx): Promise<AlertSubject> {
  const [touchpoint] = await findTouchpoints(tx, [monitor.touchpoint]);
  return {
    ...monitor,
    journeyId: touchpoint?.journeyId ?? null,
    stage: touchpoint?.stage ?? null,
    team: touchpoint?.team ?? null,
    owner: touchpoint?.owner ?? null,
  };
}
