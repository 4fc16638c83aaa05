import type { VersionedPolicy } from '../../policies/response-policy/response-policy.ts';
import { slaTargetFor } from '../../policies/response-policy/sla-target.ts';
import { causeText, type RecomputationCause } from '../../recomputation/recomputation-cause.ts';
import { system } from '../complaint.ts';
import { fireDueSteps } from '../escalation/escalation-chain.ts';
import type { Change } from '../history/change.ts';
import { replaceClock } from '../history/change.ts';
import { recalculateClocks } from '../sla/clock-lifecycle.ts';
import { recalculateDeadlines } from '../sla/deadlines.ts';
import { isRunning, type SlaClock } from '../sla-clock.ts';

/** Applies a new policy to an open complaint: running clocks of the earlier versions switch to it. */
export function applyNewPolicy(change: Change, before: ReadonlySet<number>, cause: RecomputationCause): void {
  withHistoryEntry(change, cause, () => {
    const { clocks } = change.complaint;
    if (clocks.some((clock) => isRunning(clock) && before.has(clock.policyVersion)))
      recalculateClocks(change, ({ policyVersion }) => before.has(policyVersion));
  });
}

/** Recomputes each running clock under its own policy, because a calendar or a team's calendar has changed. */
export function recomputeDeadlines(
  change: Change,
  policies: ReadonlyMap<number, VersionedPolicy>,
  cause: RecomputationCause,
): void {
  withHistoryEntry(change, cause, () => {
    for (const clock of change.complaint.clocks.filter(isRunning)) {
      const policy = policies.get(clock.policyVersion);
      if (!policy) continue;
      const policyContext = { ...change.context.policyContext, policy };
      const promise = slaTargetFor(clock.clock, change.complaint, policyContext) ?? clock;
      const { target, calendar } = promise;
      const next = recalculateDeadlines(clock, { target, calendar }, policyContext, change.now);
      if (!sameDeadlines(clock, next)) replaceClock(change, next);
    }
  });
}

/** Due steps are fired first: a recomputation hides no breach. */
function withHistoryEntry(change: Change, cause: RecomputationCause, recalculate: () => void): void {
  fireDueSteps(change);
  const { clocks } = change.complaint;
  recalculate();
  if (change.complaint.clocks === clocks) return;
  change.addHistory('clocks-recomputed', { reason: causeText(cause) }, system);
  fireDueSteps(change);
}

const sameDeadlines = (a: SlaClock, b: SlaClock): boolean =>
  a.calendar === b.calendar &&
  a.target === b.target &&
  a.dueAt.getTime() === b.dueAt.getTime() &&
  a.warnAt.getTime() === b.warnAt.getTime();
