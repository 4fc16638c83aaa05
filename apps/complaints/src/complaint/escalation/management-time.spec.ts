import { describe, expect, it } from '@jest/globals';
import { emptyHierarchy, type Hierarchy, type Manager } from '../../policies/management-levels/hierarchy.ts';
import type { VersionedPolicy } from '../../policies/response-policy/response-policy.ts';
import { after, contextAt, hours, incoming, opened, policy, policyContextOf, t0 } from '../complaint.builder.ts';
import type { CommandContext, Complaint } from '../complaint.ts';
import { openComplaint } from '../decide/open-complaint.ts';
import type { ManagementAction } from '../escalation.ts';
import { Change, type Decision } from '../history/change.ts';
import { escalate, fireDueSteps } from './escalation-chain.ts';
import { handleEscalation } from './handle-escalation.ts';

const manager = (id: string, available = true): Manager => ({
  ...{ id, name: id, role: null, team: null, department: null, deputies: [], awayUntil: null },
  available,
});
type Acting = readonly (string | undefined)[];
/** The ladder of the policy, with a time for each level. */
const acting = (...within: Acting): VersionedPolicy => ({
  ...policy,
  ladder: policy.ladder.map((rung, index) => ({ ...rung, actWithin: within[index] })),
});
const within = acting('PT1H', 'PT2H');
const staffed = (...people: readonly (readonly Manager[])[]): Hierarchy => ({
  departments: {},
  people: new Map(),
  levels: people.map((some, index) => ({ level: index + 1, people: some })),
});

// Ids that go on from one change to the next.
let ids = 0;
const context = (
  at: Date,
  by: string | null = null,
  under = within,
  hierarchy: Hierarchy = emptyHierarchy,
): CommandContext => ({
  ...contextAt(at, by, policyContextOf(under, { hierarchy })),
  newId: () => `escalation-${++ids}`,
});
const firedAt = (complaint: Complaint, at: Date, hierarchy?: Hierarchy): Decision => {
  const change = new Change(complaint, context(at, null, within, hierarchy));
  fireDueSteps(change);
  return change.decision();
};
const begun = (under = within) => opened({}, under);
const standing = ({ escalations }: Complaint) => escalations.map(({ clock, level, reason }) => [clock, level, reason]);
/** Acknowledge breaches after 4 h; its second rung follows 4 h, its third a day later. */
const breached = (under = within) => firedAt(begun(under), after(hours(4))).complaint;
const act = (
  complaint: Complaint,
  action: ManagementAction,
  at: Date,
  more: { level?: number; toLevel?: number } = {},
) => handleEscalation(complaint, { level: 1, reason: 'Known.', action, ...more }, context(at, 'mara'));

describe("management's own time", () => {
  it('escalates to the next level when it runs out, once, and the chain goes on above', () => {
    const complaint = breached();
    expect(complaint.escalations[0]?.dueAt).toEqual(after(hours(5)));
    expect(firedAt(complaint, after(hours(5) - 1)).events).toEqual([]);
    const { complaint: late, history } = firedAt(complaint, after(hours(5)));
    expect(standing(late)).toEqual([
      ['acknowledge', 1, 'breach'],
      ['acknowledge', 2, 'management_overdue'],
    ]);
    expect(late.escalations[0]?.overdueAt).toEqual(after(hours(5)));
    expect(history).toMatchObject([
      { action: 'management-overdue', reason: 'breach: acknowledge', from: 'level 1' },
      { action: 'escalated', reason: 'management_overdue: acknowledge', to: 'level 2' },
    ]);
    expect(firedAt(late, after(hours(5))).events).toEqual([]);
    const acknowledge = (one: Complaint) => standing(one).filter(([clock]) => clock === 'acknowledge');
    expect(acknowledge(firedAt(late, after(hours(40))).complaint).map(([, level]) => level)).toEqual([1, 2, 3]);
  });

  it('is not asked again where the clock has brought the complaint to the next level before', () => {
    const twice = firedAt(breached(acting('PT6H')), after(hours(8))).complaint;
    expect(standing(twice).map(([, level]) => level)).toEqual([1, 2]);
    const { complaint, events, history } = firedAt(twice, after(hours(10)));
    expect(standing(complaint)).toEqual(standing(twice));
    expect(events).toEqual([]);
    expect(history).toMatchObject([{ action: 'management-overdue', from: 'level 1' }]);
  });

  it.each(['take_over', 'instruct', 'approve', 'de_escalate'] as const)('stops when management acts: %s', (action) => {
    const { complaint } = act(breached(), action, after(hours(4.5)));
    expect(firedAt(complaint, after(hours(7))).events).toEqual([]);
  });

  it('is counted from the escalation on, also after an outage', () => {
    const { complaint } = firedAt(begun(), after(hours(20)));
    expect(complaint.escalations.map(({ level, dueAt }) => [level, dueAt])).toEqual([
      [1, after(hours(21))],
      [2, after(hours(22))],
    ]);
  });

  it('fires in the order of the times, with the steps of the clocks, after an outage of days', () => {
    const steps = firedAt(breached(), after(hours(200))).history.map(({ action, reason, to }) =>
      [action, reason, to].filter(Boolean).join(' '),
    );
    expect(steps.slice(0, 4)).toEqual([
      'management-overdue breach: acknowledge',
      'escalated management_overdue: acknowledge level 2',
      'clock-warned first_response',
      'clock-breached first_response',
    ]);
    expect(new Set(steps).size).toBe(steps.length);
  });

  it('runs at the top level as well', () => {
    const top = acting(undefined, undefined, 'PT1H');
    const { complaint } = openComplaint({ ...incoming, tier: 'vip' }, context(t0, null, top)).decision;
    expect(complaint.escalations).toMatchObject([{ level: 3, reason: 'top_tier', dueAt: after(hours(1)) }]);
    const late = firedAt(complaint, after(hours(2)));
    expect(late.complaint.escalations).toMatchObject([{ level: 3, overdueAt: after(hours(1)) }]);
    expect(late.history).toMatchObject([{ action: 'management-overdue' }]);
  });
});

