import { outbox, type Tx } from '@harken/messaging';
import { v7 as uuidv7 } from 'uuid';
import { findPlaces } from '../map/touchpoint.queries.ts';
import type { Judgement } from '../monitors/judgement.ts';
import { alertStore } from './alert.store.ts';
import {
  type Alert,
  type AlertSubject,
  type Evidence,
  noLongerBreached,
  openAlert,
  type Patience,
  type Step,
  stillBreached,
} from './alert.ts';
import { alertFired, alertResolved } from './alert-event.ts';

/** What a monitor found, and how patient it is. */
export interface Finding {
  readonly monitor: Omit<AlertSubject, 'journeyId' | 'stage' | 'team'>;
  readonly patience: Patience;
  readonly judgement: Judgement;
  evidence(): Promise<Evidence>;
}

/** Moves the alerts on. Called under the monitors' locks. Returns when each wants to be looked at again. */
export async function followFindings(
  findings: readonly Finding[],
  now: Date,
  tx: Tx,
): Promise<Map<string, Date | null>> {
  const open = await alertStore.lockOpen(
    tx,
    findings.map(({ monitor }) => monitor.monitorId),
  );
  const lookAgain = new Map<string, Date | null>();
  for (const finding of findings) {
    const alert = open.get(finding.monitor.monitorId);
    const step = await nextStep(alert, finding, now, tx);
    if (!step) continue;
    lookAgain.set(finding.monitor.monitorId, step.lookAgainAt);
    await record(step, alert, now, tx);
  }
  return lookAgain;
}

async function nextStep(alert: Alert | undefined, finding: Finding, now: Date, tx: Tx): Promise<Step | undefined> {
  const { judgement, patience } = finding;
  if (judgement.condition === 'breached') {
    if (!alert) return openAlert(uuidv7(), await subjectOf(finding, tx), await finding.evidence(), patience, now);
    const step = stillBreached(alert, patience, now);
    return step.change === 'fired' ? withEvidence(step, await finding.evidence()) : step;
  }
  if (!alert) return undefined;
  const reason = judgement.condition === 'ok' ? 'recovered' : 'insufficient-data';
  const step = noLongerBreached(alert, reason, patience, now);
  const recovery = { ...judgement, at: now.toISOString() };
  return step.change === 'resolved' ? withEvidence(step, { ...alert.evidence, recovery }) : step;
}

const withEvidence = (step: Step, evidence: Evidence): Step => ({ ...step, alert: { ...step.alert, evidence } });

async function record({ alert, change }: Step, before: Alert | undefined, now: Date, tx: Tx): Promise<void> {
  if (change === 'none') return;
  await alertStore.save(tx, alert);
  if (change === 'fired') await outbox.add(tx, [alertFired(alert, now)]);
  // What was never heard needs no end.
  if (change === 'resolved' && before?.firedAt) await outbox.add(tx, [alertResolved(alert, now)]);
}

async function subjectOf({ monitor }: Finding, tx: Tx): Promise<AlertSubject> {
  const [place] = await findPlaces(tx, [monitor.touchpoint]);
  return { ...monitor, journeyId: place?.journeyId ?? null, stage: place?.stage ?? null, team: place?.team ?? null };
}
