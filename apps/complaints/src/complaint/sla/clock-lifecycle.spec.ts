import type { ClockName } from '@harken/contracts';
import { describe, expect, it } from '@jest/globals';
import { berlin } from '../../calendars/berlin.builder.ts';
import type { VersionedPolicy } from '../../policies/response-policy/response-policy.ts';
import type { Command } from '../command.ts';
import { after, answering, contextAt, hours, incoming, policy, policyContextOf, t0 } from '../complaint.builder.ts';
import type { Complaint } from '../complaint.ts';
import { decide } from '../decide/decide.ts';
import { openComplaint } from '../decide/open-complaint.ts';
import { fireDueSteps } from '../escalation/escalation-chain.ts';
import { Change } from '../history/change.ts';
import { clockState, isRunning, type SlaClock } from '../sla-clock.ts';
import { onIncomingMessage, onOutgoingMessage, recalculateClocks } from './clock-lifecycle.ts';

const targets = {
  ...{ acknowledge: 'PT4H', firstResponse: 'P1D', nextResponse: 'PT8H', progressUpdate: 'P2D' },
  ...{ firstResolution: 'P5D', resolution: 'P10D' },
};
/** Has every clock there is. */
const whole: VersionedPolicy = {
  ...policy,
  targets: { critical: targets, high: targets, normal: targets, low: targets },
  regulatory: { name: 'FCA DISP 1.6', duration: 'P8W' },
};

const at = (ms: number, under = whole) => contextAt(after(ms), null, policyContextOf(under));
const start = (under = whole): Complaint =>
  openComplaint(incoming, contextAt(t0, null, policyContextOf(under))).decision.complaint;

const done = (complaint: Complaint, ms: number, act: (change: Change) => void, under = whole) => {
  const change = new Change(complaint, at(ms, under));
  fireDueSteps(change);
  act(change);
  return change.decision();
};
const commanded = (complaint: Complaint, ms: number, ...commands: readonly Command[]): Complaint =>
  commands.reduce((now, command) => decide(now, command, at(ms)).complaint, complaint);

const clockOf = ({ clocks, cycle }: Complaint, name: ClockName, ofCycle = cycle): SlaClock | undefined =>
  clocks.find((one) => one.clock === name && one.cycle === ofCycle);
const states = ({ clocks }: Complaint) =>
  Object.fromEntries(clocks.map((clock) => [clock.clock, clock.cancelled ? 'cancelled' : clockState(clock)]));

describe('a new complaint', () => {
  it('starts every clock its policy has, but that of the next response', () => {
    expect(states(start())).toEqual({
      ...{ acknowledge: 'running', first_response: 'running', progress_update: 'running' },
      ...{ first_resolution: 'running', resolution: 'running', regulatory: 'running' },
    });
    expect(clockOf(start(), 'regulatory')?.dueAt).toEqual(after(hours(24 * 56)));
  });

  it('starts the three of old under a policy of old', () => {
    expect(start(policy).clocks.map(({ clock }) => clock)).toEqual(['acknowledge', 'first_response', 'resolution']);
  });
});

describe('the next response', () => {
  const answered = () => done(start(), hours(1), (change) => onOutgoingMessage(change)).complaint;

  it('is due when the customer writes after our first response, from the first such message on', () => {
    expect(clockOf(done(start(), hours(1), onIncomingMessage).complaint, 'next_response')).toBeUndefined();
    const asked = done(answered(), hours(2), onIncomingMessage).complaint;
    expect(clockOf(asked, 'next_response')).toMatchObject({ startedAt: after(hours(2)), dueAt: after(hours(10)) });
    const again = done(asked, hours(3), onIncomingMessage).complaint;
    expect(clockOf(again, 'next_response')?.dueAt).toEqual(after(hours(10)));
  });

  it('is met when we write, and starts afresh with the next message of the customer', () => {
    const asked = done(answered(), hours(2), onIncomingMessage).complaint;
    const replied = done(asked, hours(4), (change) => onOutgoingMessage(change));
    expect(clockOf(replied.complaint, 'next_response')?.metAt).toEqual(after(hours(4)));
    expect(replied.events.map(({ data }) => (data as { clock?: string }).clock)).toContain('next_response');
    const askedAgain = done(replied.complaint, hours(6), onIncomingMessage).complaint;
    expect(clockOf(askedAgain, 'next_response')).toMatchObject({ metAt: null, dueAt: after(hours(14)) });
  });

  it('climbs each level once in a cycle, also when it is missed twice', () => {
    const late = done(answered(), hours(2), onIncomingMessage).complaint;
    const missed = done(late, hours(11), (change) => onOutgoingMessage(change)).complaint;
    const again = done(missed, hours(12), onIncomingMessage).complaint;
    const { escalations } = done(again, hours(30), () => undefined).complaint;
    const levels = escalations.filter(({ clock }) => clock === 'next_response').map(({ level }) => level);
    expect(levels).toEqual([1, 2]);
  });
});

