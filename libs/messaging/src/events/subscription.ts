import type { EventContract, EventData } from '@harken/contracts';
import type { Tx } from '../database/transaction.ts';

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

/** Which events come in and who takes them. */
export interface Subscription {
  readonly contracts: readonly EventContract[];
  readonly mode: 'single' | 'batch';
  /** false: the event has no effect here. It is passed over without a transaction; `handle` never sees it. */
  wants?(event: ReceivedEvent): boolean;
  handle(events: readonly ReceivedEvent[], tx: Tx): Promise<void>;
}

/**
 * One event at a time, in the order of its key, its effects exactly once: `tx` is the transaction that also holds the inbox.
 * Throwing a Problem parks the event with its key; other errors are retried first; a lost database is waited for.
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

/**
 * Many events at once, of one or several types and of any keys, those of one key in the order of the log.
 * A batch that fails comes again in smaller parts, at last event by event.
 * Where most events of a type mean nothing here, `wants` says which do.
 */
export function onBatch<C extends EventContract>(
  contracts: C | readonly C[],
  handle: (events: readonly ReceivedEvent<EventData<C>>[], tx: Tx) => Promise<void>,
  { wants }: { readonly wants?: (event: ReceivedEvent<EventData<C>>) => boolean } = {},
): Subscription {
  return {
    contracts: Array.isArray(contracts) ? contracts : [contracts as C],
    mode: 'batch',
    ...(wants && { wants: (event: ReceivedEvent) => wants(event as ReceivedEvent<EventData<C>>) }),
    handle: (events, tx) => handle(events as readonly ReceivedEvent<EventData<C>>[], tx),
  };
}
