import { RuleBroken } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { manage } from '../escalation/manage.ts';
import type { Decision } from './change.ts';
import type { Command } from './command.ts';
import { after, answering, hours, incoming, minutes, momentAt, opened, t0 } from './complaint.builder.ts';
import type { Complaint, HistoryEntry } from './complaint.ts';
import { type ComplaintState, clockKey, settled } from './complaint-state.ts';
import { decide } from './decide.ts';
import { open } from './open.ts';
import { rebuild } from './rebuild.ts';

const other = '01926f3a-7c1e-7b54-9d0e-0000000000bb';
const commands: readonly Command[] = [
  { name: 'acknowledge' },
  { name: 'assign', assignee: 'anna' },
  { name: 'assign', assignee: null },
  { name: 'investigate' },
  { name: 'wait-for-customer' },
  { name: 'wait-for-third-party' },
  { name: 'resume' },
  answering,
  { name: 'resolve' },
  { name: 'close' },
  { name: 'reject', reasons: ['outside-warranty'], channel: 'email', text: 'No.' },
  { name: 'withdraw' },
  { name: 'mark-duplicate', of: other },
  { name: 'reopen', reason: 'It broke again.' },
  { name: 'change-severity', severity: 'critical' },
  { name: 'change-severity', severity: 'low' },
  { name: 'reroute', team: 'sales', assignee: null, rule: 'r1' },
  { name: 'link', to: other, kind: 'related' },
  { name: 'note', text: 'Calls back on Monday.' },
  { name: 'receive-message', messageId: other, channel: 'email', attachments: 0 },
  { name: 'send-message', messageId: other, channel: 'line', attachments: 1 },
];

const manages = (['take_over', 'instruct', 'de_escalate'] as const).flatMap((action) =>
  [1, 2, 3].map((level) => ({ level, action, reason: 'so' })),
);
const act = fc.oneof(fc.constantFrom(...commands), fc.constantFrom(...manages));
const step = fc.tuple(fc.integer({ min: 0, max: hours(40) }), act);

/** As it goes through the database: texts, numbers and lists. */
const stored = (history: readonly HistoryEntry[]): HistoryEntry[] => JSON.parse(JSON.stringify(history));

const inOrder = <T extends Pick<ComplaintState, 'clocks' | 'escalations'>>(state: T): T => ({
  ...state,
  clocks: state.clocks.toSorted((a, b) => (clockKey(a) < clockKey(b) ? -1 : 1)),
  escalations: state.escalations.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
});
const stateOf = (complaint: Complaint): unknown =>
  inOrder(Object.fromEntries(Object.entries(complaint).filter(([name]) => !settled.includes(name as never))) as never);

function attempt(decision: () => Decision): Decision | null {
  try {
    return decision();
  } catch (error) {
    if (error instanceof RuleBroken || (error as Error).message.startsWith('No escalation')) return null;
    throw error;
  }
}

describe('the history of a complaint', () => {
  it('rebuilds its state after any sequence of commands, acts of management and waiting', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), fc.constantFrom('vip', 'gold'), (steps, tier) => {
        const opening = open({ ...incoming, tier, assignee: 'ben', assignedBy: 'queue' }, momentAt(t0));
        let { complaint, history } = opening.decision;
        let [now, ids] = [0, 0];
        for (const [wait, what] of steps) {
          now += wait;
          const moment = { ...momentAt(after(now)), newId: () => `escalation-${++ids}` };
          const decision = attempt(() =>
            'name' in what ? decide(complaint, what, moment) : manage(complaint, what, moment),
          );
          if (!decision) continue;
          complaint = decision.complaint;
          history = [...history, ...decision.history];
          const rebuilt = rebuild(stored(history));
          expect(rebuilt && inOrder(rebuilt)).toEqual(stateOf(complaint));
        }
      }),
      { numRuns: 120 },
    );
  });

  it('also where the worker saw only the clocks that were due, and no escalations', () => {
    const { complaint, history } = open(incoming, momentAt(t0)).decision;
    const due = complaint.clocks.filter(({ clock }) => clock === 'acknowledge');
    const seen = { ...complaint, clocks: due, escalations: [] };
    const fired = decide(seen, { name: 'note', text: 'x' }, momentAt(after(hours(5))));
    const rebuilt = rebuild(stored([...history, ...fired.history]));
    expect(rebuilt?.clocks.find(({ clock }) => clock === 'acknowledge')?.breachedAt).toEqual(after(hours(4)));
    expect(rebuilt?.clocks).toHaveLength(complaint.clocks.length);
    expect(rebuilt?.escalations).toMatchObject([{ level: 1, clock: 'acknowledge' }]);
  });

  it('tells of each entry what was before it and what is since, and nothing else', () => {
    const { history } = decide(opened(), { name: 'acknowledge' }, momentAt(after(minutes(1))));
    const at = after(minutes(1)).toISOString();
    expect(history).toMatchObject([{ version: 3 }]);
    expect(history[0]?.before).toEqual({
      status: 'received',
      acknowledgedAt: null,
      clocks: { '1:acknowledge': { metAt: null } },
    });
    expect(history[0]?.after).toEqual({
      status: 'acknowledged',
      acknowledgedAt: at,
      clocks: { '1:acknowledge': { metAt: at } },
    });
  });

  it('ends each entry where the next begins', () => {
    const { history } = decide(opened(), { name: 'change-severity', severity: 'low' }, momentAt(after(hours(9))));
    expect(history.map(({ action }) => action)).toEqual([
      'clock-warned',
      'clock-breached',
      'escalated',
      'escalated',
      'change-severity',
    ]);
    expect(history[1]?.after).toEqual({ clocks: { '1:acknowledge': { breachedAt: after(hours(4)).toISOString() } } });
    expect(history[1]?.before).toEqual({ clocks: { '1:acknowledge': { breachedAt: null } } });
    expect(history.at(-1)?.before).toMatchObject({
      severity: 'normal',
      clocks: { '1:acknowledge': { target: 'PT4H' } },
    });
  });

  it('holds nothing that names a customer', () => {
    const { history } = open(incoming, momentAt(t0)).decision;
    const said = JSON.stringify(history.map(({ before, after: since }) => [before, since]));
    for (const word of [incoming.customer, incoming.customerId, incoming.tier, incoming.segments[0], incoming.text])
      expect(said).not.toContain(word);
  });

  it('rebuilds nothing without an opening', () => {
    expect(rebuild([])).toBeNull();
    expect(rebuild([{ complaintId: other, version: 4, after: null }])).toBeNull();
  });
});
