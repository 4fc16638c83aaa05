import type { EventContract, EventData } from '@harken/contracts';
import type { Tx } from '@harken/database';

export interface ReceivedEvent<D = unknown> {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  readonly time: Date;
  readonly data: D;
  readonly traceparent?: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** Event types and their handler. */
export interface Subscription {
  readonly contracts: readonly EventContract[];
  readonly mode: 'single' | 'batch';
  /** false: the event has no effect here. It is skipped without a transaction; `handle` never sees it. */
  filter?(event: ReceivedEvent): boolean;
  handle(events: readonly ReceivedEvent[], tx: Tx): Promise<void>;
}

/**
 * One event at a time, in the order of its key, its effects exactly once: `tx` is the transaction that also holds the inbox.
 * If it throws a Problem, the event and its key become dead letters; other errors are retried first. It waits for a lost database.
 */
export function on<C extends EventContract>(
  contract: C,
  handle: (event: ReceivedEvent<EventData<C>>, tx: Tx) => Promise<void>,
): Subscription {
  return {
    contracts: [contract],
    mode: 'single',
    async handle(events, tx) {
      for (const event of events) await handle(event as ReceivedEvent<EventData<C>>, tx);
    },
  };
}

export interface BatchOptions<C extends EventContract> {
  /** false: the event has no effect here. */
  readonly filter?: (event: ReceivedEvent<EventData<C>>) => boolean;
}

/**
 * Many events at once, of one or several types and of any keys, those of one key in the order of the topic.
 * A batch that fails is processed again in smaller parts, at last event by event.
 * If most events of a type have no effect here, `filter` selects those that do.
 */
export function onBatch<C extends EventContract>(
  contracts: C | readonly C[],
  handle: (events: readonly ReceivedEvent<EventData<C>>[], tx: Tx) => Promise<void>,
  options: BatchOptions<C> = {},
): Subscription {
  const subscription: Subscription = {
    contracts: Array.isArray(contracts) ? contracts : [contracts as C],
    mode: 'batch',
    handle: (events, tx) => handle(events as readonly ReceivedEvent<EventData<C>>[], tx),
  };
  const accepts = options.filter;
  return accepts ? { ...subscription, filter: (event) => accepts(event as ReceivedEvent<EventData<C>>) } : subscription;
}
