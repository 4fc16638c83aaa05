import { fireDueSteps, replaceClock } from '../escalation/ladder.ts';
import type { Change } from '../lifecycle/change.ts';
import { system } from '../lifecycle/complaint.ts';
import { type Clock, isRunning } from './clock.ts';
import { retargetClocks } from './conduct.ts';
import { retargetClock } from './deadlines.ts';
import { promiseOf } from './promise.ts';
import type { VersionedPolicy } from './response-policy.ts';

/** Why the deadlines of many complaints are reckoned again. */
export type Cause =
  | { readonly kind: 'policy'; readonly version: number }
  | { readonly kind: 'calendar'; readonly id: string }
  | { readonly kind: 'team'; readonly id: string };

export const causeText = (cause: Cause): string =>
  cause.kind === 'policy' ? `response policy ${cause.version}` : `${cause.kind} ${cause.id}`;

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