describe('the progress update', () => {
  it('is due from each message to the customer while the complaint is open', () => {
    const acknowledged = commanded(start(), hours(3), { name: 'acknowledge' });
    expect(clockOf(acknowledged, 'progress_update')?.dueAt).toEqual(after(hours(51)));
    const answered = commanded(acknowledged, hours(20), answering);
    expect(clockOf(answered, 'progress_update')).toMatchObject({ startedAt: after(hours(20)), metAt: null });
  });

  it('is cancelled when the complaint ends, without an event', () => {
    const { complaint, events } = decide(commanded(start(), hours(20), answering), { name: 'resolve' }, at(hours(21)));
    expect(states(complaint)).toMatchObject({ progress_update: 'cancelled', resolution: 'met' });
    expect(events.map(({ data }) => (data as { clock?: string }).clock)).not.toContain('progress_update');
  });
});

describe('waiting for the customer', () => {
  const waiting = () => commanded(start(), hours(10), { name: 'assign', assignee: 'a' }, { name: 'wait-for-customer' });

  it('stops the clocks of the resolution and no others', () => {
    expect(states(waiting())).toMatchObject({
      ...{ first_resolution: 'paused', resolution: 'paused' },
      ...{ first_response: 'running', progress_update: 'running', regulatory: 'running' },
    });
  });

  it.each<[string, (complaint: Complaint) => Complaint]>([
    ['the customer writes', (it) => done(it, hours(30), onIncomingMessage).complaint],
    ['somebody resumes it', (it) => commanded(it, hours(30), { name: 'resume' })],
    ['it waits for a third party', (it) => commanded(it, hours(30), { name: 'wait-for-third-party' })],
    ['it is answered', (it) => commanded(it, hours(30), answering)],
  ])('is over for the clocks when %s', (_what, act) => {
    const resumed = act(waiting());
    expect(clockOf(resumed, 'resolution')).toMatchObject({ dueAt: after(hours(24 * 10 + 20)) });
    expect(states(resumed)).toMatchObject({ resolution: 'running', first_resolution: 'running' });
  });

  it('does not stop them when it waits for a third party', () => {
    expect(states(commanded(waiting(), hours(11), { name: 'wait-for-third-party' }))).toMatchObject({
      resolution: 'running',
    });
  });

  it('ends at the cap: the clocks resume, with an event and a history entry', () => {
    const capped = done(waiting(), hours(10 + 24 * 14), () => undefined);
    expect(states(capped.complaint)).toMatchObject({ resolution: 'running' });
    expect(capped.complaint.status).toBe('pending_customer');
    const types = capped.events.map(({ contract }) => contract.type.split('.')[2]);
    expect(types.filter((type) => type?.startsWith('complaint-pause'))).toEqual([
      ...['complaint-pause-reminded', 'complaint-pause-reminded', 'complaint-pause-expired', 'complaint-pause-expired'],
    ]);
    expect(capped.history.map(({ action, reason }) => `${action} ${reason}`)).toContain(
      'clock-resumed resolution: the pause has lasted as long as it may',
    );
  });

  it('never stops the deadline of the regulator', () => {
    const { complaint } = done(waiting(), hours(24 * 57), () => undefined);
    expect(clockOf(complaint, 'regulatory')).toMatchObject({ breachedAt: after(hours(24 * 56)), pauses: [] });
  });
});

