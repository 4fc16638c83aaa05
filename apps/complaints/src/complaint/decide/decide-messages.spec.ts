import { describe, expect, it } from '@jest/globals';
import type { VersionedPolicy } from '../../policies/response-policy/response-policy.ts';
import type { Command } from '../command.ts';
import { after, answering, contextAt, hours, incoming, opened, policy, policyContextOf } from '../complaint.builder.ts';
import type { Complaint } from '../complaint.ts';
import { decide } from './decide.ts';

const messageId = '01926f3a-7c1e-7b54-9d0e-0000000000cc';
const received: Command = { name: 'receive-message', messageId, channel: 'line', attachments: 0 };
const sent: Command = { name: 'send-message', messageId, channel: 'sms', attachments: 0 };

const chatty: VersionedPolicy = {
  ...policy,
  targets: {
    ...policy.targets,
    normal: { ...policy.targets.normal, nextResponse: 'PT8H', progressUpdate: 'P5D' },
  },
};
const at = (now: Date, under = chatty) => contextAt(now, null, policyContextOf(under));
const worked = (complaint: Complaint, commands: readonly Command[], under = chatty): Complaint =>
  commands.reduce(
    (now, command, index) => decide(now, command, at(after(hours(index / 10)), under)).complaint,
    complaint,
  );
const clockOf = (complaint: Complaint, name: string) => complaint.clocks.find(({ clock }) => clock === name);
const told = (complaint: Complaint, command: Command, now: Date, under = chatty) => {
  const decision = decide(complaint, command, at(now, under));
  return { ...decision, types: decision.events.map(({ contract }) => contract.type.split('.')[2]) };
};

describe('a message of the customer', () => {
  const waiting = worked(opened({}, chatty), [{ name: 'investigate' }, sent, { name: 'wait-for-customer' }]);

  it('ends the waiting for the customer, whatever the channel, and the time to resolve it runs again', () => {
    expect(clockOf(waiting, 'resolution')?.pauses.at(-1)).toMatchObject({ to: null });
    const { complaint, types } = told(waiting, received, after(hours(30)));
    expect(complaint.status).toBe('investigating');
    expect(clockOf(complaint, 'resolution')?.pauses.at(-1)?.to).toBe(after(hours(30)).toISOString());
    expect(types).toContain('complaint-status-changed');
  });

  it('makes the next response due after the first, and not before it', () => {
    const { complaint } = told(waiting, received, after(hours(30)));
    expect(clockOf(complaint, 'next_response')).toMatchObject({ dueAt: after(hours(38)), metAt: null });
    expect(clockOf(told(opened({}, chatty), received, after(1)).complaint, 'next_response')).toBeUndefined();
  });

  it('leaves every other status as it is', () => {
    for (const name of ['investigate', 'wait-for-third-party'] as const) {
      const before = worked(opened({}, chatty), [{ name: 'assign', assignee: 'anna' }, { name }]);
      const { complaint, types } = told(before, received, after(hours(1)));
      expect([complaint.status, types]).toEqual([before.status, ['complaint-message-received']]);
    }
  });

  describe('after the end', () => {
    const ended = worked(opened({}, chatty), [answering, { name: 'close' }]);
    const letting = { ...chatty, reopenOnMessage: true };

    it('is kept and flagged once, starts no clock and does not reopen', () => {
      const { complaint, types, history } = told(ended, received, after(hours(1)));
      expect(complaint).toMatchObject({ status: 'closed', cycle: 1, flags: ['customer_wrote_after_end'] });
      expect(complaint.clocks).toEqual(ended.clocks);
      expect(types).toEqual(['complaint-message-received']);
      expect(history).toMatchObject([{ action: 'receive-message', reason: `line: ${messageId}` }]);
      expect(told(complaint, received, after(hours(2))).complaint.flags).toEqual(['customer_wrote_after_end']);
    });

    it('reopens where the policy lets it, within the window, with the deadlines of a reopening', () => {
      const { complaint, types } = told(ended, received, after(hours(1)), letting);
      expect(complaint).toMatchObject({ status: 'received', cycle: 2, flags: [] });
      expect(types).toEqual(['complaint-reopened', 'complaint-message-received']);
      const late = told(ended, received, after(hours(24 * 14 + 2)), letting).complaint;
      expect(late).toMatchObject({ status: 'closed', cycle: 1, flags: ['customer_wrote_after_end'] });
    });

    it('does not reopen a duplicate, which nothing does', () => {
      const duplicate = worked(opened({}, chatty), [{ name: 'mark-duplicate', of: messageId }]);
      expect(told(duplicate, received, after(hours(1)), letting).complaint.status).toBe('duplicate');
    });
  });
});

describe('a message of ours', () => {
  it('is a response by any channel: it acknowledges, meets what waited for it, and is no answer', () => {
    const { complaint, answers, types } = told(opened({}, chatty), sent, after(hours(1)));
    expect(complaint).toMatchObject({ status: 'acknowledged', acknowledgedAt: after(hours(1)), answeredAt: null });
    for (const name of ['acknowledge', 'first_response'])
      expect(clockOf(complaint, name)?.metAt).toEqual(after(hours(1)));
    expect(clockOf(complaint, 'progress_update')).toMatchObject({ startedAt: after(hours(1)), metAt: null });
    expect([answers, types[0]]).toEqual([[], 'complaint-message-sent']);
  });

  it('meets the next response', () => {
    const asked = worked(opened({}, chatty), [sent, received]);
    expect(clockOf(asked, 'next_response')?.metAt).toBeNull();
    const { complaint } = told(asked, sent, after(hours(2)));
    expect(clockOf(complaint, 'next_response')?.metAt).toEqual(after(hours(2)));
  });

  it('changes nothing but the thread after the end', () => {
    const ended = worked(opened({}, chatty), [answering, { name: 'close' }]);
    const { complaint, types } = told(ended, sent, after(hours(1)));
    expect([complaint.clocks, complaint.flags, types]).toEqual([ended.clocks, [], ['complaint-message-sent']]);
  });
});

it('raises an event without the text and without personal data', () => {
  const { history } = told(opened({}, chatty), received, after(1));
  expect(JSON.stringify(history)).not.toContain(incoming.customer);
});
