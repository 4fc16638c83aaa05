import { type ClockName, ComplaintClockMet } from '@harken/contracts';
import { pauseCapFor, slaTargetFor } from '../../policies/response-policy/sla-target.ts';
import { type Complaint, system } from '../complaint.ts';
import { type Change, event, withClock, withClosedEscalations } from '../history/change.ts';
import { cancelClock, isPaused, isRunning, meetClock, restartClock, type SlaClock } from '../sla-clock.ts';
import { pauseClock, recalculateDeadlines, resumeClock, startClock } from './deadlines.ts';

/**
 * Starts, pauses, meets and cancels the clocks of a complaint. Which step fires when is decided in
 * `escalation-chain.ts`.
 */

export type OutgoingKind = 'acknowledgement' | 'message' | 'answer';

// The clocks that each kind of outgoing message meets. Only an answer, which has an outcome, is a final response.
export const metByOutgoing: Readonly<Record<OutgoingKind, readonly ClockName[]>> = {
  acknowledgement: ['acknowledge', 'next_response', 'progress_update'],
  message: ['acknowledge', 'first_response', 'next_response', 'progress_update'],
  answer: ['acknowledge', 'first_response', 'next_response', 'progress_update', 'regulatory'],
};

const pausableClocks: readonly ClockName[] = ['first_resolution', 'resolution'];

/** Meets the named clocks and closes their escalations. */
export function meetClocks(change: Change, names: readonly ClockName[]): void {
  for (const running of change.complaint.clocks) {
    if (!names.includes(running.clock) || !isRunning(running)) continue;
    const clock = resumeClock(running, change.now, change.context.policyContext.calendars);
    const met = event(ComplaintClockMet, {
      at: change.at,
      clock: clock.clock,
      startedAt: clock.startedAt.toISOString(),
      dueAt: clock.dueAt.toISOString(),
      late: change.now > clock.dueAt,
    });
    change.apply(met, { patch: stopped(change, meetClock(clock, change.now)) });
  }
}

/** The clocks a new complaint starts with, from when it was opened. */
export function startOpeningClocks(change: Change): void {
  for (const clock of ['acknowledge', 'first_response', 'progress_update', ...pausableClocks, 'regulatory'] as const)
    startOrRestart(change, clock, change.complaint.openedAt);
}

/**
 * A message from the customer, by any channel: paused clocks resume, and after the first response the next response is
 * due.
 */
export function onIncomingMessage(change: Change): void {
  resumeClocks(change, 'the customer wrote');
  const first = clockOfThisCycle(change, 'first_response');
  const next = clockOfThisCycle(change, 'next_response');
  if (change.complaint.endedAt || !first || isRunning(first) || (next && isRunning(next))) return;
  startOrRestart(change, 'next_response');
}

/** A message to the customer: meets clocks, and starts the next progress update while the complaint is open. */
export function onOutgoingMessage(change: Change, writing: OutgoingKind = 'message'): void {
  if (!change.complaint.acknowledgedAt) change.set({ acknowledgedAt: change.now });
  meetClocks(change, metByOutgoing[writing]);
  if (!change.complaint.endedAt) startOrRestart(change, 'progress_update');
}

/** Pauses the resolution clocks while the complaint waits for the customer, at most as long as the policy allows. */
export function pauseResolutionClocks(change: Change): void {
  const { policy, calendars } = change.context.policyContext;
  const cap = pauseCapFor(change.complaint, policy);
  for (const clock of change.complaint.clocks) {
    if (!pausableClocks.includes(clock.clock)) continue;
    const paused = pauseClock(clock, cap, policy.warnAt, change.now, calendars);
    if (paused === clock) continue;
    change.apply(null, {
      patch: withClock(change.complaint, paused),
      history: { action: 'clock-paused', reason: clock.clock, actor: system },
    });
  }
}

export function resumeClocks(change: Change, why: string): void {
  for (const clock of change.complaint.clocks.filter(isPaused)) {
    const resumed = resumeClock(clock, change.now, change.context.policyContext.calendars);
    change.apply(null, {
      patch: withClock(change.complaint, resumed),
      history: { action: 'clock-resumed', reason: `${clock.clock}: ${why}`, actor: system },
    });
  }
}

/** Keeps clocks paused exactly while the complaint waits for its customer. */
export function pauseOrResumeByStatus(change: Change, from: string, why: string): void {
  const { status } = change.complaint;
  if (status === from) return;
  if (status === 'pending_customer') pauseResolutionClocks(change);
  else resumeClocks(change, why);
}

export function meetClosingClocks(change: Change): void {
  meetClocks(change, [...pausableClocks, 'regulatory']);
}

/**
 * Cancels the clocks that wait for the next contact. Call after the closing entry, so that it gets its own history row.
 */
export function cancelContactClocks(change: Change): void {
  for (const clock of change.complaint.clocks)
    if (isRunning(clock) && (clock.clock === 'next_response' || clock.clock === 'progress_update'))
      cancelWithEscalations(change, clock);
}

