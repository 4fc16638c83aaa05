import { type CompensationKind, CompensationProposed } from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import { dueAt, roundTheClock } from '../calendars/due-at.ts';
import type { CommandContext, Complaint } from '../complaint/complaint.ts';
import { escalate, fireDueSteps } from '../complaint/escalation/escalation-chain.ts';
import { Change, type Decision, event } from '../complaint/history/change.ts';
import type { Amount } from '../policies/compensation-limits/compensation-limits.ts';
import {
  aboveLimit,
  amountWith,
  assertSomebodyApproves,
  type CommittedSums,
  needsFourEyes,
  needsManagement,
  type VersionedLimits,
} from '../policies/compensation-limits/compensation-limits.ts';
import { topLevelOfPolicy } from '../policies/response-policy/response-policy.ts';
import { amountOf, assertAmountFits, type Compensation, compensationFacts, partyOf } from './compensation.ts';

export interface CompensationProposal {
  readonly kind: CompensationKind;
  readonly amount: Amount | null;
  readonly description: string;
}

export interface ProposalContext {
  readonly limits: VersionedLimits;
  readonly committed: CommittedSums;
}

export interface CompensationDecision {
  readonly decision: Decision;
  readonly compensation: Compensation;
}

/** Also allowed after the complaint has ended: compensation often comes last. */
export function propose(
  complaint: Complaint,
  proposal: CompensationProposal,
  { limits, committed }: ProposalContext,
  context: CommandContext,
): CompensationDecision {
  assertAmountFits(proposal.kind, proposal.amount);
  assertSomebodyApproves(limits, proposal.amount);
  if (complaint.duplicateOf)
    throw new RuleBroken('compensation.complaint-is-duplicate', 'It repeats another one: propose it there.', {
      complaintId: complaint.id,
      original: complaint.duplicateOf,
    });
  const change = new Change(complaint, context);
  fireDueSteps(change);
  const compensation = newCompensation(change, proposal, { limits, committed });
  const { fourEyes, management, expiresAt } = compensation;
  change.apply(
    event(CompensationProposed, {
      at: change.at,
      compensation: compensationFacts(compensation),
      fourEyes,
      management,
      expiresAt: expiresAt.toISOString(),
      by: change.by,
    }),
    { history: { action: 'compensation-proposed', reason: describeValue(compensation), to: compensation.id } },
  );
  if (management) escalateAboveLimit(change);
  return { decision: change.decision(), compensation };
}

function newCompensation(
  change: Change,
  { kind, amount, description }: CompensationProposal,
  { limits, committed }: ProposalContext,
): Compensation {
  const { now, by, complaint, context } = change;
  const total = amountWith(amount, committed.approved + committed.proposed);
  return {
    id: change.context.newId(),
    complaintId: complaint.id,
    customer: complaint.customer,
    version: 1,
    kind,
    minor: amount?.minor ?? null,
    currency: amount?.currency ?? null,
    description,
    status: 'proposed',
    limitsVersion: limits.version,
    fourEyes: needsFourEyes(limits, total),
    management: needsManagement(limits, total),
    proposedBy: by,
    proposer: partyOf(context.actor),
    proposedAt: now,
    expiresAt: dueAt(now, limits.proposalExpiresAfter, roundTheClock),
    approvedBy: null,
    approver: null,
    approvedAt: null,
    fulfilBy: null,
    overdueAt: null,
    fulfilledAt: null,
    reference: null,
    reason: null,
    changedAt: now,
    changedBy: by,
  };
}

function escalateAboveLimit(change: Change): void {
  const { policy } = change.context.policyContext;
  if (policy.straightToManagement.includes(aboveLimit)) escalate(change, topLevelOfPolicy(policy), aboveLimit, null);
}

const describeValue = (compensation: Compensation): string => {
  const amount = amountOf(compensation);
  return amount ? `${compensation.kind}: ${amount.minor} ${amount.currency}` : compensation.kind;
};
