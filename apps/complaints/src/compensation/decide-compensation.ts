import {
  CompensationApproved,
  CompensationCancelled,
  CompensationDeclined,
  CompensationFulfilled,
  CompensationFulfilmentFailed,
} from '@harken/contracts';
import { Invalid, RuleBroken } from '@harken/errors';
import { dueAt, roundTheClock } from '../calendars/due-at.ts';
import type { CommandContext, Complaint } from '../complaint/complaint.ts';
import { fireDueSteps } from '../complaint/escalation/escalation-chain.ts';
import { Change, event } from '../complaint/history/change.ts';
import {
  amountWith,
  assertWithinLimit,
  type CommittedSums,
  isManagement,
  needsFourEyes,
  type VersionedLimits,
} from '../policies/compensation-limits/compensation-limits.ts';
import {
  amountOf,
  type Compensation,
  compensationFacts,
  compensationTransitions,
  isSameParty,
  partyOf,
} from './compensation.ts';
import { closeManagementReview, fireDueStep } from './compensation-timers.ts';
import type { CompensationDecision } from './propose.ts';

export type CompensationCommand =
  | { readonly name: 'approve'; readonly roles: readonly string[] }
  | { readonly name: 'decline'; readonly roles: readonly string[]; readonly reason: string }
  | { readonly name: 'cancel'; readonly reason: string }
  | { readonly name: 'fulfil'; readonly fulfilledAt: Date | null; readonly reference: string | null }
  | { readonly name: 'fail'; readonly reason: string; readonly reference: string | null };
type CompensationCommandOf<N extends CompensationCommand['name']> = Extract<CompensationCommand, { name: N }>;

export interface CompensationContext {
  readonly limits: VersionedLimits;
  readonly committed: CommittedSums;
  /** Other proposals of the complaint still wait for management. */
  readonly othersPending: boolean;
}

// Clocks of other systems may run a little ahead of ours.
const clockSkewMs = 300_000;

/**
 * Decides a command on a compensation, or throws a RuleBroken that says why not. Due steps come first: nobody approves
 * an expired proposal.
 */
export function decideCompensation(
  complaint: Complaint,
  before: Compensation,
  command: CompensationCommand,
  compensationContext: CompensationContext,
  context: CommandContext,
): CompensationDecision {
  const change = new Change(complaint, context);
  fireDueSteps(change);
  const current = fireDueStep(change, before);
  const status = compensationTransitions[current.status][command.name];
  if (!status)
    throw new RuleBroken('compensation.transition-forbidden', `What is ${current.status} does not take this.`, {
      compensationId: current.id,
      status: current.status,
      allowed: Object.keys(compensationTransitions[current.status]).filter((action) => action !== 'expire'),
    });
  const moved = { ...current, status, version: current.version + 1, changedAt: change.now, changedBy: change.by };
  const compensation = applyCompensationCommand(change, moved, command, current, compensationContext);
  if (!compensationContext.othersPending) closeManagementReview(change, before, compensation);
  return { decision: change.decision(), compensation };
}

function applyCompensationCommand(
  change: Change,
  moved: Compensation,
  command: CompensationCommand,
  before: Compensation,
  { limits, committed }: CompensationContext,
): Compensation {
  switch (command.name) {
    case 'approve':
      assertManagement(before, command.roles);
      return approve(change, withSum(moved, command.roles, change, { limits, committed }), limits);
    case 'decline':
      assertManagement(before, command.roles);
      return decline(change, moved, command);
    case 'cancel':
      return cancel(change, moved, command, before.approvedAt !== null);
    case 'fulfil':
      return fulfil(change, moved, command);
    case 'fail':
      return fail(change, moved, command);
  }
}

function approve(change: Change, moved: Compensation, { fulfilWithin }: VersionedLimits): Compensation {
  const fulfilBy = dueAt(change.now, fulfilWithin, roundTheClock);
  const approver = partyOf(change.context.actor);
  const approved = { ...moved, approvedBy: change.by, approver, approvedAt: change.now, fulfilBy };
  change.apply(
    event(CompensationApproved, {
      at: change.at,
      compensation: compensationFacts(approved),
      description: approved.description,
      fulfilBy: fulfilBy.toISOString(),
      by: change.by,
    }),
    { history: { action: 'compensation-approved', to: approved.id } },
  );
  return approved;
}

function decline(change: Change, moved: Compensation, { reason }: CompensationCommandOf<'decline'>): Compensation {
  change.apply(event(CompensationDeclined, { at: change.at, compensation: compensationFacts(moved), by: change.by }), {
    history: { action: 'compensation-declined', reason, to: moved.id },
  });
  return { ...moved, reason };
}

function cancel(
  change: Change,
  moved: Compensation,
  { reason }: CompensationCommandOf<'cancel'>,
  approvedBefore: boolean,
) {
  const facts = { compensation: compensationFacts(moved), approvedBefore, by: change.by };
  change.apply(event(CompensationCancelled, { at: change.at, ...facts }), {
    history: { action: 'compensation-cancelled', reason, to: moved.id },
  });
  return { ...moved, reason };
}

function fulfil(change: Change, moved: Compensation, command: CompensationCommandOf<'fulfil'>): Compensation {
  const said = command.fulfilledAt ?? change.now;
  if (said.getTime() > change.now.getTime() + clockSkewMs) {
    const detail = 'It cannot have been fulfilled in the future.';
    const code = 'compensation.fulfilled-in-future';
    throw new Invalid(code, detail, [{ pointer: '/fulfilledAt', code, detail }]);
  }
  const fulfilledAt = new Date(Math.min(said.getTime(), change.now.getTime()));
  const reference = command.reference ?? moved.reference;
  change.apply(
    event(CompensationFulfilled, {
      at: change.at,
      compensation: compensationFacts(moved),
      fulfilledAt: fulfilledAt.toISOString(),
      late: moved.fulfilBy !== null && fulfilledAt > moved.fulfilBy,
      reference,
      by: change.by,
    }),
    { history: { action: 'compensation-fulfilled', reason: reference, to: moved.id } },
  );
  return { ...moved, fulfilledAt, reference, reason: null };
}

function fail(
  change: Change,
  moved: Compensation,
  { reason, reference: said }: CompensationCommandOf<'fail'>,
): Compensation {
  const reference = said ?? moved.reference;
  const facts = { compensation: compensationFacts(moved), reference, by: change.by };
  change.apply(event(CompensationFulfilmentFailed, { at: change.at, ...facts }), {
    history: { action: 'compensation-fulfilment-failed', reason, to: moved.id },
  });
  return { ...moved, reference, reason };
}

function assertManagement({ id, management }: Compensation, roles: readonly string[]): void {
  if (management && !isManagement(roles))
    throw new RuleBroken('compensation.management-only', 'Management decides on this amount.', { compensationId: id });
}

/** Small amounts in a row count as the one that they are together: for the limit of the role and for four eyes. */
function withSum(
  moved: Compensation,
  roles: readonly string[],
  { context }: Change,
  { limits, committed }: Pick<CompensationContext, 'limits' | 'committed'>,
): Compensation {
  const total = amountWith(amountOf(moved), committed.approved);
  assertWithinLimit(limits, roles, total, committed.approved);
  const fourEyes = moved.fourEyes || needsFourEyes(limits, total);
  if (fourEyes && isSameParty(moved.proposer, context.actor))
    throw new RuleBroken('compensation.four-eyes', 'Another person than the proposer has to approve this amount.', {
      compensationId: moved.id,
    });
  return { ...moved, fourEyes };
}
