import { type ClockName, ComplaintClockMet } from '@harken/contracts';
import { pauseCapOf, promiseOf } from '../../policies/response-policy/promise.ts';
import { type Clock, cancelClock, isPaused, isRunning, meetClock, restartClock } from '../clock.ts';
import { system } from '../complaint.ts';
import type { Change } from '../history/change.ts';
import { closeEscalations, replaceClock } from '../history/change.ts';
import { pauseClock, resumeClock, retargetClock, startClock } from './deadlines.ts';

/** What makes the clocks of a complaint run, stand still and stop. Which step fires when is the ladder's business. */

export type Writing = 'acknowledgement' | 'message' | 'answer';

// What is met by what we write to the customer. Only an answer, which has an outcome, is a final response.
const metByWriting: Readonly<Record<Writing, readonly ClockName[]>> = {
  acknowledgement: ['acknowledge', 'next_response', 'progress_update'],
  message: ['acknowledge', 'first_response', 'next_response', 'progress_update'],
  answer: ['acknowledge', 'first_response', 'next_response', 'progress_update', 'regulatory'],
};

const pausing: readonly ClockName[] = ['first_resolution', 'resolution'];

/** What the clocks waited for was done: they stop, and with them their ladders. */
export function meetClocks(change: Change, names: readonly ClockName[]): void {
  for (const running of change.complaint.clocks) {
    if (!names.includes(running.clock) || !isRunning(running)) continue;
    const clock = resumeClock(running, change.now, change.moment.terms.calendars);
    replaceClock(change, meetClock(clock, change.now));
    closeEscalations(change, (escalation) => escalation.clock === clock.clock && escalation.cycle === clock.cycle);
    change.tell(ComplaintClockMet, {
      at: change.at,
      clock: clock.clock,
      startedAt: clock.startedAt.toISOString(),
      dueAt: clock.dueAt.toISOString(),
      late: change.now > clock.dueAt,
    });
  }
}

/** The clocks a new complaint starts with. */
export function startOpeningClocks(change: Change): void {
  for (const clock of ['acknowledge', 'first_response', 'progress_update', ...pausing, 'regulatory'] as const)
    begin(change, clock);
}

/** By whatever channel: what stood still for the customer runs again, and after the first response the next one is due. */
export function customerWrote(change: Change): void {
  complaintResumed(change, 'the customer wrote');
  const first = ofThisCycle(change, 'first_response');
  const next = ofThisCycle(change, 'next_response');
  if (change.complaint.endedAt || !first || isRunning(first) || (next && isRunning(next))) return;
  begin(change, 'next_response');
}

/** The next progress update is due from here, as long as the complaint is open. */
export function companyWrote(change: Change, writing: Writing = 'message'): void {
  if (!change.complaint.acknowledgedAt) change.set({ acknowledgedAt: change.now });
  meetClocks(change, metByWriting[writing]);
  if (!change.complaint.endedAt) begin(change, 'progress_update');
}

/** Waits for the customer: only the time to resolve it stands still, and only as long as the policy allows. */
export function complaintPaused(change: Change): void {
  const { policy, calendars } = change.moment.terms;
  const cap = pauseCapOf(change.complaint, policy);
  for (const clock of change.complaint.clocks) {
    if (!pausing.includes(clock.clock)) continue;
    const paused = pauseClock(clock, cap, policy.warnAt, change.now, calendars);
    if (paused === clock) continue;
    replaceClock(change, paused);
    change.record('clock-paused', { reason: clock.clock }, system);
  }
}

export function complaintResumed(change: Change, why: string): void {
  for (const clock of change.complaint.clocks.filter(isPaused)) {
    replaceClock(change, resumeClock(clock, change.now, change.moment.terms.calendars));
    change.record('clock-resumed', { reason: `${clock.clock}: ${why}` }, system);
  }
}

/** Whatever a command did: clocks stand still while the complaint waits for its customer, and not else. */
export function followStatus(change: Change, from: string, why: string): void {
  const { status } = change.complaint;
  if (status === from) return;
  if (status === 'pending_customer') complaintPaused(change);
  else complaintResumed(change, why);
}

export function complaintEnded(change: Change): void {
  meetClocks(change, [...pausing, 'regulatory']);
}

