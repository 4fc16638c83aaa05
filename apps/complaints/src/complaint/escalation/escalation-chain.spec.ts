import { describe, expect, it } from '@jest/globals';
import { after, answering, contextAt, hours, incoming, opened, t0 } from '../complaint.builder.ts';
import type { Complaint } from '../complaint.ts';
import { decide } from '../decide/decide.ts';
import { openComplaint } from '../decide/open-complaint.ts';
import { Change, type Decision } from '../history/change.ts';
import { fireDueSteps } from './escalation-chain.ts';
import { handleEscalation } from './handle-escalation.ts';

const fired = (complaint: Complaint, at: Date): Decision => {
  const change = new Change(complaint, contextAt(at));
  fireDueSteps(change);
  return change.decision();
};

const told = ({ events }: Decision): string[] =>
  events.map(({ contract, data }) => {
    const { clock, level } = data as { clock?: string; level?: number };
    return [contract.type.split('.')[2]?.replace('complaint-', ''), clock, level].filter(Boolean).join(' ');
  });

describe('the escalation chain', () => {
  it('fires nothing before its time and nothing twice', () => {
    expect(fired(opened(), after(hours(3))).events).toEqual([]);
    const once = fired(opened(), after(hours(4)));
    expect(told(once)).toEqual([
      'clock-warned acknowledge',
      'clock-breached acknowledge',
      'escalated acknowledge 1',
      'escalated-to-nobody acknowledge 1',
    ]);
    expect(fired(once.complaint, after(hours(4))).events).toEqual([]);
  });

  it('not only the first overdue step fires: after an outage of days each does, once, in order', () => {
    const { complaint } = fired(opened(), after(hours(24 * 12)));
    const levelsOf = (clock: string) =>
      complaint.escalations.filter((one) => one.clock === clock).map(({ level }) => level);
    for (const clock of ['acknowledge', 'first_response', 'resolution']) expect(levelsOf(clock)).toEqual([1, 2, 3]);
    expect(complaint.clocks.every(({ warnedAt, breachedAt, level }) => warnedAt && breachedAt && level === 3)).toBe(
      true,
    );
    expect(fired(complaint, after(hours(24 * 13))).events).toEqual([]);
  });

  it('fires every overdue step of every clock after an outage, in the order of their times', () => {
    expect(told(fired(opened(), after(hours(30))))).toEqual(
      [
        'clock-warned acknowledge',
        'clock-breached acknowledge',
        'escalated acknowledge 1',
        'escalated-to-nobody acknowledge 1',
        'escalated acknowledge 2',
        'escalated-to-nobody acknowledge 2',
        'clock-warned first_response',
        'clock-breached first_response',
        'escalated first_response 1',
        'escalated-to-nobody first_response 1',
        'escalated acknowledge 3',
        'escalated-to-nobody acknowledge 3',
        'escalated first_response 2',
        'escalated-to-nobody first_response 2',
      ].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
    );
  });

  it('is the same in one leap as step by step', () => {
    const leap = fired(opened(), after(hours(400)));
    let complaint = opened();
    const steps: string[] = [];
    for (let hour = 1; hour <= 400; hour += 1) {
      const decision = fired(complaint, after(hours(hour)));
      steps.push(...told(decision));
      complaint = decision.complaint;
    }
    expect(told(leap)).toEqual(steps);
    expect(new Set(steps).size).toBe(steps.length);
    expect(complaint.escalations).toHaveLength(9);
  });

  it('climbs for a complaint without an assignee like for any other', () => {
    expect(opened().assignee).toBeNull();
    expect(fired(opened(), after(hours(4))).complaint.escalations).toMatchObject([
      { level: 1, clock: 'acknowledge', reason: 'breach' },
    ]);
  });

  it('ends for the clocks that an answer meets, and goes on for the resolution', () => {
    const late = decide(opened(), answering, contextAt(after(hours(30)))).complaint;
    expect(late.escalations.every(({ closedAt }) => closedAt !== null)).toBe(true);
    const clocks = fired(late, after(hours(400))).events.map(({ data }) => (data as { clock: string }).clock);
    expect(new Set(clocks)).toEqual(new Set(['resolution']));
  });
});

