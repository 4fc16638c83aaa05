import { type ComplaintStatus, complaintStatuses } from '@harken/contracts';
import { RuleBroken } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import { Value } from 'typebox/value';
import { type Command, type CommandName, isTerminal } from '../command.ts';
import {
  after,
  answering,
  contextAt,
  hours,
  minutes,
  opened,
  policy,
  policyContextOf,
  seconds,
  worked,
} from '../complaint.builder.ts';
import type { Complaint } from '../complaint.ts';
import { decide } from './decide.ts';

const other = '01926f3a-7c1e-7b54-9d0e-0000000000bb';

const commands: { readonly [N in CommandName]: Command } = {
  acknowledge: { name: 'acknowledge' },
  assign: { name: 'assign', assignee: 'anna' },
  investigate: { name: 'investigate' },
  'wait-for-customer': { name: 'wait-for-customer' },
  'wait-for-third-party': { name: 'wait-for-third-party' },
  resume: { name: 'resume' },
  answer: answering,
  resolve: { name: 'resolve' },
  close: { name: 'close' },
  reject: { name: 'reject', reasons: ['outside-warranty'], channel: 'email', text: 'No.' },
  withdraw: { name: 'withdraw' },
  'mark-duplicate': { name: 'mark-duplicate', of: other },
  'undo-duplicate': { name: 'undo-duplicate' },
  reopen: { name: 'reopen', reason: 'It broke again.' },
  'change-severity': { name: 'change-severity', severity: 'high' },
  reroute: { name: 'reroute', team: 'sales', assignee: null, rule: null },
  link: { name: 'link', to: other, kind: 'related' },
  note: { name: 'note', text: 'Calls back on Monday.' },
  'receive-message': { name: 'receive-message', messageId: other, channel: 'email', attachments: 0 },
  'send-message': { name: 'send-message', messageId: other, channel: 'email', attachments: 0 },
};

/** A complaint in each status, not acknowledged and not answered where that is possible. */
const inStatus: { readonly [S in ComplaintStatus]: () => Complaint } = {
  received: () => opened(),
  acknowledged: () => worked(opened(), commands.acknowledge),
  assigned: () => worked(opened(), commands.assign),
  investigating: () => worked(opened(), commands.investigate),
  pending_customer: () => worked(opened(), commands.assign, commands['wait-for-customer']),
  pending_third_party: () => worked(opened(), commands.assign, commands['wait-for-third-party']),
  answered: () => worked(opened(), answering),
  resolved: () => worked(opened(), answering, commands.resolve),
  closed: () => worked(opened(), answering, commands.close),
  rejected: () => worked(opened(), commands.reject),
  duplicate: () => worked(opened(), commands['mark-duplicate']),
  withdrawn: () => worked(opened(), commands.withdraw),
};

// The life cycle written out a second time, from the side of the reader: where each command leads, or what refuses it.
const F = 'complaint.transition-forbidden';
const M = 'complaint.answer-missing';
const C = 'complaint.already-closed';
const R = 'complaint.already-resolved';
const A = 'complaint.already-acknowledged';
const P = 'pending_customer';
const T = 'pending_third_party';
const I = 'investigating';
const expected: Readonly<Record<CommandName, readonly string[]>> = {
  // columns:               received, acknowledged, assigned, investigating, pending_c, pending_3p, answered, resolved, closed, rejected, duplicate, withdrawn
  acknowledge: ['acknowledged', A, 'assigned', I, P, T, A, R, C, C, C, C],
  assign: ['assigned', 'assigned', 'assigned', I, P, T, 'answered', R, C, C, C, C],
  investigate: [I, I, I, F, F, F, I, R, C, C, C, C],
  'wait-for-customer': [F, P, P, P, F, P, P, R, C, C, C, C],
  'wait-for-third-party': [F, T, T, T, T, F, T, R, C, C, C, C],
  resume: [F, F, F, F, I, I, F, R, C, C, C, C],
  answer: ['answered', 'answered', 'answered', 'answered', 'answered', 'answered', 'answered', R, C, C, C, C],
  resolve: [M, M, M, M, M, M, 'resolved', R, C, C, C, C],
  close: [M, M, M, M, M, M, 'closed', 'closed', C, C, C, C],
  reject: ['rejected', 'rejected', 'rejected', 'rejected', 'rejected', 'rejected', 'rejected', R, C, C, C, C],
  withdraw: ['withdrawn', 'withdrawn', 'withdrawn', 'withdrawn', 'withdrawn', 'withdrawn', 'withdrawn', R, C, C, C, C],
  'mark-duplicate': [
    'duplicate',
    'duplicate',
    'duplicate',
    'duplicate',
    'duplicate',
    'duplicate',
    'duplicate',
    R,
    C,
    C,
    C,
    C,
  ],
  'undo-duplicate': [F, F, F, F, F, F, F, R, C, C, 'received', C],
  reopen: [F, F, F, F, F, F, F, 'received', 'received', 'received', F, 'received'],
  'change-severity': ['received', 'acknowledged', 'assigned', I, P, T, 'answered', R, C, C, C, C],
  reroute: ['received', 'acknowledged', 'assigned', I, P, T, 'answered', R, C, C, C, C],
  link: [...complaintStatuses],
  note: [...complaintStatuses],
  'receive-message': complaintStatuses.map((status) => (status === P ? I : status)),
  'send-message': complaintStatuses.map((status) => (status === 'received' ? 'acknowledged' : status)),
};

