import type { Tx } from '@harken/messaging';
import type { Ground } from '../../policies/response-policy/terms.ts';
import type { Complaint } from '../complaint.ts';
import { type NewComplaint, open } from '../decide/open.ts';
import { complaintStore } from '../storage/complaint.store.ts';
import { momentOf } from './change-complaint.use-case.ts';

export interface AddComplaint {
  readonly complaint: NewComplaint;
  readonly actor: string;
  readonly by: string | null;
  readonly traceparent: string | undefined;
}

/** Opens and saves new complaints, any number in one statement. */
export async function addComplaints(added: readonly AddComplaint[], ground: Ground, tx: Tx): Promise<Complaint[]> {
  const openings = added.map(({ complaint, actor, by, traceparent }) => ({
    ...open(complaint, momentOf(ground, actor, by)),
    traceparent,
  }));
  await complaintStore.add(tx, openings, ground.now);
  return openings.map(({ decision }) => decision.complaint);
}
