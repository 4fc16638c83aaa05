import {
  ComplaintsCustomerMessageRequested,
  CustomerMessageFailed,
  CustomerMessageSent,
  happened,
} from '@harken/contracts';
import { outbox } from '@harken/messaging';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type RunningComplaints, runComplaints } from './complaints.fixture.ts';

jest.setTimeout(60_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints();
  const body = { acknowledgement: true, answerChannels: ['email'], standardReplies: true };
  expect((await service.call('PUT', '/v1/message-policy', { body, as: 'manager' })).status).toBe(200);
});
afterAll(() => service?.stop());

const read = async (id: string) => (await service.call('GET', `/v1/complaints/${id}`)).body;
const command = async (id: string, name: string, body: object = {}) => {
  const answer = await service.call('POST', `/v1/complaints/${id}/${name}`, { body });
  expect(answer.status).toBe(200);
  return answer.body;
};
const answering = { outcome: 'upheld', reasons: ['defect'], text: 'The lock is replaced tomorrow.' };

async function requestsOf(complaint: string) {
  const rows: { payload: string }[] = await service.database.dataSource.query(
    'SELECT payload FROM outbox WHERE type = $1 ORDER BY seq',
    [ComplaintsCustomerMessageRequested.type],
  );
  return rows.map(({ payload }) => JSON.parse(payload)).filter((data) => data.complaint === complaint);
}

const tell = (messageId: string, complaint: string, purpose: string, reason?: string) => {
  const about = { messageId, complaint, purpose };
  const event =
    reason === undefined
      ? happened(CustomerMessageSent, messageId, { ...CustomerMessageSent.sample, ...about } as never)
      : happened(CustomerMessageFailed, messageId, { ...CustomerMessageFailed.sample, ...about, reason } as never);
  return service.services[0]?.dataSource.transaction((tx) => outbox.add(tx, [event]));
};

describe('messages to the customer of a complaint', () => {
  it('are requested by the commands that owe them, and shown as sent when they went out', async () => {
    const { id, number } = await service.open({ customer: 'm-sent' });
    expect((await command(id, 'acknowledge')).acknowledgement).toMatchObject({ message: { state: 'requested' } });
    const answered = await command(id, 'answer', { ...answering, channel: 'email', recourse: 'The ombudsman.' });
    expect(answered.answers).toMatchObject([{ sentAt: null, message: { state: 'requested' } }]);
    const requests = await requestsOf(id);
    expect(requests).toMatchObject([
      { purpose: 'acknowledgement', customer: { externalId: 'm-sent' }, parameters: { number } },
      { purpose: 'answer', parameters: { number, text: answering.text, recourse: 'The ombudsman.' } },
    ]);
    for (const { messageId, purpose } of requests) await tell(messageId, id, purpose);
    const { answers, acknowledgement } = await eventually(async () => {
      const now = await read(id);
      expect([now.acknowledgement.message.state, now.answers[0].message.state]).toEqual(['sent', 'sent']);
      return now;
    });
    expect(acknowledgement.message).toEqual({ state: 'sent', at: CustomerMessageSent.sample.sentAt });
    expect(answers).toMatchObject([{ sentAt: CustomerMessageSent.sample.sentAt, sentBy: 'system', channel: 'email' }]);
    expect((await service.eventsOf(id)).map(({ type }) => type)).toContain('answer-sent');
  });

  it('are not requested for what was said on the phone', async () => {
    const { id } = await service.open({ customer: 'm-phone' });
    expect((await command(id, 'acknowledge', { channel: 'phone' })).acknowledgement.message).toBeNull();
    const { answers } = await command(id, 'answer', { ...answering, channel: 'phone' });
    expect(answers).toMatchObject([{ message: null, sentAt: expect.any(String) }]);
    expect(await requestsOf(id)).toEqual([]);
  });

  it('are requested for a standard text', async () => {
    const { id } = await service.open({ customer: 'm-standard', channel: 'web' });
    const { answers } = await command(id, 'withdraw');
    expect(answers).toMatchObject([{ kind: 'withdrawal', message: { state: 'requested' } }]);
    expect(await requestsOf(id)).toMatchObject([{ purpose: 'answer', parameters: { text: answers[0].text } }]);
  });

  it('flag the complaint when they fail, stand in its history and raise an event, until a person has told the customer', async () => {
    const { id } = await service.open({ customer: 'm-failed' });
    const { answers } = await command(id, 'answer', { ...answering, channel: 'email' });
    const [{ messageId }] = await requestsOf(id);
    await tell(messageId, id, 'answer', 'address_refused');
    const flagged = await eventually(async () => {
      const now = await read(id);
      expect(now.flags).toContain('message_failed');
      return now;
    });
    expect(flagged.answers).toMatchObject([{ sentAt: null, message: { state: 'failed', reason: 'address_refused' } }]);
    const listed = (await service.call('GET', '/v1/complaints?flag=message_failed')).body;
    expect(listed.items.map((one: { id: string }) => one.id)).toContain(id);
    expect((await service.eventsOf(id)).at(-1)).toMatchObject({
      type: 'customer-message-failed',
      data: { messageId, answerId: answers[0].id, reason: 'address_refused', complaint: { version: flagged.version } },
    });
    const history = (await service.call('GET', `/v1/complaints/${id}/history`)).body.items;
    expect(history.at(-1)).toMatchObject({ action: 'answer-failed', reason: 'address_refused', actor: 'system' });
    const told = await command(id, `answers/${answers[0].id}/sent`, { channel: 'phone' });
    expect(told.flags).not.toContain('message_failed');
    expect(told.answers).toMatchObject([{ channel: 'phone', message: { state: 'sent' }, sentAt: expect.any(String) }]);
  });

  it('that bounce later have not reached the customer', async () => {
    const { id } = await service.open({ customer: 'm-bounced' });
    await command(id, 'answer', { ...answering, channel: 'email' });
    const [{ messageId }] = await requestsOf(id);
    await tell(messageId, id, 'answer');
    await eventually(async () => (await read(id)).answers[0].sentAt !== null);
    await tell(messageId, id, 'answer', 'bounced');
    await eventually(async () => {
      expect((await read(id)).answers).toMatchObject([
        { sentAt: null, message: { state: 'failed', reason: 'bounced' } },
      ]);
    });
  });
});