/** Restarts the clocks after a reopening; resolution and regulatory clocks go on from the first day. */
export function restartClocksOnReopen(change: Change): void {
  for (const clock of change.complaint.clocks)
    if (clock.clock === 'resolution' || (clock.clock === 'regulatory' && !clock.cancelled))
      replaceClock(change, restartClock(clock, change.now));
  // An imported complaint that was over had no clocks.
  if (!clockOfAnyCycle(change, 'resolution')) startOrRestart(change, 'resolution', change.complaint.openedAt);
  const regulator = clockOfAnyCycle(change, 'regulatory');
  if (!regulator || regulator.cancelled) startOrRestart(change, 'regulatory', change.complaint.openedAt);
  for (const clock of ['acknowledge', 'first_response', 'progress_update'] as const) startOrRestart(change, clock);
}

/** Takes back an end: the clocks that it stopped go on from their start. What fell due meanwhile is due now. */
export function restartStoppedClocks(change: Change, isOfTheEnd: (at: Date | null) => boolean): void {
  for (const clock of change.complaint.clocks)
    if (isOfTheEnd(clock.metAt)) replaceClock(change, restartClock(clock, change.now));
}

/** Recalculates the running clocks from their start under the current policies. */
export function recalculateClocks(change: Change, which: (clock: SlaClock) => boolean = () => true): void {
  const { complaint, context } = change;
  for (const clock of complaint.clocks) {
    if (!isRunning(clock) || !which(clock)) continue;
    const target = slaTargetFor(clock.clock, complaint, context.policyContext);
    if (target) replaceClock(change, recalculateDeadlines(clock, target, context.policyContext, change.now));
    else cancelWithEscalations(change, clock);
  }
  startMissingClocks(change);
  if (complaint.status === 'pending_customer') pauseResolutionClocks(change);
}

/** Another team may have other targets or another calendar; clocks with the same target and calendar are left alone. */
export function recalculateAfterTeamChange(change: Change, from: string): void {
  const { complaint, context } = change;
  for (const clock of complaint.clocks.filter(isRunning)) {
    const was = slaTargetFor(clock.clock, { ...complaint, team: from }, context.policyContext);
    const is = slaTargetFor(clock.clock, complaint, context.policyContext);
    if (!is || (was?.target === is.target && was.calendar === is.calendar)) continue;
    replaceClock(change, recalculateDeadlines(clock, is, context.policyContext, change.now));
  }
}

/**
 * Starts clocks that the current policies require and the earlier ones did not. After a final response no regulatory
 * clock is needed.
 */
function startMissingClocks(change: Change): void {
  const { cycle, openedAt, answeredAt } = change.complaint;
  const missing = (name: ClockName) => !change.complaint.clocks.some((one) => one.clock === name && isRunning(one));
  if (missing('progress_update')) startOrRestart(change, 'progress_update');
  if (missing('regulatory') && !answeredAt) startOrRestart(change, 'regulatory', openedAt);
  if (missing('first_resolution') && cycle === 1) startOrRestart(change, 'first_resolution', openedAt);
}

/**
 * Starts or restarts a clock. A new start keeps the level it has reached; the same start keeps everything that has
 * fired: each step fires once.
 */
export function startOrRestart(change: Change, name: ClockName, startedAt = change.now): void {
  const { complaint, now } = change;
  const { policyContext } = change.context;
  const target = slaTargetFor(name, complaint, policyContext);
  if (!target) return;
  const before = name === 'regulatory' ? clockOfAnyCycle(change, name) : clockOfThisCycle(change, name);
  const { id: complaintId } = complaint;
  const cycle = before?.cycle ?? complaint.cycle;
  const start = { complaintId, cycle, clock: name, slaTarget: target, policyContext, startedAt, now };
  if (!before) change.set({ clocks: [...complaint.clocks, startClock(start)] });
  else if (before.startedAt < startedAt) replaceClock(change, { ...startClock(start), level: before.level });
  else replaceClock(change, recalculateDeadlines(restartClock(before, now), target, policyContext, now));
}

function cancelWithEscalations(change: Change, clock: SlaClock): void {
  change.apply(null, {
    patch: stopped(change, cancelClock(clock, change.now)),
    history: { action: 'clock-cancelled', reason: clock.clock, actor: system },
  });
}

/** The stopped clock, and its escalations closed. */
const stopped = ({ complaint, now }: Change, clock: SlaClock): Partial<Complaint> => ({
  ...withClock(complaint, clock),
  ...withClosedEscalations(complaint, (one) => one.clock === clock.clock && one.cycle === clock.cycle, now),
});

const replaceClock = (change: Change, next: SlaClock): void => change.set(withClock(change.complaint, next));

export const clockOfThisCycle = ({ complaint }: Change, name: ClockName): SlaClock | undefined =>
  complaint.clocks.find(({ clock, cycle }) => clock === name && cycle === complaint.cycle);

const clockOfAnyCycle = ({ complaint }: Change, name: ClockName): SlaClock | undefined =>
  complaint.clocks.find(({ clock }) => clock === name);
