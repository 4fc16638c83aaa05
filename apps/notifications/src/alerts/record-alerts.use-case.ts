import { afterCommit, type Tx } from '@harken/messaging';
import { queueDeliveries } from '../deliveries/queue-deliveries.use-case.ts';
import { activeSubscriptions } from '../subscriptions/subscription.queries.ts';
import { alertBell } from './alert-bell.worker.ts';
import { matches } from './alert-filter.ts';
import { alertLog } from './alert-log.store.ts';
import { alertOfEvent, type CausingEvent } from './alert-of-event.ts';

/** Every event becomes one alert in the log and one delivery per subscription that it concerns, all or nothing. */
export async function recordAlerts(events: readonly CausingEvent[], tx: Tx): Promise<void> {
  const alerts = events.map(alertOfEvent);
  const subscriptions = await activeSubscriptions(tx);
  const appended = await alertLog.append(tx, alerts);
  const places = new Map(appended.map((place) => [place.id, place]));
  const deliveries = alerts.flatMap(({ alert, facets }) => {
    const place = places.get(alert.id);
    if (!place) return [];
    return subscriptions
      .filter(({ filter }) => matches(filter, facets))
      .map(({ id: subscriptionId, ordered }) => ({
        subscriptionId,
        alertId: alert.id,
        position: place.position,
        recordedAt: place.recordedAt,
        subject: alert.subject,
        ordered,
      }));
  });
  await queueDeliveries(deliveries, tx);
  if (appended.length > 0) afterCommit(tx, alertBell(tx.dataSource));
}