const outcomeOf = (complaint: Complaint, command: Command): string => {
  try {
    return decide(complaint, command, contextAt(after(seconds(10)))).complaint.status;
  } catch (error) {
    if (error instanceof RuleBroken) return error.code;
    throw error;
  }
};

const commandNames = Object.keys(commands) as CommandName[];

describe.each(complaintStatuses.map((status, column) => ({ status, column })))(
  'a complaint that is $status',
  ({ status, column }) => {
    it('can be brought about', () => expect(inStatus[status]().status).toBe(status));

    it.each(commandNames)('takes or refuses %s as the table says', (name) => {
      expect(outcomeOf(inStatus[status](), commands[name])).toBe(expected[name][column]);
    });

    it('has an answer and no running clock when it has ended', () => {
      const complaint = inStatus[status]();
      const running = complaint.clocks.filter(({ metAt }) => metAt === null);
      expect(isTerminal(status) ? complaint.answeredAt !== null && running.length === 0 : running.length > 0).toBe(
        true,
      );
    });
  },
);

describe('a change', () => {
  it('gives each of its events a version of its own, the last being that of the complaint', () => {
    const before = opened();
    const { complaint, events } = decide(before, answering, contextAt(after(minutes(5))));
    const versions = events.map(({ data }) => (data as { complaint: { version: number } }).complaint.version);
    expect(versions).toEqual(events.map((_, index) => before.version + index + 1));
    expect(complaint.version).toBe(versions.at(-1));
  });

  it.each(complaintStatuses.flatMap((status) => commandNames.map((name) => [status, name] as const)))(
    'of a complaint that is %s by %s tells only what the contracts say',
    (status, name) => {
      const at = contextAt(after(hours(30)), 'anna');
      const told = (() => {
        try {
          return decide(inStatus[status](), commands[name], at).events;
        } catch (error) {
          if (error instanceof RuleBroken) return [];
          throw error;
        }
      })();
      for (const { contract, data } of told)
        expect([contract.type, [...Value.Errors(contract.schema, data)]]).toEqual([contract.type, []]);
    },
  );

  it('raises the version also without an event', () => {
    const before = opened();
    const { complaint, events, history } = decide(before, commands.note, contextAt(after(1)));
    expect(events).toEqual([]);
    expect(complaint.version).toBe(before.version + 1);
    expect(history).toMatchObject([{ action: 'note', reason: 'Calls back on Monday.', actor: 'acme' }]);
  });

  it('names the person behind the key', () => {
    const { events, history } = decide(opened(), commands.acknowledge, contextAt(after(1), 'anna'));
    expect(events[0]?.data).toMatchObject({ by: 'anna' });
    expect(history[0]).toMatchObject({ actor: 'acme', onBehalfOf: 'anna', from: 'received', to: 'acknowledged' });
  });

  it('that comes after a deadline does not hide the breach', () => {
    const { events } = decide(opened(), commands.acknowledge, contextAt(after(hours(5))));
    expect(events.map(({ contract }) => contract.type.split('.')[2])).toEqual([
      'complaint-clock-warned',
      'complaint-clock-breached',
      'complaint-escalated',
      'complaint-escalated-to-nobody',
      'complaint-acknowledged',
      'complaint-clock-met',
    ]);
    expect(events.at(-1)?.data).toMatchObject({ clock: 'acknowledge', late: true });
  });
});

