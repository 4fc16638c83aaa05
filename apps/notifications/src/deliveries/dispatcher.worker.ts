import type { DataSource } from 'typeorm';
import type { LeasedDelivery } from './queue/delivery-queue.store.ts';

/** The sending side of this process, for those who put deliveries into the queue. */
export interface DeliveryDispatcher {
  readonly leaseMs: number;
  /** How many more deliveries of this subscription can be leased to this process now. */
  capacity(subscriptionId: string): number;
  /** Sends what is leased to this process; to be called when the lease is committed. */
  send(leased: readonly LeasedDelivery[]): void;
  /** Something of these subscriptions waits in the queue. */
  markBacklog(subscriptionIds: readonly string[]): void;
}

const dispatchers = new WeakMap<DataSource, DeliveryDispatcher>();

/** Undefined while nothing is sent by this process. */
export const dispatcherOf = (dataSource: DataSource): DeliveryDispatcher | undefined => dispatchers.get(dataSource);

/** Returns the way to retire. */
export function registerDispatcher(dataSource: DataSource, dispatcher: DeliveryDispatcher): () => void {
  dispatchers.set(dataSource, dispatcher);
  return () => dispatchers.delete(dataSource);
}
