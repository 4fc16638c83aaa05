import { compensationStatuses } from '@harken/contracts';
import { describe, expect, it } from '@jest/globals';
import {
  after,
  answering,
  contextAt,
  hours,
  opened,
  policy,
  policyContextOf,
  seconds,
  t0,
  worked,
} from '../complaint/complaint.builder.ts';
import type { Complaint } from '../complaint/complaint.ts';
import { client } from '../people/identity.builder.ts';
import {
  limitsDefaults,
  nothingCommitted,
  type VersionedLimits,
} from '../policies/compensation-limits/compensation-limits.ts';
import { type Compensation, compensationTransitions, nextStepAt } from './compensation.ts';
import { expireIfDue } from './compensation-timers.ts';
import { type CompensationCommand, decideCompensation } from './decide-compensation.ts';
import { type CompensationProposal, propose } from './propose.ts';

const limits: VersionedLimits = {
  ...limitsDefaults,
  version: 3,
  limits: [
    { role: 'handler', currency: 'EUR', upTo: 5_000 },
    { role: 'manager', currency: 'EUR', upTo: 100_000 },
  ],
  fourEyesAbove: [{ currency: 'EUR', amount: 2_000 }],
};
const listed = policyContextOf({ ...policy, straightToManagement: ['compensation_above_limit'] });
const refund = (minor: number, currency = 'EUR'): CompensationProposal => ({
  kind: 'refund',
  amount: { minor, currency },
  description: 'The keys were changed at her own cost.',
});
const apology: CompensationProposal = { kind: 'apology', amount: null, description: 'By letter.' };

/** The key of a person. */
const keyOf = (person: string) => client(`key-of-${person}`, person);
const proposedBy = (by: string, proposal: CompensationProposal, complaint: Complaint = opened()) =>
  propose(
    complaint,
    proposal,
    { limits, committed: nothingCommitted },
    { ...contextAt(after(seconds(1)), null, listed), actor: keyOf(by) },
  );
const decideOn = (
  { decision, compensation }: { decision: { complaint: Complaint }; compensation: Compensation },
  command: CompensationCommand,
  { by = 'mara', at = after(seconds(2)), othersPending = false, committed = nothingCommitted } = {},
) =>
  decideCompensation(
    decision.complaint,
    compensation,
    command,
    { limits, committed, othersPending },
    { ...contextAt(at), actor: keyOf(by) },
  );

const asManager = { name: 'approve', roles: ['manager'] } as const;
const asHandler = { name: 'approve', roles: ['handler'] } as const;
const fulfil = { name: 'fulfil', fulfilledAt: null, reference: 'payment-1' } as const;
const fail = { name: 'fail', reason: 'The account is closed.', reference: null } as const;
const cancel = { name: 'cancel', reason: 'Paid by the insurer.' } as const;
const typesOf = ({ decision }: { decision: { events: readonly { contract: { type: string } }[] } }) =>
  decision.events.map(({ contract }) => contract.type.replace(/^harken\.complaints\.|\.v1$/g, ''));
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('a proposal', () => {
  it.each(['refund', 'voucher', 'credit'] as const)('of a %s needs an amount', (kind) => {
    expect(() => proposedBy('anna', { ...refund(1), kind, amount: null })).toThrow(code('compensation.amount-missing'));
  });

  it('of an apology has none', () => {
    expect(() => proposedBy('anna', { ...apology, amount: { minor: 1, currency: 'EUR' } })).toThrow(
      code('compensation.amount-unwanted'),
    );
  });

  it('is made in a currency that there is', () => {
    expect(() => proposedBy('anna', refund(1, 'QQQ'))).toThrow(code('compensation.currency-unknown'));
  });

  it('raises an event with the version of the complaint, and is in its history', () => {
    const { decision, compensation } = proposedBy('anna', refund(1_000));
    expect(compensation).toMatchObject({ status: 'proposed', fourEyes: false, management: false, limitsVersion: 3 });
    expect(decision.complaint.version).toBe(opened().version + 1);
    expect(decision.history).toMatchObject([
      { action: 'compensation-proposed', reason: 'refund: 1000 EUR', to: compensation.id, person: 'anna' },
    ]);
  });

  it('for a duplicate belongs to its original', () => {
    const duplicate = worked(opened(), { name: 'mark-duplicate', of: '01926f3a-7c1e-7b54-9d0e-0000000000ab' });
    expect(() => proposedBy('anna', apology, duplicate)).toThrow(code('compensation.complaint-is-duplicate'));
  });

  it('can be made after the complaint has ended', () => {
    const closed = worked(opened(), answering, { name: 'close' });
    expect(proposedBy('anna', apology, closed).compensation.status).toBe('proposed');
  });
});