describe('an answer', () => {
  it('acknowledges the complaint and is its first response', () => {
    const { complaint, answers } = decide(opened(), answering, contextAt(after(minutes(1))));
    expect(answers).toMatchObject([{ kind: 'answer', outcome: 'upheld', cycle: 1, channel: 'email' }]);
    expect(complaint.clocks.filter(({ metAt }) => metAt).map(({ clock }) => clock)).toEqual([
      'acknowledge',
      'first_response',
    ]);
  });

  it("is given by withdrawing too, in the customer's language", () => {
    const thai = opened({ language: 'th-TH', channel: 'line' });
    const { answers } = decide(thai, commands.withdraw, contextAt(after(1)));
    expect(answers).toMatchObject([{ kind: 'withdrawal', outcome: null, channel: 'line' }]);
    expect(answers[0]?.text).toMatch(/C-2026-000042.*ตามคำขอ/);
  });
});

describe('reopening', () => {
  const closed = () => worked(opened(), answering, commands.close);

  it('starts fresh response clocks in a new cycle, while the resolution clock goes on from the first day', () => {
    const { complaint } = decide(closed(), commands.reopen, contextAt(after(hours(50))));
    expect(complaint).toMatchObject({ cycle: 2, status: 'received', answeredAt: null, endedAt: null });
    const running = complaint.clocks
      .filter(({ metAt }) => !metAt)
      .map(({ clock, cycle, startedAt }) => ({ clock, cycle, startedAt }));
    expect(running).toEqual([
      { clock: 'resolution', cycle: 1, startedAt: after(0) },
      { clock: 'acknowledge', cycle: 2, startedAt: after(hours(50)) },
      { clock: 'first_response', cycle: 2, startedAt: after(hours(50)) },
    ]);
  });

  it('needs a new answer before it ends again', () => {
    const { complaint } = decide(closed(), commands.reopen, contextAt(after(hours(50))));
    expect(outcomeOf(complaint, commands.close)).toBe('complaint.answer-missing');
  });

  it('goes straight to management from the second time on, where the policy says so', () => {
    const strict = contextAt(
      after(hours(1)),
      null,
      policyContextOf({ ...policy, straightToManagement: ['second_reopen'] }),
    );
    const once = decide(closed(), commands.reopen, strict).complaint;
    expect([once.flags, once.escalations]).toEqual([[], []]);
    const again = decide(worked(once, answering, commands.close), commands.reopen, strict).complaint;
    expect(again).toMatchObject({ cycle: 3, flags: ['second_reopen'], escalations: [{ level: 3, cycle: 3 }] });
    const third = decide(worked(again, answering, commands.close), commands.reopen, strict).complaint;
    expect(third).toMatchObject({ cycle: 4, flags: ['second_reopen'], escalations: [{ cycle: 3 }, { cycle: 4 }] });
    const mild = decide(worked(once, answering, commands.close), commands.reopen, contextAt(after(hours(2)))).complaint;
    expect([mild.cycle, mild.flags, mild.escalations]).toEqual([3, [], []]);
  });

  it('is refused after the window', () => {
    const late = contextAt(after(hours(24 * 14) + minutes(1)));
    expect(() => decide(closed(), commands.reopen, late)).toThrow(
      expect.objectContaining({ code: 'complaint.reopen-window-over' }),
    );
  });
});

describe('a change of severity', () => {
  it('moves the deadlines, counted from the start', () => {
    const { complaint } = decide(opened(), commands['change-severity'], contextAt(after(minutes(10))));
    expect(complaint.clocks.map(({ dueAt }) => dueAt)).toEqual([after(hours(1)), after(hours(4)), after(hours(72))]);
  });

  it('fires at once what is overdue by the new deadlines', () => {
    const { complaint, events } = decide(opened(), commands['change-severity'], contextAt(after(hours(2))));
    expect(events.map(({ contract }) => contract.type.split('.')[2])).toEqual([
      'complaint-severity-changed',
      'complaint-clock-warned',
      'complaint-clock-breached',
      'complaint-escalated',
      'complaint-escalated-to-nobody',
    ]);
    expect(complaint.clocks[0]?.breachedAt).toEqual(after(hours(2)));
  });
});
