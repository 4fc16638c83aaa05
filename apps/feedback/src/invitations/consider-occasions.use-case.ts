import type { ComplaintClosed, EventData } from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';
import { resolveCustomers } from '../customers/resolve-customers.use-case.ts';
import { candidateStore } from './candidate.store.ts';
import type { InvitationContext } from './invitation.ts';

/** What programmes need to know of an interaction. */
export interface AskedInteraction extends InvitationContext {
  readonly id: string;
  readonly customerId: string;
  readonly type: string;
  readonly touchpoint: string | null;
  readonly occurredAt: Date;
  readonly history: boolean;
}

/** New interactions make programmes ask, after their delay. History makes nobody ask. */
export async function considerInteractions(interactions: readonly AskedInteraction[], tx: Tx): Promise<void> {
  const rows = interactions
    .filter(({ history }) => !history)
    .map(({ id, customerId, type, touchpoint, occurredAt, phase, campaign, product, location }) => ({
      ...{ customerId, type, touchpoint, occasion: id, interactionId: id, complaintId: null, at: occurredAt },
      context: { phase, campaign, product, location },
    }));
  await candidateStore.addAfterInteractions(tx, rows);
}

/** A closed complaint of a known customer invites to rate how it was handled: once for each time that it was closed. */
export async function considerClosedComplaints(
  events: readonly ReceivedEvent<EventData<typeof ComplaintClosed>>[],
  tx: Tx,
): Promise<void> {
  const named = events.flatMap(({ data: { complaint } }) =>
    complaint.customer ? [{ externalId: complaint.customer.externalId, id: complaint.customer.customerId }] : [],
  );
  const customers = await resolveCustomers(named, tx);
  const rows = events.flatMap(({ data: { complaint, at } }) => {
    const customer = complaint.customer && customers.get(complaint.customer.externalId);
    if (!customer) return [];
    const { complaintId, cycle, touchpoint, campaign, product, location } = complaint;
    return {
      ...{ customerId: customer.id, touchpoint, complaintId, interactionId: null, at: new Date(at) },
      occasion: `${complaintId} ${cycle}`,
      context: { campaign, product, location },
    };
  });
  await candidateStore.addAfterComplaints(tx, rows);
}