describe('a proposal above the limits of everybody but management', () => {
  it('is escalated to the top level at once, and only once while that is open', () => {
    const first = proposedBy('anna', refund(5_001));
    expect(first.compensation.management).toBe(true);
    expect(first.decision.complaint.escalations).toMatchObject([
      { level: 3, clock: null, reason: 'compensation_above_limit', closedAt: null },
    ]);
    const second = proposedBy('ben', refund(6_000), first.decision.complaint);
    expect(second.decision.complaint.escalations).toHaveLength(1);
  });

  it('stays where it is when the policy does not list the reason', () => {
    const made = propose(opened(), refund(5_001), { limits, committed: nothingCommitted }, contextAt(t0));
    expect(made.compensation.management).toBe(true);
    expect(made.decision.complaint.escalations).toEqual([]);
  });

  it('counts what was promised and proposed before: six small ones are a large one (case 39)', () => {
    const context = { limits, committed: { approved: 2_000, proposed: 2_000 } };
    expect(propose(opened(), refund(1_000), context, contextAt(t0)).compensation.management).toBe(false);
    const made = propose(opened(), refund(1_001), context, contextAt(t0)).compensation;
    expect(made).toMatchObject({ management: true, fourEyes: true });
  });

  it('in a currency without any limit is refused: nobody could approve it (case 31)', () => {
    expect(() => proposedBy('anna', refund(1, 'SGD'))).toThrow(code('compensation.currency-without-limit'));
    expect(proposedBy('anna', apology).compensation.status).toBe('proposed');
  });

  it('is decided by management only', () => {
    const made = proposedBy('anna', refund(5_001));
    for (const command of [asHandler, { name: 'decline', roles: ['handler'], reason: 'Too much.' } as const])
      expect(() => decideOn(made, command)).toThrow(code('compensation.management-only'));
    expect(decideOn(made, asManager).compensation.status).toBe('approved');
  });

  it('leaves the worklist of management with the last of its kind', () => {
    const made = proposedBy('anna', refund(5_001));
    const open = (decided: { decision: { complaint: Complaint } }) =>
      decided.decision.complaint.escalations.filter(({ clock, closedAt }) => clock === null && closedAt === null)
        .length;
    expect(open(decideOn(made, asManager, { othersPending: true }))).toBe(1);
    expect(open(decideOn(made, asManager))).toBe(0);
    const expired = expireIfDue(made.decision.complaint, made.compensation, false, contextAt(after(hours(24 * 15))));
    expect(open(expired)).toBe(0);
  });
});

