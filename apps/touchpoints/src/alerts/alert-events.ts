import {
  happened,
  type NewEvent,
  TouchpointAlertAcknowledged,
  TouchpointAlertEscalated,
  TouchpointAlertFired,
  TouchpointAlertResolved,
} from '@harken/contracts';
import type { Alert } from './alert.ts';
import type { Announcement } from './review-alerts.ts';
import { groupOf } from './suppression.ts';

const facts = (alert: Alert) => ({
  alertId: alert.id,
  monitorId: alert.monitorId,
  standardId: alert.standardId,
  touchpoint: alert.touchpoint,
  journeyId: alert.journeyId,
  stage: alert.stage,
  team: alert.team,
  owner: alert.owner,
  metric: alert.metric,
  method: alert.method,
  severity: alert.severity,
  since: alert.since.toISOString(),
  group: groupOf(alert),
  suppressedBy: alert.suppressedBy,
  announced: alert.announcedAt !== null,
  evidence: { ...alert.evidence },
});

export const alertFired = (alert: Alert, why: Announcement, now: Date): NewEvent =>
  happened(TouchpointAlertFired, alert.id, { alert: facts(alert), why, at: now.toISOString() });

export const alertEscalated = (alert: Alert, now: Date): NewEvent =>
  happened(TouchpointAlertEscalated, alert.id, { alert: facts(alert), to: alert.escalatedTo, at: now.toISOString() });

export const alertAcknowledged = (alert: Alert, by: string, now: Date): NewEvent =>
  happened(TouchpointAlertAcknowledged, alert.id, { alert: facts(alert), by, at: now.toISOString() });

export const alertResolved = (alert: Alert, now: Date): NewEvent =>
  happened(TouchpointAlertResolved, alert.id, { alert: facts(alert), at: now.toISOString() });
