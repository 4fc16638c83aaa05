import type { Severity } from '@harken/contracts';
import { RuleBroken } from '@harken/errors';

export const alertStates = ['pending', 'firing', 'acknowledged', 'resolved'] as const;
export type AlertState = (typeof alertStates)[number];
export const resolutions = ['recovered', 'insufficient-data', 'monitor-changed', 'monitor-deleted'] as const;
export type Resolution = (typeof resolutions)[number];
/** Why nobody is told of an alert: a silence, an open problem that explains it, the alert of a touchpoint above, or of its group. */
export const suppressors = ['silence', 'problem', 'alert', 'group'] as const;

export interface Suppression {
  readonly by: (typeof suppressors)[number];
  /** Of the silence, the problem or the alert. */
  readonly id: string;
}

/** What people were told. */
export interface Notification {
  readonly suppressedBy: Suppression | null;
  /** When it was decided first whether people are told; null until then. */
  readonly reviewedAt: Date | null;
  /** When people were told that it fires; null when they never were. */
  readonly announcedAt: Date | null;
  /** When they were told last. */
  readonly notifiedAt: Date | null;
  /** When it went to the deputy of its owner, and to whom; nobody stands in where that is null. */
  readonly escalatedAt: Date | null;
  readonly escalatedTo: string | null;
}

export const notNotified: Notification = {
  suppressedBy: null,
  reviewedAt: null,
  announcedAt: null,
  notifiedAt: null,
  escalatedAt: null,
  escalatedTo: null,
};

export type Evidence = Readonly<Record<string, unknown>>;

/** Where and what the alert is about; taken from the monitor and the map when it opens. */
export interface AlertSubject {
  readonly monitorId: string;
  readonly standardId: string | null;
  readonly touchpoint: string;
  readonly journeyId: string | null;
  readonly stage: string | null;
  readonly team: string | null;
  /** The person who answers for the touchpoint. */
  readonly owner: string | null;
  readonly metric: string | null;
  readonly method: string;
  readonly severity: Severity;
}

interface AlertBase extends AlertSubject, Notification {
  readonly id: string;
  readonly version: number;
  /** When the breach began. */
  readonly since: Date;
  readonly evidence: Evidence;
}

interface Acknowledgement {
  readonly acknowledgedAt: Date;
  readonly acknowledgedBy: string;
  readonly note: string | null;
}

interface NotAcknowledged {
  readonly acknowledgedAt: null;
  readonly acknowledgedBy: null;
  readonly note: null;
}

interface NotResolved {
  readonly resolvedAt: null;
  readonly resolution: null;
}

/** `clearedAt`: since when the touchpoint has recovered, while `keepFiringFor` runs. */
interface Fired {
  readonly firedAt: Date;
  readonly clearedAt: Date | null;
}

/** The breach has not lasted long enough yet: nobody was told. */
export interface PendingAlert extends AlertBase, NotAcknowledged, NotResolved {
  readonly state: 'pending';
  readonly firedAt: null;
  readonly clearedAt: null;
}

export interface FiringAlert extends AlertBase, Fired, NotAcknowledged, NotResolved {
  readonly state: 'firing';
}

export interface AcknowledgedAlert extends AlertBase, Fired, Acknowledgement, NotResolved {
  readonly state: 'acknowledged';
}

/** A pending alert that ends has no `firedAt`. */
export type ResolvedAlert = AlertBase &
  (Acknowledgement | NotAcknowledged) & {
    readonly state: 'resolved';
    readonly firedAt: Date | null;
    readonly clearedAt: Date | null;
    readonly resolvedAt: Date;
    readonly resolution: Resolution;
  };

/** Columns that a state does not have are null: an alert is a row of its table. */
export type OpenAlert = PendingAlert | FiringAlert | AcknowledgedAlert;
export type Alert = OpenAlert | ResolvedAlert;

export const isOpen = (alert: Alert): alert is OpenAlert => alert.state !== 'resolved';

export interface AlertTiming {
  readonly forSeconds: number;
  readonly keepFiringForSeconds: number;
}

/** The alert after an evaluation, what changed, and when the next check is due although no event comes in. */
export interface OpenStep {
  readonly alert: OpenAlert;
  readonly change: 'none' | 'opened' | 'fired' | 'updated';
  readonly nextCheckAt: Date | null;
}

export interface ResolvedStep {
  readonly alert: ResolvedAlert;
  readonly change: 'resolved';
  readonly nextCheckAt: null;
}

export type AlertStep = OpenStep | ResolvedStep;

const addSeconds = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1000);
const isDue = (due: Date, now: Date): boolean => due.getTime() <= now.getTime();

/** A breach without an open alert: pending when it must last first, else firing at once. */
export function openAlert(
  id: string,
  subject: AlertSubject,
  evidence: Evidence,
  timing: AlertTiming,
  now: Date,
): OpenStep {
  const pending: PendingAlert = {
    ...subject,
    ...notNotified,
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
  if (timing.forSeconds > 0) {
    return { alert: pending, change: 'opened', nextCheckAt: addSeconds(now, timing.forSeconds) };
  }
  return { alert: { ...pending, state: 'firing', firedAt: now }, change: 'fired', nextCheckAt: null };
}

/** Still breached: a pending alert fires when the breach lasted long enough; a recovering one starts again. */
export function stillBreached(alert: OpenAlert, timing: AlertTiming, now: Date): OpenStep {
  if (alert.state === 'pending') {
    const firesAt = addSeconds(alert.since, timing.forSeconds);
    if (!isDue(firesAt, now)) return { alert, change: 'none', nextCheckAt: firesAt };
    const firing: FiringAlert = { ...alert, ...nextVersion(alert), state: 'firing', firedAt: now };
    return { alert: firing, change: 'fired', nextCheckAt: null };
  }
  if (alert.clearedAt === null) return { alert, change: 'none', nextCheckAt: null };
  return { alert: { ...alert, ...nextVersion(alert), clearedAt: null }, change: 'updated', nextCheckAt: null };
}

/** No longer breached: a pending alert ends without an event; a firing one ends after `keepFiringFor`. */
export function noLongerBreached(alert: OpenAlert, resolution: Resolution, timing: AlertTiming, now: Date): AlertStep {
  if (alert.state === 'pending') return resolve(alert, resolution, now);
  const clearedAt = alert.clearedAt ?? now;
  const endsAt = addSeconds(clearedAt, timing.keepFiringForSeconds);
  if (isDue(endsAt, now)) return resolve({ ...alert, clearedAt }, resolution, now);
  if (alert.clearedAt) return { alert, change: 'none', nextCheckAt: endsAt };
  return { alert: { ...alert, ...nextVersion(alert), clearedAt }, change: 'updated', nextCheckAt: endsAt };
}

/** Resolves the alert at once. */
export function resolve(alert: OpenAlert, resolution: Resolution, now: Date): ResolvedStep {
  const resolved: ResolvedAlert = { ...alert, ...nextVersion(alert), state: 'resolved', resolvedAt: now, resolution };
  return { alert: resolved, change: 'resolved', nextCheckAt: null };
}

/** A person has seen it. The same person may repeat it without effect. */
export function acknowledge(alert: Alert, by: string, note: string | null, now: Date): AcknowledgedAlert {
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
  const acknowledgement = { acknowledgedAt: now, acknowledgedBy: by, note };
  return { ...alert, ...nextVersion(alert), ...acknowledgement, state: 'acknowledged' };
}

const nextVersion = ({ version }: Alert) => ({ version: version + 1 });
