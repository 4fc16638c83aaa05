import type {
  EventData,
  FeedbackReceived,
  FeedbackSuperseded,
  InteractionRecorded,
  TouchpointAlertFired,
} from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';
import { type CustomerMark, customerChecksStore } from './customer-checks.store.ts';

type Named = { readonly customerId: string } | null | undefined;

/** Marks the customers whom these events concern. A worker checks their lists right after, outside the consumer. */
export async function markCustomers(events: readonly ReceivedEvent[], tx: Tx): Promise<void> {
  await customerChecksStore.mark(tx, events.flatMap(marksOf));
  for (const { data } of events) {
    if (typeof data !== 'object' || data === null || !('alert' in data)) continue;
    const { alert } = data as EventData<typeof TouchpointAlertFired>;
    if (alert.standardId !== null) await customerChecksStore.markVisitors(tx, alert.touchpoint, alert.since);
  }
}

/** After a rebuild: what the log knew better puts customers on lists without telling anybody. */
export const recheckAllCustomers = (tx: Tx): Promise<void> => customerChecksStore.markAll(tx, { silently: true });

function marksOf({ type, data }: ReceivedEvent): CustomerMark[] {
  if (typeof data !== 'object' || data === null) return [];
  const { history, before, after } = data as { readonly history?: boolean } & Partial<
    EventData<typeof FeedbackSuperseded>
  >;
  const announced = !(history ?? (after ?? before)?.history ?? type.includes('complaint-imported'));
  const mark = (...customers: Named[]) =>
    customers.flatMap((customer) => (customer ? { customerId: customer.customerId, announced } : []));
  if ('complaint' in data && 'complaintId' in (data.complaint as object)) {
    return mark((data.complaint as { readonly customer: Named }).customer);
  }
  if (before) return mark(before.customer, after?.customer);
  return mark((data as EventData<typeof FeedbackReceived> | EventData<typeof InteractionRecorded>).customer);
}