describe('a level without people', () => {
  it('is skipped: the next level gets it, and the history says so', () => {
    const above = staffed([manager('anna', false)], [manager('mara')], [manager('otto')]);
    const { complaint, history } = firedAt(begun(), after(hours(4)), above);
    expect(complaint.escalations).toMatchObject([
      { level: 2, reason: 'breach', note: 'level 1 is empty', people: [{ id: 'mara' }], dueAt: after(hours(6)) },
    ]);
    expect(history.slice(-2)).toMatchObject([
      { action: 'level-empty', reason: 'level 1 is empty', to: 'level 2' },
      { action: 'escalated', to: 'level 2' },
    ]);
    const later = firedAt(complaint, after(hours(30)), above).complaint;
    expect(standing(later).filter(([clock]) => clock === 'acknowledge')).toEqual([
      ['acknowledge', 2, 'breach'],
      ['acknowledge', 3, 'management_overdue'],
    ]);
  });

  it('is the target if everybody is absent and it is the highest', () => {
    const nobody = staffed([manager('anna', false)], [], []);
    const { complaint } = firedAt(begun(), after(hours(4)), nobody);
    expect(complaint.escalations).toMatchObject([
      { level: 3, people: [], note: 'level 1 is empty, level 2 is empty, level 3 is empty' },
    ]);
  });

  it.each([
    ['nobody has said who stands there', emptyHierarchy, 1, [1]],
    ['everybody is absent', staffed([manager('anna', false)], [], []), 3, [3]],
    ['somebody stands there', staffed([manager('anna')]), 1, []],
  ])('raises an alarm when a complaint comes before it: %s', (_, of, level, alarms) => {
    const { events } = firedAt(begun(), after(hours(4)), of);
    const named = (name: string) => events.filter(({ contract }) => contract.type === `harken.complaints.${name}.v1`);
    expect(named('complaint-escalated')[0]?.data).toMatchObject({ level });
    expect(named('complaint-escalated-to-nobody').map(({ data }) => (data as { level: number }).level)).toEqual(alarms);
  });
});

describe('de-escalating to a lower level', () => {
  const climbed = () => firedAt(begun(), after(hours(8))).complaint;

  it('leaves it with what waits there, or brings it there', () => {
    const waiting = act(climbed(), 'de_escalate', after(hours(8.5)), { level: 2, toLevel: 1 }).complaint;
    expect(waiting.escalations.map(({ level, closedAt }) => [level, closedAt === null])).toEqual([
      [1, true],
      [2, false],
    ]);
    const late = firedAt(climbed(), after(hours(9.5))).complaint;
    const { complaint, events } = act(late, 'de_escalate', after(hours(9.5)), { level: 2, toLevel: 1 });
    expect(standing(complaint).at(-1)).toEqual([null, 1, 'de_escalated']);
    expect(complaint.escalations.map(({ closedAt }) => closedAt === null)).toEqual([false, false, true]);
    expect(complaint.escalations.at(-1)).toMatchObject({ note: 'Known.', dueAt: after(hours(10.5)) });
    expect(events.map(({ data }) => (data as { toLevel?: number }).toLevel)).toEqual([1, undefined]);
  });

  it('closes what stood between', () => {
    const top = firedAt(begun(), after(hours(29))).complaint;
    const { complaint } = act(top, 'de_escalate', after(hours(29)), { level: 3, toLevel: 1 });
    const ofAcknowledge = complaint.escalations.filter(({ clock }) => clock === 'acknowledge');
    expect(ofAcknowledge.map(({ level, closedAt }) => [level, closedAt === null])).toEqual([
      [1, true],
      [2, false],
      [3, false],
    ]);
  });

  it('leads downwards', () => {
    expect(() => act(breached(), 'de_escalate', after(hours(5)), { toLevel: 1 })).toThrow(
      expect.objectContaining({ code: 'escalation.not-lower' }),
    );
  });
});

describe('straight to management', () => {
  it('is escalated once per reason while that is open, and beside other reasons', () => {
    const change = new Change(opened(), context(t0));
    for (const reason of ['compensation_above_limit', 'compensation_above_limit', 'second_reopen'])
      escalate(change, 3, reason, null);
    expect(standing(change.decision().complaint)).toEqual([
      [null, 3, 'compensation_above_limit'],
      [null, 3, 'second_reopen'],
    ]);
  });
});
