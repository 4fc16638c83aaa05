import {
  happened,
  type NewEvent,
  TouchpointAlertAcknowledged,
  TouchpointAlertFired,
  TouchpointAlertResolved,
} from '@harken/contracts';
import type { Alert } from './alert.ts';

const facts = (alert: Alert) => ({
  alertId: alert.id,
  monitorId: alert.monitorId,
  standardId: alert.standardId,
  touchpoint: alert.touchpoint,
  journeyId: alert.journeyId,
  stage: alert.stage,
  team: alert.team,
  metric: alert.metric,
  method: alert.method,
  severity: alert.severity,
  since: alert.since.toISOString(),
  evidence: { ...alert.evidence },
});

export const alertFired = (alert: Alert, now: Date): NewEvent =>
  happened(TouchpointAlertFired, alert.id, { alert: facts(alert), at: now.toISOString() });

export const alertAcknowledged = (alert: Alert, by: string, now: Date): NewEvent =>
  happened(TouchpointAlertAcknowledged, alert.id, { alert: facts(alert), by, at: now.toISOString() });

export const alertResolved = (alert: Alert, now: Date): NewEvent =>
  happened(TouchpointAlertResolved, alert.id, { alert: facts(alert), at: now.toISOString() });
