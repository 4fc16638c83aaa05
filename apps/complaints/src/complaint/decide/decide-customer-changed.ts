import { ComplaintCustomerChanged } from '@harken/contracts';
import type { CommandContext, Complaint, CustomerFacts } from '../complaint.ts';
import { decideWith } from '../escalation/escalation-chain.ts';
import { type Decision, event } from '../history/change.ts';

export interface CustomerChange {
  readonly reason: 'merged' | 'unmerged';
  /** Whose it was. */
  readonly from: CustomerFacts;
}

/** Writes down that it is another customer's now. Status, team, clocks and escalations stay, and nothing is counted anew. */
export const customerOfComplaintChanged = (
  complaint: Complaint,
  { reason, from }: CustomerChange,
  context: CommandContext,
): Decision =>
  decideWith(complaint, context, (change) => {
    change.apply(event(ComplaintCustomerChanged, { at: change.at, reason, from }), {
      // The history names no customer: personal data must not be where it cannot be erased.
      history: { action: `customer-${reason}` },
    });
  });