describe('an approval', () => {
  it('within the limit may come from the proposer', () => {
    const { compensation, decision } = decideOn(proposedBy('anna', refund(2_000)), asHandler, { by: 'anna' });
    expect(compensation).toMatchObject({
      status: 'approved',
      approvedBy: 'anna',
      fulfilBy: after(seconds(2) + hours(168)),
    });
    expect(typesOf({ decision })).toEqual(['compensation-approved']);
  });

  it('above the four-eyes amount comes from another verified person, whatever key each has (case 38)', () => {
    const made = proposedBy('anna', refund(2_001));
    expect(() => decideOn(made, asManager, { by: 'anna' })).toThrow(code('compensation.four-eyes'));
    const { compensation, decision } = decideOn(made, asManager, { by: 'mara' });
    expect(compensation).toMatchObject({ status: 'approved', approvedBy: 'mara', approver: keyOf('mara') });
    expect(decision.history.at(-1)).toMatchObject({ actor: 'key-of-mara', person: 'mara', onBehalfOf: null });
  });

  it.each([
    ['one client says two names', 'no', client('acme'), client('acme')],
    ['another live key of the client', 'no', client('acme', null, 'k1'), client('acme', null, 'k2')],
    ['a key of the client that names a person', 'no', client('acme'), client('acme', 'mara')],
    ['the person has another key', 'no', client('a', 'anna'), client('b', 'anna')],
    ['two people share a client', 'yes', client('acme', 'anna'), client('acme', 'mara')],
    ['two clients without people', 'yes', client('acme'), client('shop')],
    ['a person after a client', 'yes', client('acme'), client('mara', 'mara')],
  ])('has other eyes when %s: %s (case 38)', (_, answer, proposer, approver) => {
    const context = { limits, committed: nothingCommitted, othersPending: false };
    const made = propose(opened(), refund(2_001), context, { ...contextAt(t0, 'anna'), actor: proposer });
    const approve = () =>
      decideCompensation(made.decision.complaint, made.compensation, asManager, context, {
        ...contextAt(after(1), 'bob'),
        actor: approver,
      });
    if (answer === 'yes') expect(approve().compensation.status).toBe('approved');
    else expect(approve).toThrow(code('compensation.four-eyes'));
  });

  it('counts what the customer was promised before: for the limit of the role (case 39)', () => {
    const made = proposedBy('anna', refund(2_000));
    expect(decideOn(made, asHandler, { committed: { approved: 3_000, proposed: 0 } }).compensation.status).toBe(
      'approved',
    );
    expect(() => decideOn(made, asHandler, { committed: { approved: 3_001, proposed: 0 } })).toThrow(
      code('compensation.above-limit'),
    );
  });

  it('counts what the customer was promised before: for four eyes (case 39)', () => {
    const made = proposedBy('anna', refund(2_000));
    const committed = { approved: 1, proposed: 0 };
    expect(() => decideOn(made, asManager, { by: 'anna', committed })).toThrow(code('compensation.four-eyes'));
    expect(decideOn(made, asManager, { committed }).compensation).toMatchObject({ status: 'approved', fourEyes: true });
  });

  it('never comes after the proposal has expired, also when no timer has fired yet', () => {
    const made = proposedBy('anna', refund(10));
    const late = { at: made.compensation.expiresAt };
    expect(() => decideOn(made, asManager, late)).toThrow(code('compensation.transition-forbidden'));
  });
});

describe('fulfilment', () => {
  const approved = () => decideOn(proposedBy('anna', refund(10)), asManager);

  it('is late after its time, and the overdue event comes before it', () => {
    const made = approved();
    const done = decideOn(made, fulfil, { at: new Date((made.compensation.fulfilBy as Date).getTime() + 1) });
    expect(typesOf(done).filter((type) => type.startsWith('compensation'))).toEqual([
      'compensation-overdue',
      'compensation-fulfilled',
    ]);
    expect(done.decision.events.at(-1)?.data).toMatchObject({ late: true, reference: 'payment-1' });
  });

  it('that was in time is not late because it was reported late', () => {
    const made = approved();
    const command = { ...fulfil, fulfilledAt: after(seconds(5)) };
    const done = decideOn(made, command, { at: after(hours(24 * 30)) });
    expect(done.decision.events.at(-1)?.data).toMatchObject({ late: false });
  });

  it('is not in the future, but clocks may differ a little', () => {
    const at = after(seconds(10));
    const command = (ahead: number) => ({ ...fulfil, fulfilledAt: new Date(at.getTime() + ahead) });
    expect(() => decideOn(approved(), command(300_001), { at })).toThrow(code('compensation.fulfilled-in-future'));
    expect(decideOn(approved(), command(300_000), { at }).compensation.fulfilledAt).toEqual(at);
  });

  it('may follow a failure, and the failure goes from it', () => {
    const failed = decideOn(approved(), fail);
    expect(failed.compensation).toMatchObject({ status: 'fulfilment_failed', reason: 'The account is closed.' });
    expect(decideOn(failed, fulfil).compensation).toMatchObject({ status: 'fulfilled', reason: null });
  });

  it('that has failed is overdue like any other', () => {
    const failed = decideOn(approved(), fail);
    expect(nextStepAt(failed.compensation)).toEqual(failed.compensation.fulfilBy);
  });

  it('of an approved one is possible, and the event says that it was approved', () => {
    expect(decideOn(approved(), cancel).decision.events.at(-1)?.data).toMatchObject({ approvedBefore: true });
    expect(decideOn(proposedBy('anna', apology), cancel).decision.events.at(-1)?.data).toMatchObject({
      approvedBefore: false,
    });
  });
});

