import type { Complaint, Moment } from '../complaint.ts';
import { fireDueSteps } from '../escalation/ladder.ts';
import { Change, type Decision } from '../history/change.ts';

/** A person says that it does not repeat the other one: only the history changes. */
export function refuseDuplicate(
  complaint: Complaint,
  { of, reason }: { readonly of: string; readonly reason: string },
  moment: Moment,
): Decision {
  const change = new Change(complaint, moment);
  fireDueSteps(change);
  change.record('refuse-duplicate', { reason, to: of });
  return change.done();
}