const order = [
  'clock-warned acknowledge',
  'clock-breached acknowledge',
  'escalated acknowledge 1',
  'escalated-to-nobody acknowledge 1',
  'escalated acknowledge 2',
  'escalated-to-nobody acknowledge 2',
  'clock-warned first_response',
  'clock-breached first_response',
  'escalated first_response 1',
  'escalated-to-nobody first_response 1',
  'escalated acknowledge 3',
  'escalated-to-nobody acknowledge 3',
  'escalated first_response 2',
  'escalated-to-nobody first_response 2',
];

describe('immediate escalation', () => {
  const reasonFor = (different: Partial<typeof incoming>) => {
    const { complaint, events } = openComplaint({ ...incoming, ...different }, contextAt(t0)).decision;
    return {
      flags: complaint.flags,
      escalations: complaint.escalations,
      told: events.map(({ contract }) => contract.type.split('.')[2]),
    };
  };

  it.each([
    ['safety', { text: 'My son was INJURED by the door.' }],
    ['legal', { text: '我会找律师起诉你们' }],
    ['regulator', { text: 'จะไปแจ้ง สคบ พรุ่งนี้' }],
    ['media', { text: 'A reporter is coming.' }],
    ['top_tier', { tier: 'Platinum' }],
    ['safety', { category: 'Safety' }],
  ])('escalates %s, once, to the top level', (reason, different) => {
    expect(reasonFor(different)).toMatchObject({
      flags: [reason],
      escalations: [{ level: 3, reason, clock: null }],
      told: ['complaint-opened', 'complaint-escalated', 'complaint-escalated-to-nobody'],
    });
  });

  it('goes once also for several reasons', () => {
    expect(reasonFor({ text: 'My lawyer says it is dangerous.' })).toMatchObject({
      flags: ['safety', 'legal'],
      escalations: [{ reason: 'safety' }],
    });
  });

  it('does not go for words inside other words', () => {
    expect(reasonFor({ text: 'There is an issue with the pressure of the shower.' }).flags).toEqual([]);
  });
});

describe('management', () => {
  const breached = () => fired(opened(), after(hours(4))).complaint;
  const act = (complaint: Complaint, action: 'take_over' | 'instruct' | 'de_escalate', level = 1) =>
    handleEscalation(complaint, { level, action, reason: 'I know the customer.' }, contextAt(after(hours(5)), 'mara'));

  it('takes over: the manager is the assignee, the escalation acknowledged', () => {
    const { complaint, history } = act(breached(), 'take_over');
    expect(complaint).toMatchObject({ assignee: 'mara', status: 'assigned' });
    expect(complaint.escalations[0]).toMatchObject({
      acknowledgedAt: after(hours(5)),
      action: 'take_over',
      handledBy: 'mara',
      closedAt: null,
    });
    expect(history.at(-1)).toMatchObject({ action: 'take-over', onBehalfOf: 'mara', reason: 'I know the customer.' });
  });

  it('instructs, and the chain goes on', () => {
    const { complaint } = act(breached(), 'instruct');
    expect(fired(complaint, after(hours(8))).complaint.escalations.map(({ level }) => level)).toEqual([1, 2]);
  });

  it('de-escalates: that clock climbs no further, the others do', () => {
    const { complaint } = act(breached(), 'de_escalate');
    expect(complaint.escalations[0]?.closedAt).toEqual(after(hours(5)));
    expect(told(fired(complaint, after(hours(25)))).filter((name) => name.startsWith('escalated'))).toEqual([
      'escalated first_response 1',
      'escalated-to-nobody first_response 1',
    ]);
  });

  it('cannot act on a level without an open escalation', () => {
    expect(() => act(breached(), 'instruct', 2)).toThrow(expect.objectContaining({ code: 'escalation.not-found' }));
    const over = act(breached(), 'de_escalate').complaint;
    expect(() => act(over, 'instruct')).toThrow(expect.objectContaining({ code: 'complaint.escalation-closed' }));
  });
});
