import { TouchpointAlertResolved } from '@harken/contracts';
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

/** Every event of complaints, of alerts of touchpoints and of disabled subscriptions becomes an alert. */
export const notificationsSubscriptions = (context: RecordingContext): readonly Subscription[] => [
  onBatch(alertContracts, (events, tx) => recordAlerts(events, context, tx), { filter: isToBeTold }),
];
