import type { EventData, HandlingRated } from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { ReceivedEvent } from '@harken/messaging';
import { system } from '../complaint/complaint.ts';
import { rateHandling } from '../complaint/decide/decide.ts';
import { changeComplaint } from '../complaint/execute/change-complaint.use-case.ts';
import { handlingRatingStore } from './handling-rating.store.ts';

/** Keeps the rating of a complaint's handling. A rating that names no complaint of the customer is ignored. */
export async function recordHandlingRating(
  { data }: ReceivedEvent<EventData<typeof HandlingRated>>,
  tx: Tx,
): Promise<void> {
  const { rating, complaintId, customer, occurredAt } = data;
  const kept = { rating, complaintId, customer: customer.externalId, at: occurredAt };
  if (!(await handlingRatingStore.add(tx, kept))) return;
  await changeComplaint(
    { id: complaintId, expectedVersion: undefined, actor: system, by: null },
    (complaint, moment) => rateHandling(complaint, rating, moment),
    tx,
  );
}
