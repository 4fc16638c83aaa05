import type { Severity } from '@harken/contracts';
import { durationSeconds } from '../metrics/duration.ts';
import type { AlertPolicy } from './alert-policy.ts';
import { type FiredAlert, type SuppressionContext, suppressionsOf } from './suppression.ts';

/** Why people are told: it fired; what kept it back has ended while it still fires; nobody has acknowledged it for a while. */
export const announcements = ['fired', 'no_longer_suppressed', 'repeated'] as const;
export type Announcement = (typeof announcements)[number];

export interface ReviewContext extends SuppressionContext {
  readonly policy: AlertPolicy;
  /** By person. */
  readonly deputies: ReadonlyMap<string, string | null>;
}

export interface ReviewedAlert {
  readonly before: FiredAlert;
  readonly alert: FiredAlert;
  readonly announce: Announcement | null;
  readonly escalate: boolean;
  /** When it must be looked at again although nothing changes. */
  readonly nextAt: Date | null;
}

const after = (from: Date, duration: string): Date =>
  new Date(from.getTime() + (durationSeconds(duration) ?? 0) * 1000);
const isDue = (at: Date | null, now: Date): boolean => at !== null && at.getTime() <= now.getTime();

/** What people are told of each alert now. */
export function reviewAlerts(context: ReviewContext): ReviewedAlert[] {
  const suppressions = suppressionsOf(context);
  return context.alerts.map((alert) => review(alert, suppressions.get(alert.id) ?? null, context));
}

function review(
  before: FiredAlert,
  suppressedBy: FiredAlert['suppressedBy'],
  { policy, deputies, now }: ReviewContext,
): ReviewedAlert {
  const groupedAt = after(before.firedAt, policy.groupWait);
  if (before.reviewedAt === null && !isDue(groupedAt, now)) {
    return { before, alert: before, announce: null, escalate: false, nextAt: groupedAt };
  }
  const announce = announcementOf(before, suppressedBy, policy, now);
  let alert: FiredAlert = { ...before, reviewedAt: before.reviewedAt ?? now };
  if (!sameSuppression(before.suppressedBy, suppressedBy))
    alert = { ...alert, suppressedBy, version: alert.version + 1 };
  if (announce !== null && suppressedBy === null) {
    alert = { ...alert, notifiedAt: now, announcedAt: announce === 'repeated' ? alert.announcedAt : now };
  }
  const dueAt = escalationAt(alert, policy);
  const escalate = isDue(dueAt, now);
  if (escalate) {
    const escalatedTo = (alert.owner === null ? null : deputies.get(alert.owner)) ?? null;
    alert = { ...alert, escalatedAt: now, escalatedTo, version: alert.version + 1 };
  }
  const next = [repeatAt(alert, policy), escalate ? null : dueAt].flatMap((at) => (at === null ? [] : at.getTime()));
  return { before, alert, announce, escalate, nextAt: next.length > 0 ? new Date(Math.min(...next)) : null };
}

function announcementOf(
  alert: FiredAlert,
  suppressedBy: FiredAlert['suppressedBy'],
  policy: AlertPolicy,
  now: Date,
): Announcement | null {
  // The first event says that it fired, even if nobody is to be told; who has acknowledged it knows.
  if (alert.reviewedAt === null) return alert.state === 'firing' ? 'fired' : null;
  if (suppressedBy !== null || alert.state !== 'firing') return null;
  if (alert.suppressedBy !== null) return 'no_longer_suppressed';
  return isDue(repeatAt(alert, policy), now) ? 'repeated' : null;
}

const isWaiting = (alert: FiredAlert): boolean => alert.state === 'firing' && alert.suppressedBy === null;

const repeatAt = (alert: FiredAlert, { repeatEvery }: AlertPolicy): Date | null =>
  isWaiting(alert) && alert.notifiedAt !== null && repeatEvery !== null ? after(alert.notifiedAt, repeatEvery) : null;

/** Once per alert, counted from when people were told. */
function escalationAt(alert: FiredAlert, { acknowledgeWithin }: AlertPolicy): Date | null {
  const within: string | null = acknowledgeWithin[alert.severity as Severity];
  if (within === null || !isWaiting(alert) || alert.announcedAt === null || alert.escalatedAt !== null) return null;
  return after(alert.announcedAt, within);
}

const sameSuppression = (a: FiredAlert['suppressedBy'], b: FiredAlert['suppressedBy']): boolean =>
  a?.by === b?.by && a?.id === b?.id;
