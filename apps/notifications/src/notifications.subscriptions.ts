import { ProblemChanged } from '@harken/contracts';
import { onBatch, type ReceivedEvent, type Subscription } from '@harken/messaging';
import { alertContracts } from './alerts/alert.ts';
import { type RecordingContext, recordAlerts } from './alerts/recording/record-alerts.use-case.ts';

// What came in as history alarms nobody.
const isOfToday = ({ data }: ReceivedEvent): boolean => (data as { readonly history?: boolean }).history !== true;

/** Of a problem, its owner hears when it begins and when it comes back. */
const problemChanges: readonly string[] = ['suspected', 'suspected_again', 'reopen'];
const isNews = ({ type, data }: ReceivedEvent): boolean =>
  type !== ProblemChanged.type || problemChanges.includes((data as { readonly change: string }).change);

/** Every event of complaints, of alerts and problems of touchpoints and of disabled subscriptions becomes an alert. */
export const notificationsSubscriptions = (context: RecordingContext): readonly Subscription[] => [
  onBatch(alertContracts, (events, tx) => recordAlerts(events, context, tx), {
    filter: (event) => isOfToday(event) && isNews(event),
  }),
];
