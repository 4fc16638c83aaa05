import type { CommandContext, Complaint } from '../complaint.ts';
import { fireDueSteps } from '../escalation/escalation-chain.ts';
import { Change, type Decision } from '../history/change.ts';

/** Records that a person refused the proposed duplicate: only the history changes. */
export function refuseDuplicate(
  complaint: Complaint,
  { of, reason }: { readonly of: string; readonly reason: string },
  context: CommandContext,
): Decision {
  const change = new Change(complaint, context);
  fireDueSteps(change);
  change.addHistory('refuse-duplicate', { reason, to: of });
  return change.decision();
}
