import { promiseOf } from '../../policies/response-policy/promise.ts';
import type { VersionedPolicy } from '../../policies/response-policy/response-policy.ts';
import { type Cause, causeText } from '../../recomputation/recomputation.ts';
import { type Clock, isRunning } from '../clock.ts';
import { system } from '../complaint.ts';
import { fireDueSteps } from '../escalation/ladder.ts';
import type { Change } from '../history/change.ts';
import { replaceClock } from '../history/change.ts';
import { retargetClocks } from '../sla/conduct.ts';
import { retargetClock } from '../sla/deadlines.ts';

/** A policy is applied to what is open: clocks that run under one of the policies before it go over to it. */
export function applyPolicy(change: Change, before: ReadonlySet<number>, cause: Cause): void {
  recompute(change, cause, () => {
    const { clocks } = change.complaint;
    if (clocks.some((clock) => isRunning(clock) && before.has(clock.policyVersion)))
      retargetClocks(change, ({ policyVersion }) => before.has(policyVersion));
  });
}

/** Each clock is reckoned again under its own policy, because what that policy counts with has changed. */
export function recount(change: Change, policies: ReadonlyMap<number, VersionedPolicy>, cause: Cause): void {
  recompute(change, cause, () => {
    for (const clock of change.complaint.clocks.filter(isRunning)) {
      const policy = policies.get(clock.policyVersion);
      if (!policy) continue;
      const terms = { ...change.moment.terms, policy };
      const promise = promiseOf(clock.clock, change.complaint, terms) ?? clock;
      const { target, calendar } = promise;
      const next = retargetClock(clock, { target, calendar }, terms, change.now);
      if (!sameDeadlines(clock, next)) replaceClock(change, next);
    }
  });
}

/** What fell due before comes first: a recomputation hides no breach. */
function recompute(change: Change, cause: Cause, reckon: () => void): void {
  fireDueSteps(change);
  const { clocks } = change.complaint;
  reckon();
  if (change.complaint.clocks === clocks) return;
  change.record('clocks-recomputed', { reason: causeText(cause) }, system);
  fireDueSteps(change);
}

const sameDeadlines = (a: Clock, b: Clock): boolean =>
  a.calendar === b.calendar &&
  a.target === b.target &&
  a.dueAt.getTime() === b.dueAt.getTime() &&
  a.warnAt.getTime() === b.warnAt.getTime();
