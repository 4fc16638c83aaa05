import type { EventData, HandlingRated } from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';
import { type ComplaintRow, system } from '../complaint/complaint.ts';
import { aboutHandlingLink, rateHandling } from '../complaint/decide/decide.ts';
import { changeComplaint, executeCommand } from '../complaint/execute/change-complaint.use-case.ts';
import { handlingRatingStore, ratedComplaints } from './handling-rating.store.ts';

/** Keeps the rating of a complaint's handling. A rating that names no complaint of the customer is ignored. */
export async function recordHandlingRating(
  { data }: ReceivedEvent<EventData<typeof HandlingRated>>,
  tx: Tx,
): Promise<void> {
  const { rating, complaintId, customer, history, occurredAt } = data;
  const kept = { rating, complaintId, customer: customer?.externalId ?? null, at: occurredAt };
  if (!(await handlingRatingStore.add(tx, kept))) return;
  await changeComplaint(
    { id: complaintId, expectedVersion: undefined, actor: system, onBehalfOf: null },
    (complaint, moment) => rateHandling(complaint, { rating, history }, moment),
    tx,
  );
}

/** Links a complaint opened from a poor rating of the handling to the complaint that was rated. */
export async function linkAboutHandling(
  opened: readonly Pick<ComplaintRow, 'id' | 'feedbackId'>[],
  tx: Tx,
): Promise<void> {
  const rated = await ratedComplaints(
    tx,
    opened.flatMap(({ feedbackId }) => feedbackId ?? []),
  );
  for (const { id, feedbackId } of opened) {
    const to = feedbackId === null ? undefined : rated.get(feedbackId);
    if (!to) continue;
    const change = { id, expectedVersion: undefined, actor: system, onBehalfOf: null };
    await executeCommand(change, { name: 'link', to, kind: aboutHandlingLink }, tx);
  }
}
