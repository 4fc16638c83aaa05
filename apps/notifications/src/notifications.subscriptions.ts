import { onBatch, type Subscription } from '@harken/messaging';
import { alertContracts } from './alerts/alert.ts';
import { type RecordingContext, recordAlerts } from './alerts/recording/record-alerts.use-case.ts';

/** Every event of complaints, of alerts of touchpoints and of disabled subscriptions becomes an alert. */
export const notificationsSubscriptions = (context: RecordingContext): readonly Subscription[] => [
  onBatch(alertContracts, (events, tx) => recordAlerts(events, context, tx)),
];
