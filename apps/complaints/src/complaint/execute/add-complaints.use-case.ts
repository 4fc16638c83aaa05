import type { Tx } from '@harken/database';
import type { DecisionContext } from '../../policies/response-policy/policy-context.ts';
import type { Complaint } from '../complaint.ts';
import { importComplaint, type PastComplaint } from '../decide/import-complaint.ts';
import { type NewComplaint, openComplaint } from '../decide/open-complaint.ts';
import { complaintStore } from '../storage/complaint.store.ts';
import { commandContext } from './change-complaint.use-case.ts';

export interface ComplaintToAdd {
  readonly complaint: NewComplaint;
  readonly actor: string;
  readonly by: string | null;
  readonly traceparent: string | undefined;
}

/** Opens and saves new complaints, any number in one statement. */
export async function addComplaints(
  added: readonly ComplaintToAdd[],
  context: DecisionContext,
  tx: Tx,
): Promise<Complaint[]> {
  const openings = added.map(({ complaint, actor, by, traceparent }) => ({
    ...openComplaint(complaint, commandContext(context, actor, by)),
    traceparent,
  }));
  await complaintStore.add(tx, openings, context.now);
  return openings.map(({ decision }) => decision.complaint);
}

/** Takes over complaints of another system, any number in one statement. */
export async function addPastComplaints(
  past: readonly PastComplaint[],
  actor: string,
  context: DecisionContext,
  tx: Tx,
): Promise<void> {
  const openings = past.map((complaint) => importComplaint(complaint, commandContext(context, actor)));
  await complaintStore.add(tx, openings, context.now);
}
