import { type Change, withClock } from '../history/change.ts';
import { isRunning, meetClock, type SlaClock } from '../sla-clock.ts';
import {
  clockOfThisCycle,
  metByOutgoing,
  type OutgoingKind,
  pauseResolutionClocks,
  startOpeningClocks,
  startOrRestart,
} from './clock-lifecycle.ts';

/** What was written to or by the customer before the complaint came to us. */
export interface PastContact {
  readonly at: Date;
  readonly kind: OutgoingKind | 'from-customer';
}

/**
 * Starts the clocks of a complaint that is under way at its real opening. The contacts of the past meet and restart them.
 * A deadline that is over was missed at its own time, so that no step of the past is left to fire.
 */
export function startPastClocks(change: Change, contacts: readonly PastContact[]): void {
  startOpeningClocks(change);
  for (const { kind, at } of contacts.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    if (kind === 'from-customer') startNextResponse(change, at);
    else meetAt(change, kind, at);
  }
  if (change.complaint.status === 'pending_customer') pauseResolutionClocks(change);
  for (const clock of change.complaint.clocks.filter(isRunning))
    change.set(withClock(change.complaint, withMissedSteps(clock, change.now)));
}

function meetAt(change: Change, kind: OutgoingKind, at: Date): void {
  for (const clock of change.complaint.clocks.filter(isRunning))
    if (metByOutgoing[kind].includes(clock.clock))
      change.set(withClock(change.complaint, meetClock(withMissedSteps(clock, at), at)));
  startOrRestart(change, 'progress_update', at);
}

/** After the first response each message of the customer waits for the next one. */
function startNextResponse(change: Change, at: Date): void {
  const first = clockOfThisCycle(change, 'first_response');
  const next = clockOfThisCycle(change, 'next_response');
  if (first && !isRunning(first) && !(next && isRunning(next))) startOrRestart(change, 'next_response', at);
}

const withMissedSteps = (clock: SlaClock, until: Date): SlaClock => ({
  ...clock,
  warnedAt: clock.warnAt <= until ? clock.warnAt : null,
  breachedAt: clock.dueAt <= until ? clock.dueAt : null,
});