describe('the end and a reopening', () => {
  const resolved = () => commanded(commanded(start(), hours(20), answering), hours(30), { name: 'resolve' });

  it('leaves the first resolution met; the total time and the regulator go on, the responses start afresh', () => {
    const reopened = commanded(resolved(), hours(100), { name: 'reopen', reason: 'Again.' });
    expect(clockOf(reopened, 'first_resolution', 1)?.metAt).toEqual(after(hours(30)));
    expect(clockOf(reopened, 'first_resolution', 2)).toBeUndefined();
    expect(clockOf(reopened, 'resolution', 1)).toMatchObject({ metAt: null, dueAt: after(hours(240)) });
    expect(clockOf(reopened, 'regulatory', 1)).toMatchObject({ metAt: null, dueAt: after(hours(24 * 56)) });
    for (const name of ['acknowledge', 'first_response', 'progress_update'] as const)
      expect(clockOf(reopened, name, 2)).toMatchObject({ startedAt: after(hours(100)), metAt: null });
  });

  it('leaves no clock running', () => {
    for (const command of [
      { name: 'reject', reasons: ['x'], channel: 'email', text: 'No.' },
      { name: 'withdraw' },
      { name: 'mark-duplicate', of: '01926f3a-7c1e-7b54-9d0e-0000000000bb' },
    ] as const)
      expect(commanded(start(), hours(1), command).clocks.filter(isRunning)).toEqual([]);
    expect(resolved().clocks.filter(isRunning)).toEqual([]);
  });

  it('meets a paused clock in time, with the deadline that it really had', () => {
    const waiting = commanded(start(), hours(10), { name: 'assign', assignee: 'a' }, { name: 'wait-for-customer' });
    const ended = commanded(waiting, hours(30), { name: 'reject', reasons: ['x'], channel: 'email', text: 'No.' });
    expect(clockOf(ended, 'resolution')).toMatchObject({ metAt: after(hours(30)), dueAt: after(hours(260)) });
  });
});

describe('stale deadlines after a change', () => {
  const tight = (under: VersionedPolicy): VersionedPolicy => ({
    ...under,
    version: 2,
    targets: { ...under.targets, high: { ...targets, resolution: 'P2D' } },
  });

  it('do not stay after a change of severity', () => {
    const under = tight(whole);
    const raised = decide(start(under), { name: 'change-severity', severity: 'high' }, at(hours(1), under));
    expect(clockOf(raised.complaint, 'resolution')?.dueAt).toEqual(after(hours(48)));
  });

  it('nor clocks that the new policy does not have; those that only it has start', () => {
    const less = done(start(), hours(1), (change) => recalculateClocks(change), { ...policy, version: 2 }).complaint;
    expect(states(less)).toMatchObject({
      progress_update: 'cancelled',
      regulatory: 'cancelled',
      resolution: 'running',
    });
    const more = done(start(policy), hours(1), (change) => recalculateClocks(change)).complaint;
    expect(states(more)).toMatchObject({
      progress_update: 'running',
      regulatory: 'running',
      first_resolution: 'running',
    });
    expect(clockOf(more, 'regulatory')?.dueAt).toEqual(after(hours(24 * 56)));
  });

  it('do not stay after a change of team that works by another calendar', () => {
    const policyContext = policyContextOf(
      { ...whole, calendar: 'berlin' },
      {
        calendars: new Map([
          ['berlin', berlin],
          ['sales', berlin],
        ]),
        teamCalendars: new Map([['sales', 'sales']]),
      },
    );
    const opened = openComplaint(incoming, contextAt(t0, null, policyContext)).decision.complaint;
    const reroute: Command = { name: 'reroute', team: 'sales', assignee: null, rule: null };
    const { complaint } = decide(opened, reroute, contextAt(after(hours(1)), null, policyContext));
    expect(complaint.clocks.map(({ clock, calendar }) => `${clock} ${calendar}`)).toEqual([
      ...['acknowledge sales', 'first_response sales', 'progress_update sales', 'first_resolution sales'],
      ...['resolution sales', 'regulatory wall'],
    ]);
  });

  it('are recalculated: a breached clock is paused once a later deadline gives it time again', () => {
    const waiting = commanded(
      start(),
      hours(24 * 11),
      { name: 'assign', assignee: 'a' },
      { name: 'wait-for-customer' },
    );
    expect(states(waiting)).toMatchObject({ resolution: 'breached' });
    const longer = { ...whole, version: 2, targets: { ...whole.targets, normal: { ...targets, resolution: 'P20D' } } };
    const relaxed = done(waiting, hours(24 * 12), (change) => recalculateClocks(change), longer).complaint;
    expect(states(relaxed)).toMatchObject({ resolution: 'paused' });
  });
});
