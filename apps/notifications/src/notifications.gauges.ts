import type { DatabaseGauge } from '@harken/service';
import {
  countPendingDeliveries,
  countSubscriptions,
  maxCounted,
  secondsOverdue,
} from './deliveries/pending-deliveries.queries.ts';

/** What tells whether alerts reach their subscribers. */
export const notificationsGauges: readonly DatabaseGauge[] = [
  {
    name: 'notifications_deliveries_pending',
    help: `Deliveries that are neither through nor given up, counted up to ${maxCounted}`,
    read: async (db) => new Map([['', await countPendingDeliveries(db)]]),
  },
  {
    name: 'notifications_delivery_overdue_seconds',
    help: 'For how long the oldest delivery has been due that nobody sends; 0: none is late',
    read: async (db) => new Map([['', await secondsOverdue(db)]]),
  },
  {
    name: 'notifications_subscriptions',
    help: 'Subscriptions by status; a disabled one gets nothing',
    label: 'status',
    read: countSubscriptions,
  },
];