/** Nobody waits for anything any more. Told after the end itself: each entry of the history tells what is its own. */
export function cancelWaiting(change: Change): void {
  for (const clock of change.complaint.clocks)
    if (isRunning(clock) && (clock.clock === 'next_response' || clock.clock === 'progress_update'))
      cancel(change, clock);
}

/** The customer waits for us again; the total time and the regulator's go on from the first day. */
export function complaintReopened(change: Change): void {
  for (const clock of change.complaint.clocks)
    if (clock.clock === 'resolution' || (clock.clock === 'regulatory' && !clock.cancelled))
      replaceClock(change, restartClock(clock, change.now));
  const regulator = ofAnyCycle(change, 'regulatory');
  if (!regulator || regulator.cancelled) begin(change, 'regulatory', change.complaint.openedAt);
  for (const clock of ['acknowledge', 'first_response', 'progress_update'] as const) begin(change, clock);
}

/** Running clocks get the deadlines that the terms of now give them, from their start. */
export function retargetClocks(change: Change, which: (clock: Clock) => boolean = () => true): void {
  const { complaint, moment } = change;
  for (const clock of complaint.clocks) {
    if (!isRunning(clock) || !which(clock)) continue;
    const promise = promiseOf(clock.clock, complaint, moment.terms);
    if (promise) replaceClock(change, retargetClock(clock, promise, moment.terms, change.now));
    else cancel(change, clock);
  }
  beginMissing(change);
  if (complaint.status === 'pending_customer') complaintPaused(change);
}

/** Another team may have other targets, or another calendar; a clock to which it makes no difference is left alone. */
export function teamChanged(change: Change, from: string): void {
  const { complaint, moment } = change;
  for (const clock of complaint.clocks.filter(isRunning)) {
    const was = promiseOf(clock.clock, { ...complaint, team: from }, moment.terms);
    const is = promiseOf(clock.clock, complaint, moment.terms);
    if (!is || (was?.target === is.target && was.calendar === is.calendar)) continue;
    replaceClock(change, retargetClock(clock, is, moment.terms, change.now));
  }
}

/** Clocks that the terms of now want and those of before did not. A final response leaves the regulator nothing to wait for. */
function beginMissing(change: Change): void {
  const { cycle, openedAt, answeredAt } = change.complaint;
  const missing = (name: ClockName) => !change.complaint.clocks.some((one) => one.clock === name && isRunning(one));
  if (missing('progress_update')) begin(change, 'progress_update');
  if (missing('regulatory') && !answeredAt) begin(change, 'regulatory', openedAt);
  if (missing('first_resolution') && cycle === 1) begin(change, 'first_resolution', openedAt);
}

/** A clock that starts once more keeps the level it has reached, one with the same start all that has fired: each fires once. */
function begin(change: Change, name: ClockName, startedAt = change.now): void {
  const { complaint, now } = change;
  const { terms } = change.moment;
  const promise = promiseOf(name, complaint, terms);
  if (!promise) return;
  const before = name === 'regulatory' ? ofAnyCycle(change, name) : ofThisCycle(change, name);
  const { id: complaintId } = complaint;
  const cycle = before?.cycle ?? complaint.cycle;
  const start = { complaintId, cycle, clock: name, promise, terms, startedAt, now };
  if (!before) change.set({ clocks: [...complaint.clocks, startClock(start)] });
  else if (before.startedAt < startedAt) replaceClock(change, { ...startClock(start), level: before.level });
  else replaceClock(change, retargetClock(restartClock(before, now), promise, terms, now));
}

function cancel(change: Change, clock: Clock): void {
  replaceClock(change, cancelClock(clock, change.now));
  closeEscalations(change, (escalation) => escalation.clock === clock.clock && escalation.cycle === clock.cycle);
  change.record('clock-cancelled', { reason: clock.clock }, system);
}

const ofThisCycle = ({ complaint }: Change, name: ClockName): Clock | undefined =>
  complaint.clocks.find(({ clock, cycle }) => clock === name && cycle === complaint.cycle);

const ofAnyCycle = ({ complaint }: Change, name: ClockName): Clock | undefined =>
  complaint.clocks.find(({ clock }) => clock === name);
