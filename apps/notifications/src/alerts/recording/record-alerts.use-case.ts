import { afterCommit, type Tx } from '@harken/messaging';
import { deliverAlerts } from '../../deliveries/deliver-alerts.use-case.ts';
import { activeSubscriptions } from '../../subscriptions/subscription.queries.ts';
import { matches } from '../alert-filter.ts';
import { alertOfEvent, type CausingEvent } from '../alert-of-event.ts';
import { alertFeedOf } from '../feed/alert-feed.worker.ts';
import { alertLog } from '../log/alert-log.store.ts';

/** Turns each event into one alert in the log and one delivery per matching subscription, in one transaction. */
export async function recordAlerts(events: readonly CausingEvent[], tx: Tx): Promise<void> {
  const { alerts, epoch } = await alertLog.append(tx, events.map(alertOfEvent));
  if (alerts.length === 0) return;
  const subscriptions = await activeSubscriptions(tx, epoch);
  const deliveries = alerts.flatMap(({ id: alertId, facets, ...alert }) =>
    subscriptions
      .filter(({ filter }) => matches(filter, facets))
      .map((subscription) => ({ ...alert, alertId, alertType: facets.type, subscription })),
  );
  await deliverAlerts(deliveries, tx);
  const feed = alertFeedOf(tx.dataSource);
  afterCommit(tx, () => feed.onCommitted(alerts));
}