describe('time', () => {
  it('ends a proposal once, and raises the alarm for what was approved once', () => {
    const made = proposedBy('anna', refund(10));
    const expired = expireIfDue(
      made.decision.complaint,
      made.compensation,
      false,
      contextAt(made.compensation.expiresAt),
    );
    expect(typesOf(expired).at(-1)).toBe('compensation-expired');
    expect(expired.decision.history.at(-1)).toMatchObject({ action: 'compensation-expired', actor: 'system' });
    const approved = decideOn(made, asManager);
    const overdue = expireIfDue(
      approved.decision.complaint,
      approved.compensation,
      false,
      contextAt(after(hours(169))),
    );
    expect(typesOf(overdue).at(-1)).toBe('compensation-overdue');
    for (const { decision, compensation } of [expired, overdue]) {
      expect(nextStepAt(compensation)).toBeNull();
      const again = expireIfDue(decision.complaint, compensation, false, contextAt(after(hours(9_999))));
      expect(typesOf(again).filter((type) => type.startsWith('compensation'))).toEqual([]);
    }
  });
});

describe('the table of states', () => {
  const made = proposedBy('anna', refund(10));
  const approved = decideOn(made, asManager);
  const reached = {
    proposed: made,
    approved,
    declined: decideOn(made, { name: 'decline', roles: ['manager'], reason: '.' }),
    cancelled: decideOn(approved, cancel),
    fulfilled: decideOn(approved, fulfil),
    fulfilment_failed: decideOn(approved, fail),
    expired: expireIfDue(made.decision.complaint, made.compensation, false, contextAt(made.compensation.expiresAt)),
  };
  const commands = [asManager, { name: 'decline', roles: ['manager'], reason: '.' }, cancel, fulfil, fail] as const;

  it.each(compensationStatuses)('is the whole of what %s allows', (status) => {
    const row: Record<string, string> = compensationTransitions[status];
    for (const command of commands) {
      const attempt = () => decideOn(reached[status], command).compensation.status;
      if (row[command.name]) expect(attempt()).toBe(row[command.name]);
      else expect(attempt).toThrow(code('compensation.transition-forbidden'));
    }
  });

  it.each(compensationStatuses)('lets nothing but a proposal be approved: %s', (status) => {
    if (status === 'proposed') return;
    expect(() => decideOn(reached[status], asManager)).toThrow(code('compensation.transition-forbidden'));
  });

  it.each(['declined', 'expired', 'cancelled', 'fulfilled'] as const)(
    'has no way on from %s, by hand or by time',
    (status) => {
      for (const command of commands)
        expect(() => decideOn(reached[status], command)).toThrow(code('compensation.transition-forbidden'));
      expect(nextStepAt(reached[status].compensation)).toBeNull();
    },
  );

  it('lets only what was approved be fulfilled', () => {
    for (const status of ['proposed', 'declined', 'expired', 'cancelled', 'fulfilled'] as const)
      expect(() => decideOn(reached[status], fulfil)).toThrow(code('compensation.transition-forbidden'));
  });
});
