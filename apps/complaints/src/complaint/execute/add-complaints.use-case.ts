import { type Identity } from '@harken/contracts';
import type { Tx } from '@harken/database';
import type { DecisionContext } from '../../policies/response-policy/policy-context.ts';
import type { Complaint } from '../complaint.ts';
import { type NewComplaint, openComplaint } from '../decide/open-complaint.ts';
import { complaintStore } from '../storage/complaint.store.ts';
import { commandContext } from './change-complaint.use-case.ts';

export interface ComplaintToAdd {
  readonly complaint: NewComplaint;
  readonly actor: Identity;
  readonly onBehalfOf: string | null;
  readonly traceparent: string | undefined;
}

/** Opens and saves new complaints, any number in one statement. */
export async function addComplaints(
  added: readonly ComplaintToAdd[],
  context: DecisionContext,
  tx: Tx,
): Promise<Complaint[]> {
  const openings = added.map(({ complaint, actor, onBehalfOf, traceparent }) => ({
    ...openComplaint(complaint, commandContext(context, actor, onBehalfOf)),
    traceparent,
  }));
  await complaintStore.add(tx, openings, context.now);
  return openings.map(({ decision }) => decision.complaint);
}
