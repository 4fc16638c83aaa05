import type { Severity } from '@harken/contracts';
import { RuleBroken } from '@harken/errors';

export const alertStates = ['pending', 'firing', 'acknowledged', 'resolved'] as const;
export type AlertState = (typeof alertStates)[number];
export const resolutions = ['recovered', 'insufficient-data', 'monitor-changed', 'monitor-deleted'] as const;
export type Resolution = (typeof resolutions)[number];
export type Evidence = Readonly<Record<string, unknown>>;

/** Where and what the alert is about; taken from the monitor and the map when it opens. */
export interface AlertSubject {
  readonly monitorId: string;
  readonly standardId: string | null;
  readonly touchpoint: string;
  readonly journeyId: string | null;
  readonly stage: string | null;
  readonly team: string | null;
  readonly metric: string | null;
  readonly method: string;
  readonly severity: Severity;
}

export interface Alert extends AlertSubject {
  readonly id: string;
  readonly state: AlertState;
  readonly version: number;
  /** When the breach began. */
  readonly since: Date;
  /** null while pending, and for ever when the breach did not last. */
  readonly firedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly note: string | null;
  /** Since when the touchpoint is well again while `keepFiringFor` runs; null while breached. */
  readonly clearedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly resolution: Resolution | null;
  readonly evidence: Evidence;
}

export interface AlertTiming {
  readonly forSeconds: number;
  readonly keepFiringForSeconds: number;
}

export type AlertChange = 'none' | 'opened' | 'fired' | 'updated' | 'resolved';

/** The alert after an evaluation, what changed, and when the next check is due although no event comes in. */
export interface AlertStep {
  readonly alert: Alert;
  readonly change: AlertChange;
  readonly nextCheckAt: Date | null;
}

const addSeconds = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1000);
const isDue = (due: Date, now: Date): boolean => due.getTime() <= now.getTime();

/** A breach without an open alert: pending when it must last first, else firing at once. */
export function openAlert(
  id: string,
  subject: AlertSubject,
  evidence: Evidence,
  timing: AlertTiming,
  now: Date,
): AlertStep {
  const alert: Alert = {
    ...subject,
    id,
    state: 'pending',
    version: 1,
    since: now,
    firedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    note: null,
    clearedAt: null,
    resolvedAt: null,
    resolution: null,
    evidence,
  };
  if (timing.forSeconds > 0) return { alert, change: 'opened', nextCheckAt: addSeconds(now, timing.forSeconds) };
  return { alert: { ...alert, state: 'firing', firedAt: now }, change: 'fired', nextCheckAt: null };
}

/** Still breached: a pending alert fires when the breach lasted long enough; a recovering one starts again. */
export function stillBreached(alert: Alert, timing: AlertTiming, now: Date): AlertStep {
  if (alert.state === 'pending') {
    const firesAt = addSeconds(alert.since, timing.forSeconds);
    if (!isDue(firesAt, now)) return { alert, change: 'none', nextCheckAt: firesAt };
    return { alert: changed(alert, { state: 'firing', firedAt: now }), change: 'fired', nextCheckAt: null };
  }
  if (alert.clearedAt === null) return { alert, change: 'none', nextCheckAt: null };
  return { alert: changed(alert, { clearedAt: null }), change: 'updated', nextCheckAt: null };
}

/** No longer breached: a pending alert ends without an event; a firing one ends after `keepFiringFor`. */
export function noLongerBreached(alert: Alert, resolution: Resolution, timing: AlertTiming, now: Date): AlertStep {
  if (alert.state === 'pending') return resolve(alert, resolution, now);
  const clearedAt = alert.clearedAt ?? now;
  const endsAt = addSeconds(clearedAt, timing.keepFiringForSeconds);
  if (isDue(endsAt, now)) return resolve({ ...alert, clearedAt }, resolution, now);
  if (alert.clearedAt) return { alert, change: 'none', nextCheckAt: endsAt };
  return { alert: changed(alert, { clearedAt }), change: 'updated', nextCheckAt: endsAt };
}

/** Resolves the alert at once. */
export function resolve(alert: Alert, resolution: Resolution, now: Date): AlertStep {
  const resolved = changed(alert, { state: 'resolved', resolvedAt: now, resolution });
  return { alert: resolved, change: 'resolved', nextCheckAt: null };
}

/** A person has seen it. The same person may repeat it without effect. */
export function acknowledge(alert: Alert, by: string, note: string | null, now: Date): Alert {
  if (alert.state === 'acknowledged') {
    if (alert.acknowledgedBy === by) return alert;
    throw new RuleBroken('touchpoint-alert.already-acknowledged', 'Somebody else has acknowledged it already.', {
      acknowledgedAt: alert.acknowledgedAt,
    });
  }
  if (alert.state !== 'firing') {
    const message = `Only a firing alert can be acknowledged; this one is ${alert.state}.`;
    throw new RuleBroken('touchpoint-alert.not-firing', message, { state: alert.state });
  }
  return changed(alert, { state: 'acknowledged', acknowledgedAt: now, acknowledgedBy: by, note });
}

const changed = (alert: Alert, change: Partial<Alert>): Alert => ({ ...alert, ...change, version: alert.version + 1 });
