import type { CustomersMerged, CustomersUnmerged, EventData } from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';
import { type CustomerFacts, system } from '../complaint/complaint.ts';
import { customerOfComplaintChanged } from '../complaint/decide/decide-customer-changed.ts';
import { changeComplaint } from '../complaint/execute/change-complaint.use-case.ts';
import { type MovingComplaint, movedComplaintsStore } from './moved-complaints.store.ts';

type Merged = EventData<typeof CustomersMerged>;
type Unmerged = EventData<typeof CustomersUnmerged>;

/**
 * Complaints, open and ended ones, follow their customer into a merge and out of it again. The next complaint counts
 * those of both; a merge itself opens, escalates and proposes nothing.
 */
export async function followMerges(events: readonly ReceivedEvent<Merged | Unmerged>[], tx: Tx): Promise<void> {
  for (const { data } of events) {
    if ('segments' in data.merged) await takeBack(data.merged, tx);
    else await moveTo(data.merged, data.customer, tx);
  }
}

async function moveTo(merged: Merged['merged'], customer: CustomerFacts, tx: Tx): Promise<void> {
  await movedComplaintsStore.setMerged(tx, merged, customer.externalId);
  const recorded = await movedComplaintsStore.recordedFor(tx, merged.externalId);
  await movedComplaintsStore.keep(
    tx,
    recorded.filter(({ before }) => before === null).map(({ id, now }) => ({ complaintId: id, customer: now })),
  );
  await movedComplaintsStore.followTriage(tx, merged.externalId, customer.externalId);
  const moving = recorded.filter(({ now }) => now.externalId !== customer.externalId);
  await move(
    moving.map(({ id, now }) => ({ id, from: now, to: customer })),
    'merged',
    tx,
  );
}

async function takeBack(customer: CustomerFacts, tx: Tx): Promise<void> {
  await movedComplaintsStore.setMerged(tx, customer, null);
  const recorded = await movedComplaintsStore.recordedFor(tx, customer.externalId);
  await movedComplaintsStore.followTriage(tx, customer.externalId, customer.externalId);
  const back = recorded.flatMap(({ id, now, before }) => (before ? [{ id, from: now, to: before }] : []));
  await movedComplaintsStore.forget(
    tx,
    back.map(({ id }) => id),
  );
  await move(back, 'unmerged', tx);
}

async function move(complaints: readonly MovingComplaint[], reason: 'merged' | 'unmerged', tx: Tx): Promise<void> {
  if (complaints.length === 0) return;
  await movedComplaintsStore.move(tx, complaints);
  for (const { id, from } of complaints) {
    await changeComplaint(
      { id, expectedVersion: undefined, actor: system, onBehalfOf: null },
      (complaint, context) => customerOfComplaintChanged(complaint, { reason, from }, context),
      tx,
    );
  }
}

/** Of complaints that opened for the customer who is meant now: whom their feedback named. */
export async function keepRecordedCustomers(
  named: readonly { readonly complaintId: string; readonly customer: CustomerFacts | null }[],
  tx: Tx,
): Promise<void> {
  const first = named.flatMap(({ complaintId, customer }) => (customer ? [{ complaintId, customer }] : []));
  if (first.length > 0) await movedComplaintsStore.keep(tx, first);
}
