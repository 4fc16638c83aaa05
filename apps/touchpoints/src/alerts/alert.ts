import type { Severity } from '@harken/contracts';
import { RuleBroken } from '@harken/errors';

export const alertStates = ['pending', 'firing', 'acknowledged', 'resolved'] as const;
export type AlertState = (typeof alertStates)[number];
export const resolutions = ['recovered', 'insufficient-data', 'monitor-changed', 'monitor-deleted'] as const;
export type Resolution = (typeof resolutions)[number];
export type Evidence = Readonly<Record<string, unknown>>;

/** What the alert says of where and what; taken from the monitor and the map when it opened. */
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

export interface Patience {
  readonly forSeconds: number;
  readonly keepFiringForSeconds: number;
}

export type Change = 'none' | 'opened' | 'fired' | 'touched' | 'resolved';

/** The alert after a finding, what changed, and when to look again although nothing happens. */
export interface Step {
  readonly alert: Alert;
  readonly change: Change;
  readonly lookAgainAt: Date | null;
}

const later = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1000);
const reached = (due: Date, now: Date): boolean => due.getTime() <= now.getTime();

/** A breach without an open alert: pending when it must last first, else firing at once. */
export function openAlert(id: string, subject: AlertSubject, evidence: Evidence, patience: Patience, now: Date): Step {
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
  if (patience.forSeconds > 0) return { alert, change: 'opened', lookAgainAt: later(now, patience.forSeconds) };
  return { alert: { ...alert, state: 'firing', firedAt: now }, change: 'fired', lookAgainAt: null };
}

/** The breach goes on: a pending alert fires when it lasted long enough, a clearing one starts over. */
export function stillBreached(alert: Alert, patience: Patience, now: Date): Step {
  if (alert.state === 'pending') {
    const firesAt = later(alert.since, patience.forSeconds);
    if (!reached(firesAt, now)) return { alert, change: 'none', lookAgainAt: firesAt };
    return { alert: next(alert, { state: 'firing', firedAt: now }), change: 'fired', lookAgainAt: null };
  }
  if (alert.clearedAt === null) return { alert, change: 'none', lookAgainAt: null };
  return { alert: next(alert, { clearedAt: null }), change: 'touched', lookAgainAt: null };
}

/** No breach any more: a pending alert ends unheard, a firing one ends when it stayed well for long enough. */
export function noLongerBreached(alert: Alert, resolution: Resolution, patience: Patience, now: Date): Step {
  if (alert.state === 'pending') return resolve(alert, resolution, now);
  const clearedAt = alert.clearedAt ?? now;
  const endsAt = later(clearedAt, patience.keepFiringForSeconds);
  if (reached(endsAt, now)) return resolve({ ...alert, clearedAt }, resolution, now);
  if (alert.clearedAt) return { alert, change: 'none', lookAgainAt: endsAt };
  return { alert: next(alert, { clearedAt }), change: 'touched', lookAgainAt: endsAt };
}

/** Ends the alert at once, whatever it waited for. */
export function resolve(alert: Alert, resolution: Resolution, now: Date): Step {
  const resolved = next(alert, { state: 'resolved', resolvedAt: now, resolution });
  return { alert: resolved, change: 'resolved', lookAgainAt: null };
}

/** A person has seen it. Seen twice by the same person is seen once. */
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
  return next(alert, { state: 'acknowledged', acknowledgedAt: now, acknowledgedBy: by, note });
}

const next = (alert: Alert, change: Partial<Alert>): Alert => ({ ...alert, ...change, version: alert.version + 1 });
