import { onBatch, type ReceivedEvent, type Subscription } from '@harken/messaging';
import { alertContracts } from './alerts/alert.ts';
import { type RecordingContext, recordAlerts } from './alerts/recording/record-alerts.use-case.ts';

// What came in as history alarms nobody.
const isOfToday = ({ data }: ReceivedEvent): boolean => (data as { readonly history?: boolean }).history !== true;

/** Every event of complaints, of alerts of touchpoints and of disabled subscriptions becomes an alert. */
export const notificationsSubscriptions = (context: RecordingContext): readonly Subscription[] => [
  onBatch(alertContracts, (events, tx) => recordAlerts(events, context, tx), { filter: isOfToday }),
];
