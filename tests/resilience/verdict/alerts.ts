import type { Channel } from '../ledger/rows.ts';
import { sqlVerdict, type Verdict } from './verdict.ts';

const channels: readonly Channel[] = ['good', 'faulty', 'stream', 'cursor'];
const alerting = `(l.topic = 'complaints.events' OR l.type LIKE 'harken.touchpoints.touchpoint-alert-%')`;

const missing = (channel: Channel): Verdict =>
  sqlVerdict(
    'alerts',
    `every event reached the ${channel === 'good' || channel === 'faulty' ? `${channel} endpoint` : channel}`,
    `SELECT l.subject, l.type || ' ' || l.event_id || ' never came' AS detail FROM log l
      WHERE ${alerting} AND NOT EXISTS (SELECT 1 FROM alerts a WHERE a.channel = '${channel}' AND a.alert_id = l.event_id)`,
  );

export const alertVerdicts: readonly Verdict[] = [
  ...channels.map(missing),
  sqlVerdict(
    'alerts',
    'every alert belongs to an event',
    `SELECT a.subject, a.channel || ': ' || a.type || ' ' || a.alert_id || ' is not on the log' AS detail FROM alerts a
      WHERE a.type LIKE 'harken.complaints.%' AND NOT EXISTS (SELECT 1 FROM log l WHERE l.event_id = a.alert_id)`,
  ),
];
