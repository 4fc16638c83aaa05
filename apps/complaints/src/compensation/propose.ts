import { type CompensationKind, CompensationProposed } from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import { dueAt, wall } from '../calendars/due-at.ts';
import type { Complaint, Moment } from '../complaint/complaint.ts';
import { escalate, fireDueSteps } from '../complaint/escalation/ladder.ts';
import { Change, type Decision } from '../complaint/history/change.ts';
import type { Amount } from '../policies/compensation-limits/amount.ts';
import {
  aboveLimit,
  needsFourEyes,
  needsManagement,
  type VersionedLimits,
} from '../policies/compensation-limits/compensation-limits.ts';
import { topLevel } from '../policies/response-policy/response-policy.ts';
import { amountOf, type Compensation, checkWorth, compensationFacts } from './compensation.ts';

export interface Proposal {
  readonly kind: CompensationKind;
  readonly amount: Amount | null;
  readonly description: string;
}

export interface Decided {
  readonly decision: Decision;
  readonly compensation: Compensation;
}

/** Also for a complaint that has ended: making it good often comes last. */
export function propose(complaint: Complaint, proposal: Proposal, limits: VersionedLimits, moment: Moment): Decided {
  checkWorth(proposal.kind, proposal.amount);
  if (complaint.duplicateOf)
    throw new RuleBroken('compensation.complaint-is-duplicate', 'It repeats another one: propose it there.', {
      complaintId: complaint.id,
      original: complaint.duplicateOf,
    });
  const change = new Change(complaint, moment);
  fireDueSteps(change);
  const compensation = proposed(change, proposal, limits);
  const { fourEyes, management, expiresAt } = compensation;
  change.tell(CompensationProposed, {
    at: change.at,
    compensation: compensationFacts(compensation),
    fourEyes,
    management,
    expiresAt: expiresAt.toISOString(),
    by: change.by,
  });
  change.record('compensation-proposed', { reason: worthOf(compensation), to: compensation.id });
  if (management) bringToManagement(change);
  return { decision: change.done(), compensation };
}

function proposed(change: Change, { kind, amount, description }: Proposal, limits: VersionedLimits): Compensation {
  const { now, by, complaint } = change;
  return {
    id: change.moment.newId(),
    complaintId: complaint.id,
    customer: complaint.customer,
    version: 1,
    kind,
    minor: amount?.minor ?? null,
    currency: amount?.currency ?? null,
    description,
    status: 'proposed',
    limitsVersion: limits.version,
    fourEyes: needsFourEyes(limits, amount),
    management: needsManagement(limits, amount),
    proposedBy: by,
    proposedAt: now,
    expiresAt: dueAt(now, limits.proposalExpiresAfter, wall),
    approvedBy: null,
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

function bringToManagement(change: Change): void {
  const { policy } = change.moment.terms;
  if (policy.straightToManagement.includes(aboveLimit)) escalate(change, topLevel(policy), aboveLimit, null);
}

const worthOf = (compensation: Compensation): string => {
  const amount = amountOf(compensation);
  return amount ? `${compensation.kind}: ${amount.minor} ${amount.currency}` : compensation.kind;
};
