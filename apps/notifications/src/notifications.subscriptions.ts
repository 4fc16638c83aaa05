import { ProblemChanged, TouchpointAlertResolved } from '@harken/contracts';
import { onBatch, type ReceivedEvent, type Subscription } from '@harken/messaging';
import { alertContracts } from './alerts/alert.ts';
import { type RecordingContext, recordAlerts } from './alerts/recording/record-alerts.use-case.ts';

interface Quiet {
  readonly history?: boolean;
  readonly alert?: { readonly suppressedBy: object | null; readonly announced: boolean };
}

/** Not what came in as history, nor alerts of touchpoints that are silenced or inhibited, nor the end of one that nobody was told of. */
function isToBeTold({ type, data }: ReceivedEvent): boolean {
  const { history, alert } = data as Quiet;
  if (history === true || (alert && alert.suppressedBy !== null)) return false;
  return type !== TouchpointAlertResolved.type || alert?.announced === true;
}

/** Of a problem, its owner hears when it begins and when it comes back. */
const problemChanges: readonly string[] = ['suspected', 'suspected_again', 'reopen'];
const isNews = ({ type, data }: ReceivedEvent): boolean =>
  type !== ProblemChanged.type || problemChanges.includes((data as { readonly change: string }).change);

/** Every event of complaints, of alerts and problems of touchpoints and of disabled subscriptions becomes an alert. */
export const notificationsSubscriptions = (context: RecordingContext): readonly Subscription[] => [
  onBatch(alertContracts, (events, tx) => recordAlerts(events, context, tx), {
    filter: (event) => isToBeTold(event) && isNews(event),
  }),
];
