import { afterCommit, type Tx } from '@harken/messaging';
import { deliverAlerts } from '../../deliveries/deliver-alerts.use-case.ts';
import { activeSubscriptions } from '../../subscriptions/subscription.queries.ts';
import { matches } from '../alert-filter.ts';
import { alertOfEvent, type CausingEvent } from '../alert-of-event.ts';
import { alertTailOf } from '../feed/alert-tail.worker.ts';
import { alertLog } from '../log/alert-log.store.ts';

/** Every event becomes one alert in the log and one delivery per subscription that it concerns, all or nothing. */
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
  const tail = alertTailOf(tx.dataSource);
  afterCommit(tx, () => tail.committed(alerts));
}
