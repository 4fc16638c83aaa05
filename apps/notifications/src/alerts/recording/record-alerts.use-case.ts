import { afterCommit, type Tx } from '@harken/database';
import { type DeliveryDispatcher, deliverAlerts } from '../../deliveries/deliver-alerts.use-case.ts';
import type { ActiveSubscriptions } from '../../subscriptions/active-subscriptions.cache.ts';
import { matches } from '../alert-filter.ts';
import { alertOfEvent, type CausingEvent } from '../alert-of-event.ts';
import type { AlertFeed } from '../feed/alert-feed.stream.ts';
import { alertLog } from '../log/alert-log.store.ts';

export interface RecordingContext {
  readonly feed: AlertFeed;
  readonly dispatcher: DeliveryDispatcher;
  readonly activeSubscriptions: ActiveSubscriptions;
}

/** Turns each event into one alert in the log and one delivery per matching subscription, in one transaction. */
export async function recordAlerts(
  events: readonly CausingEvent[],
  { feed, dispatcher, activeSubscriptions }: RecordingContext,
  tx: Tx,
): Promise<void> {
  const { alerts, epoch } = await alertLog.append(tx, events.map(alertOfEvent));
  if (alerts.length === 0) return;
  const subscriptions = await activeSubscriptions.at(epoch, tx);
  const deliveries = alerts.flatMap(({ id: alertId, facets, ...alert }) =>
    subscriptions
      .filter(({ filter }) => matches(filter, facets))
      .map((subscription) => ({ ...alert, alertId, alertType: facets.type, subscription })),
  );
  await deliverAlerts(deliveries, dispatcher, tx);
  afterCommit(tx, () => feed.onCommitted(alerts));
}
