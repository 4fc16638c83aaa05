import {
  type ComplaintImported,
  ComplaintMessageReceived,
  type ComplaintOpened,
  type CustomerChanged,
  type EventData,
  type FeedbackReceived,
  type FeedbackRetracted,
  type FeedbackSuperseded,
  type InteractionRecorded,
  type TouchpointAlertFired,
  TouchpointAlertResolved,
} from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';
import { customerFactsStore } from './customer-facts.store.ts';
import { type FeedbackFact, feedbackFactOf, interactionFactOf } from './customer-facts.ts';

type Received = EventData<typeof FeedbackReceived>;
type Corrected = EventData<typeof FeedbackSuperseded> | EventData<typeof FeedbackRetracted>;
type OfComplaint = EventData<typeof ComplaintOpened> | EventData<typeof ComplaintImported>;
type OfAlert = EventData<typeof TouchpointAlertFired>;

/** The profile of a customer as it was changed last. */
export const recordProfiles = (
  events: readonly ReceivedEvent<EventData<typeof CustomerChanged>>[],
  tx: Tx,
  generation: number,
): Promise<void> =>
  customerFactsStore.putCustomers(
    tx,
    generation,
    events.map(({ data: { customer, updatedAt } }) => ({ ...customer, updatedAt })),
  );

export async function recordInteractions(
  events: readonly ReceivedEvent<EventData<typeof InteractionRecorded>>[],
  tx: Tx,
  generation: number,
): Promise<void> {
  await customerFactsStore.addCustomers(
    tx,
    generation,
    events.map(({ data }) => data.customer),
  );
  await customerFactsStore.addInteractions(
    tx,
    generation,
    events.map(({ data }) => interactionFactOf(data)),
  );
}

/** What customers said, each in the newest version that is known. */
export async function recordCustomerFeedback(
  feedback: readonly (Received | Corrected)[],
  tx: Tx,
  generation: number,
): Promise<void> {
  const facts = feedback.flatMap((said): FeedbackFact | never[] => {
    if (!('before' in said)) return feedbackFactOf(said.feedbackId, said, 1) ?? [];
    return feedbackFactOf(said.feedbackId, 'after' in said ? said.after : null, said.version) ?? [];
  });
  const customers = feedback.flatMap((said) => ('before' in said ? said.before.customer : said.customer) ?? []);
  await customerFactsStore.addCustomers(tx, generation, customers);
  await customerFactsStore.putFeedback(tx, generation, facts);
}

/** Whose complaint it is, and when the customer wrote last. */
export async function recordCustomerComplaints(
  events: readonly ReceivedEvent[],
  tx: Tx,
  generation: number,
): Promise<void> {
  const facts = events.flatMap(({ type, data }) => {
    const { complaint, at } = data as OfComplaint & { readonly at: string };
    if (!complaint.customer) return [];
    return {
      complaintId: complaint.complaintId,
      customerId: complaint.customer.customerId,
      openedAt: complaint.openedAt,
      lastWordAt: type === ComplaintMessageReceived.type ? new Date(at).toISOString() : null,
      history: type.includes('complaint-imported'),
    };
  });
  const customers = events.flatMap(({ data }) => (data as OfComplaint).complaint.customer ?? []);
  await customerFactsStore.addCustomers(tx, generation, customers);
  await customerFactsStore.putComplaints(tx, generation, facts);
}

/** When a touchpoint was outside its standard: customers who were there meanwhile have had a bad time. */
export const recordBreaches = (events: readonly ReceivedEvent[], tx: Tx, generation: number): Promise<void> =>
  customerFactsStore.putBreaches(
    tx,
    generation,
    events.flatMap(({ type, data }) => {
      const { alert, at } = data as OfAlert;
      if (alert.standardId === null) return [];
      const { alertId, touchpoint, since } = alert;
      return { alertId, touchpoint, since, resolvedAt: type === TouchpointAlertResolved.type ? at : null };
    }),
  );
