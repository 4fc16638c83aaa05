import type { VersionedPolicy } from '../../policies/response-policy/response-policy.ts';
import { slaTargetFor } from '../../policies/response-policy/sla-target.ts';
import { causeText, type RecomputationCause } from '../../recomputation/recomputation-cause.ts';
import { system } from '../complaint.ts';
import { fireDueSteps } from '../escalation/escalation-chain.ts';
import type { Change } from '../history/change.ts';
import { recalculateClocks } from '../sla/clock-lifecycle.ts';
import { recalculateDeadlines } from '../sla/deadlines.ts';
import { isRunning, type SlaClock } from '../sla-clock.ts';

// Due steps are fired first: a recomputation hides no breach.

/** Applies a new policy to an open complaint: running clocks of the earlier versions switch to it. */
export function applyNewPolicy(change: Change, before: ReadonlySet<number>, cause: RecomputationCause): void {
  fireDueSteps(change);
  const isAffected = ({ policyVersion }: SlaClock) => before.has(policyVersion);
  if (!change.complaint.clocks.some((clock) => isRunning(clock) && isAffected(clock))) return;
  change.apply(null, { history: recomputedNote(cause) });
  recalculateClocks(change, isAffected);
  fireDueSteps(change);
}

/** Recomputes each running clock under its own policy, because a calendar or a team's calendar has changed. */
export function recomputeDeadlines(
  change: Change,
  policies: ReadonlyMap<number, VersionedPolicy>,
  cause: RecomputationCause,
): void {
  fireDueSteps(change);
  const { complaint, context, now } = change;
  const clocks = complaint.clocks.map((clock) => {
    const policy = policies.get(clock.policyVersion);
    if (!isRunning(clock) || !policy) return clock;
    const policyContext = { ...context.policyContext, policy };
    const { target, calendar } = slaTargetFor(clock.clock, complaint, policyContext) ?? clock;
    const next = recalculateDeadlines(clock, { target, calendar }, policyContext, now);
    return sameDeadlines(clock, next) ? clock : next;
  });
  if (clocks.every((clock, index) => clock === complaint.clocks[index])) return;
  change.apply(null, { patch: { clocks }, history: recomputedNote(cause) });
  fireDueSteps(change);
}

const recomputedNote = (cause: RecomputationCause) => ({
  action: 'clocks-recomputed',
  reason: causeText(cause),
  actor: system,
});

const sameDeadlines = (a: SlaClock, b: SlaClock): boolean =>
  a.calendar === b.calendar &&
  a.target === b.target &&
  a.dueAt.getTime() === b.dueAt.getTime() &&
  a.warnAt.getTime() === b.warnAt.getTime();
