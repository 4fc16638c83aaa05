import type { DataSource } from 'typeorm';
import type { LeasedDelivery } from './queue/delivery-queue.store.ts';

/** The sending side of this process, for those who put deliveries into the queue. */
export interface Dispatcher {
  readonly leaseMs: number;
  /** How many more deliveries of this subscription can be leased to this process now. */
  room(subscriptionId: string): number;
  /** Sends what is leased to this process; to be called when the lease is committed. */
  launch(leased: readonly LeasedDelivery[]): void;
  /** Something of these subscriptions waits in the queue. */
  wait(subscriptionIds: readonly string[]): void;
}

const dispatchers = new WeakMap<DataSource, Dispatcher>();

/** Undefined while nothing is sent by this process. */
export const dispatcherOf = (dataSource: DataSource): Dispatcher | undefined => dispatchers.get(dataSource);

/** Returns the way to retire. */
export function dispatchFor(dataSource: DataSource, dispatcher: Dispatcher): () => void {
  dispatchers.set(dataSource, dispatcher);
  return () => dispatchers.delete(dataSource);
}
