import { RuleBroken } from '@harken/errors';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { VersionedPolicy } from '../../policies/response-policy/response-policy.ts';
import type { Command } from '../command.ts';
import {
  after,
  answering,
  contextAt,
  hours,
  incoming,
  minutes,
  opened,
  policy,
  policyContextOf,
  t0,
} from '../complaint.builder.ts';
import type { Complaint, HistoryEntry } from '../complaint.ts';
import { decide } from '../decide/decide.ts';
import { openComplaint } from '../decide/open-complaint.ts';
import { handleEscalation } from '../escalation/handle-escalation.ts';
import type { Decision } from './change.ts';
import { type ComplaintState, clockKey, immutableFields } from './complaint-state.ts';
import { rebuild } from './rebuild.ts';

const promising: VersionedPolicy = {
  ...policy,
  straightToManagement: ['top_tier', 'second_reopen'],
  regulatory: { name: 'DISP 1.6', duration: 'P56D' },
  pauseCap: 'P2D',
  targets: {
    ...policy.targets,
    normal: { ...policy.targets.normal, nextResponse: 'PT8H', progressUpdate: 'P2D', firstResolution: 'P5D' },
  },
};
const policyContext = policyContextOf(promising);
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
const steps = fc.array(step, { maxLength: 25 });
const tier = fc.constantFrom('vip', 'gold');

type Course = Pick<Decision, 'complaint' | 'history'>;

/** The complaint and its whole history after the opening and after each step that was not refused. */
function course(done: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[], ofTier: string): Course[] {
  const opening = { ...incoming, tier: ofTier, assignee: 'ben', assignedBy: 'queue' };
  const courses: Course[] = [openComplaint(opening, contextAt(t0, null, policyContext)).decision];
  let [now, ids] = [0, 0];
  for (const [wait, what] of done) {
    now += wait;
    const { complaint, history } = courses.at(-1) as Course;
    const context = { ...contextAt(after(now), null, policyContext), newId: () => `escalation-${++ids}` };
    const decision = attempt(() =>
      'name' in what ? decide(complaint, what, context) : handleEscalation(complaint, what, context),
    );
    if (decision) courses.push({ ...decision, history: [...history, ...decision.history] });
  }
  return courses;
}

/** As it goes through the database: texts, numbers and lists. */
const stored = (history: readonly HistoryEntry[]): HistoryEntry[] => JSON.parse(JSON.stringify(history));

const inOrder = <T extends Pick<ComplaintState, 'clocks' | 'escalations'>>(state: T): T => ({
  ...state,
  clocks: state.clocks.toSorted((a, b) => (clockKey(a) < clockKey(b) ? -1 : 1)),
  escalations: state.escalations.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
});
const stateOf = (complaint: Complaint): unknown =>
  inOrder(
    Object.fromEntries(Object.entries(complaint).filter(([name]) => !immutableFields.includes(name as never))) as never,
  );

function attempt(decision: () => Decision): Decision | null {
  try {
    return decision();
  } catch (error) {
    if (error instanceof RuleBroken || (error as Error).message.startsWith('No escalation')) return null;
    throw error;
  }
}

describe('the history of a complaint', () => {
  it('rebuilds its state after any sequence of commands, messages, acts of management and waiting', () => {
    fc.assert(
      fc.property(steps, tier, (done, ofTier) => {
        for (const { complaint, history } of course(done, ofTier)) {
          const rebuilt = rebuild(stored(history));
          expect(rebuilt && inOrder(rebuilt)).toEqual(stateOf(complaint));
        }
      }),
      { numRuns: 120 },
    );
  });

  it('says of each entry what was before it: what the entries before it tell', () => {
    fc.assert(
      fc.property(steps, tier, (done, ofTier) => {
        const { history } = course(done, ofTier).at(-1) as Course;
        for (const [index, { before }] of history.entries()) {
          const { clocks = {}, escalations = {}, ...fields } = (before ?? {}) as Record<string, object>;
          const known = JSON.parse(JSON.stringify(rebuild(stored(history.slice(0, index))))) as ComplaintState | null;
          if (known) expect(known).toMatchObject(fields);
          for (const [key, part] of Object.entries(clocks))
            expect(known?.clocks.find((clock) => clockKey(clock) === key)).toMatchObject(part);
          for (const [id, part] of Object.entries(escalations))
            expect(known?.escalations.find((escalation) => escalation.id === id)).toMatchObject(part);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has in each entry its own changes only, also if one change causes another', () => {
    const complaint = [answering].reduce(
      (now, command) => decide(now, command, contextAt(after(hours(1)), null, policyContext)).complaint,
      openComplaint(incoming, contextAt(t0, null, policyContext)).decision.complaint,
    );
    const { history } = decide(complaint, { name: 'close' }, contextAt(after(hours(2)), null, policyContext));
    expect(
      history.map(({ action, after: since }) => [action, since?.status, Object.keys(since?.clocks ?? {})]),
    ).toEqual([
      ['resolve', 'resolved', ['1:first_resolution', '1:resolution']],
      ['clock-cancelled', undefined, ['1:progress_update']],
      ['close', 'closed', []],
    ]);
  });

  it('also where the worker saw only the clocks that were due, and no escalations', () => {
    const { complaint, history } = openComplaint(incoming, contextAt(t0)).decision;
    const due = complaint.clocks.filter(({ clock }) => clock === 'acknowledge');
    const seen = { ...complaint, clocks: due, escalations: [] };
    const fired = decide(seen, { name: 'note', text: 'x' }, contextAt(after(hours(5))));
    const rebuilt = rebuild(stored([...history, ...fired.history]));
    expect(rebuilt?.clocks.find(({ clock }) => clock === 'acknowledge')?.breachedAt).toEqual(after(hours(4)));
    expect(rebuilt?.clocks).toHaveLength(complaint.clocks.length);
    expect(rebuilt?.escalations).toMatchObject([{ level: 1, clock: 'acknowledge' }]);
  });

  it('has in each entry the fields before and after it, and nothing else', () => {
    const { history } = decide(opened(), { name: 'acknowledge' }, contextAt(after(minutes(1))));
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
    const { history } = decide(opened(), { name: 'change-severity', severity: 'low' }, contextAt(after(hours(9))));
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
    const { history } = openComplaint(incoming, contextAt(t0)).decision;
    const said = JSON.stringify(history.map(({ before, after: since }) => [before, since]));
    for (const word of [incoming.customer, incoming.customerId, incoming.tier, incoming.segments[0], incoming.text])
      expect(said).not.toContain(word);
  });

  it('rebuilds nothing without an opening', () => {
    expect(rebuild([])).toBeNull();
    expect(rebuild([{ complaintId: other, version: 4, after: null }])).toBeNull();
  });
});
