import type { Door } from '../ledger/rows.ts';
import { byQuestion, type Verdict } from './verdict.ts';

const doors: readonly Door[] = ['good', 'faulty', 'stream', 'cursor'];
const alerting = `(l.topic = 'complaints.events' OR l.type LIKE 'harken.touchpoints.touchpoint-alert-%')`;

const missing = (door: Door): Verdict =>
  byQuestion(
    'alerts',
    `every event reached the ${door === 'good' || door === 'faulty' ? `${door} endpoint` : door}`,
    `SELECT l.subject, l.type || ' ' || l.event_id || ' never came' AS detail FROM log l
      WHERE ${alerting} AND NOT EXISTS (SELECT 1 FROM alerts a WHERE a.door = '${door}' AND a.alert_id = l.event_id)`,
  );

export const alertVerdicts: readonly Verdict[] = [
  ...doors.map(missing),
  byQuestion(
    'alerts',
    'every alert tells of an event',
    `SELECT a.subject, a.door || ': ' || a.type || ' ' || a.alert_id || ' is not on the log' AS detail FROM alerts a
      WHERE a.type LIKE 'harken.complaints.%' AND NOT EXISTS (SELECT 1 FROM log l WHERE l.event_id = a.alert_id)`,
  ),
];
