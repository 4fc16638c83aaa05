import { onBatch, type Subscription } from '@harken/messaging';
import { alertContracts } from './alerts/alert.ts';
import { recordAlerts } from './alerts/recording/record-alerts.use-case.ts';

/** Everything that happens to complaints, alerts of touchpoints and subscriptions becomes an alert. */
export const notificationsSubscriptions: readonly Subscription[] = [onBatch(alertContracts, recordAlerts)];
