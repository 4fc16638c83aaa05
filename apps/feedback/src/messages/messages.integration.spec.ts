import {
  ComplaintClosed,
  ComplaintsCustomerMessageRequested,
  CustomerMessageFailed,
  type CustomerMessageRequested,
  CustomerMessageSent,
  type EventData,
  happened,
} from '@harken/contracts';
import { newId } from '@harken/messaging';
import { eventually, type Mailbox, startMailbox } from '@harken/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type RunningFeedback, runFeedback } from '../feedback.fixture.ts';

jest.setTimeout(90_000);
const patient = { within: 50_000, every: 50 };

type Request = EventData<typeof CustomerMessageRequested>;

/** Requests a message as complaints do; returns its id. */
async function request(app: RunningFeedback, customer: string, more: Partial<Request> = {}) {
  const messageId = newId();
  await app.publish(
    happened(ComplaintsCustomerMessageRequested, messageId, {
      ...ComplaintsCustomerMessageRequested.sample,
      ...{ messageId, customer: { id: newId(), externalId: customer }, language: null },
      ...more,
    }),
  );
  return messageId;
}

const describeCustomer = async (app: RunningFeedback, id: string, body: object) =>
  expect((await app.call('PUT', `/v1/customers/${id}`, { body })).status).toBeLessThan(300);
const read = async (app: RunningFeedback, id: string) => (await app.call('GET', `/v1/customer-messages/${id}`)).body;
const ended = (app: RunningFeedback, id: string, state: string) =>
  eventually(async () => {
    const message = await read(app, id);
    expect(message.state).toBe(state);
    return message;
  }, patient);
const resultsOf = async (app: RunningFeedback, id: string) => {
  const all = [
    ...(await app.published(CustomerMessageSent.type)),
    ...(await app.published(CustomerMessageFailed.type)),
  ];
  return all.filter(({ key }) => key === id).map(({ data }) => data);
};

describe('messages that Harken sends', () => {
  let app: RunningFeedback;
  let mailbox: Mailbox;
  beforeAll(async () => {
    mailbox = await startMailbox();
    app = await runFeedback({
      CUSTOMER_MESSAGES: 'email',
      SMTP_URL: mailbox.url,
      CUSTOMER_MESSAGE_FROM: 'Acme <care@acme.example>',
      CUSTOMER_MESSAGE_RETRY_DELAYS: 'PT0.2S,PT0.2S',
      COMPANY_NAME: 'Acme',
    });
  }, 90_000);
  afterAll(async () => {
    await app?.stop();
    await mailbox?.close();
  });
  beforeEach(() => {
    mailbox.mails.length = 0;
    mailbox.behave = () => ({});
  });

  const reachable = (id: string, more: object = {}) =>
    describeCustomer(app, id, { contactPoints: [{ kind: 'email', value: `${id}@example.com` }], ...more });

  it('go out in the language of the customer, once, and tell it', async () => {
    await reachable('m-th', { language: 'th' });
    const id = await request(app, 'm-th', { parameters: { number: 'C-7', text: 'เราเปลี่ยนกุญแจให้แล้ว' } });
    const message = await ended(app, id, 'sent');
    expect(message).toMatchObject({ customer: 'm-th', sender: 'email', channel: 'email', attempts: 1, reason: null });
    expect(mailbox.mails).toMatchObject([
      {
        to: ['m-th@example.com'],
        headers: {
          subject: 'คำตอบเรื่องร้องเรียน C-7 ของท่าน',
          from: 'Acme <care@acme.example>',
          'message-id': `<${id}@acme.example>`,
          'content-type': expect.stringContaining('text/plain'),
          'content-language': 'th',
          'auto-submitted': 'auto-generated',
        },
        text: expect.stringContaining('เราเปลี่ยนกุญแจให้แล้ว'),
      },
    ]);
    expect(await resultsOf(app, id)).toMatchObject([{ messageId: id, purpose: 'answer', channel: 'email' }]);
  });

  it('are no others when the request is repeated', async () => {
    await reachable('m-twice');
    const id = await request(app, 'm-twice');
    await ended(app, id, 'sent');
    await request(app, 'm-twice', { messageId: id });
    const marker = await request(app, 'm-twice');
    await ended(app, marker, 'sent');
    expect(mailbox.mails.map(({ headers }) => headers['message-id'])).toEqual([
      `<${id}@acme.example>`,
      `<${marker}@acme.example>`,
    ]);
  });

  it('go to the verified address, in any script, and to nobody whom a value names', async () => {
    const contactPoints = [
      { kind: 'email', value: 'first@example.com' },
      { kind: 'email', value: 'ลูกค้า@ตัวอย่าง.ไทย', verified: true },
    ];
    await describeCustomer(app, 'm-script', { name: 'x\r\nBcc: y@evil.example', contactPoints });
    const id = await request(app, 'm-script', {
      parameters: { number: 'C-1\r\nBcc: x@evil.example', text: '<b>Hello</b>\r\n.\r\nBcc: z@evil.example' },
    });
    await ended(app, id, 'sent');
    const [mail] = mailbox.mails;
    expect(mail?.to).toHaveLength(1);
    expect(mail?.to[0]).toMatch(/^ลูกค้า@(ตัวอย่าง\.ไทย|xn--72cg7b3eyc5gwac\.xn--o3cw4h)$/);
    expect(mail?.headers).not.toHaveProperty('bcc');
    expect(mail?.text).toContain('<b>Hello</b>\n.\nBcc: z@evil.example');
    expect(mail?.headers['content-type']).toMatch(/^text\/plain/);
  });

  it('are tried again while nothing was handed over, and no longer than the setting says', async () => {
    await reachable('m-later');
    let refuse = 2;
    mailbox.behave = (to) => (to.startsWith('m-later') && refuse-- > 0 ? { recipient: 451 } : {});
    expect(await ended(app, await request(app, 'm-later'), 'sent')).toMatchObject({ attempts: 3 });
    mailbox.behave = () => ({ message: 451 });
    const failed = await ended(app, await request(app, 'm-later'), 'failed');
    expect(failed).toMatchObject({ attempts: 3, reason: 'mail_server_unavailable' });
  });

  it.each([
    ['address_refused', { recipient: 550 }],
    ['message_refused', { message: 554 }],
  ])('fail at once as %s', async (reason, behaviour) => {
    await reachable('m-refused');
    mailbox.behave = () => behaviour;
    const id = await request(app, 'm-refused');
    expect(await ended(app, id, 'failed')).toMatchObject({ attempts: 1, reason });
    expect(await resultsOf(app, id)).toMatchObject([{ messageId: id, reason, channel: 'email' }]);
  });

  it('are not sent twice when the server hangs up after it has taken one', async () => {
    await reachable('m-cut');
    mailbox.behave = () => ({ message: 'hang-up' });
    const id = await request(app, 'm-cut');
    expect(await ended(app, id, 'failed')).toMatchObject({ attempts: 1, reason: 'delivery_unknown' });
    expect(mailbox.mails).toHaveLength(1);
  });

  it('are not sent twice when a process has died while it was sending', async () => {
    await reachable('m-dead');
    const id = await request(app, 'm-dead');
    await ended(app, id, 'sent');
    mailbox.mails.length = 0;
    // As the dead process left it.
    await app.service.dataSource.query(
      `UPDATE customer_messages SET state = 'requested', sent_at = NULL, sending_since = now() - interval '1 hour', due_at = now() WHERE id = $1`,
      [id],
    );
    expect(await ended(app, id, 'failed')).toMatchObject({ reason: 'delivery_unknown' });
    expect(mailbox.mails).toEqual([]);
  });

  it('need an address; an answer needs no consent', async () => {
    expect(await ended(app, await request(app, 'm-nowhere'), 'failed')).toMatchObject({ reason: 'no_contact_point' });
    await reachable('m-refuses', { consents: { surveys: false, improvements: false, marketing: false } });
    expect(await ended(app, await request(app, 'm-refuses'), 'sent')).toMatchObject({ purpose: 'answer' });
    const improved = await request(app, 'm-refuses', {
      purpose: 'you_said_we_did',
      parameters: { said: 'a', did: 'b' },
    });
    expect(await ended(app, improved, 'failed')).toMatchObject({ reason: 'no_consent' });
  });

  it('have words that a company publishes', async () => {
    const texts = [{ language: 'en', subject: 'Re {number}', text: 'Hi {name}\n{text}' }];
    const path = '/v1/message-templates/answer';
    const before = (await app.call('GET', path)).body;
    expect((await app.call('PUT', path, { body: { texts }, as: 'manager' })).body).toMatchObject({ version: 2 });
    await reachable('m-words', { name: 'Mara' });
    const id = await request(app, 'm-words', { parameters: { number: 'C-9', text: 'Yes.' } });
    await ended(app, id, 'sent');
    expect(mailbox.mails).toMatchObject([
      { headers: { subject: 'Re C-9' }, text: expect.stringMatching(/^Hi Mara\nYes\.\n/) },
    ]);
    const refused = await app.call('PUT', path, { body: { texts: [{ ...texts[0], text: 'Hi' }] }, as: 'manager' });
    expect(refused.body).toMatchObject({ status: 400, errors: [{ pointer: '/texts/0/text' }] });
    await app.call('PUT', path, { body: { texts: before.texts }, as: 'manager' });
    expect((await app.call('GET', '/v1/message-templates/nonsense')).status).toBe(400);
  });

  it('may bounce later, but are not reported by the CRM otherwise', async () => {
    await reachable('m-bounce');
    const id = await request(app, 'm-bounce');
    await ended(app, id, 'sent');
    const bounced = await app.call('POST', `/v1/customer-messages/${id}/failed`, { body: { reason: 'bounced' } });
    expect(bounced.body).toMatchObject({ state: 'failed', reason: 'bounced', sentAt: null });
    const sent = await app.call('POST', `/v1/customer-messages/${id}/sent`, { body: {} });
    expect(sent.body).toMatchObject({ status: 409, code: 'customer-message.harken-sends' });
  });
});

describe('messages that the CRM sends', () => {
  let app: RunningFeedback;
  beforeAll(async () => {
    app = await runFeedback({ CUSTOMER_MESSAGE_REPORT_WITHIN: 'PT3S' });
  }, 90_000);
  afterAll(() => app?.stop());

  it('are read with their words, and reported as sent or failed, once', async () => {
    await describeCustomer(app, 'c-crm', { language: 'zh-TW' });
    const id = await request(app, 'c-crm', { parameters: { number: 'C-3', text: '明天更換門鎖。' } });
    const waiting = await ended(app, id, 'requested');
    expect(waiting).toMatchObject({
      ...{ sender: 'crm', address: null },
      content: {
        language: 'zh-Hant',
        subject: '關於您的投訴 C-3 的答覆',
        text: expect.stringContaining('明天更換門鎖。'),
      },
    });
    const listed = await app.call('GET', '/v1/customer-messages?state=requested&customer=c-crm&purpose=answer');
    expect(listed.body.items).toMatchObject([{ id, customer: 'c-crm' }]);
    expect((await app.call('GET', '/v1/customer-messages?state=lost')).status).toBe(400);

    const report = (as: 'crm' | 'handler', what: string, body: object) =>
      app.call('POST', `/v1/customer-messages/${id}/${what}`, { body, as });
    expect((await report('handler', 'sent', {})).status).toBe(403);
    expect((await report('crm', 'failed', { reason: 'No such customer' })).status).toBe(400);
    const future = new Date(Date.now() + 3_600_000).toISOString();
    expect((await report('crm', 'sent', { at: future })).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/at' }],
    });
    expect((await report('crm', 'sent', { channel: 'line' })).body).toMatchObject({ state: 'sent', channel: 'line' });
    expect((await report('crm', 'sent', { channel: 'email' })).body).toMatchObject({ state: 'sent', channel: 'line' });
    expect(await resultsOf(app, id)).toHaveLength(1);
    expect((await report('crm', 'failed', { reason: 'bounced' })).body).toMatchObject({ state: 'failed' });
    expect(await resultsOf(app, id)).toHaveLength(2);
    const unknown = await app.call('POST', `/v1/customer-messages/${newId()}/sent`, { body: {} });
    expect(unknown.body).toMatchObject({ status: 404, code: 'customer-message.not-found' });
  });

  it('have failed when the CRM reports nothing of what is owed', async () => {
    const id = await request(app, 'c-silent');
    expect(await ended(app, id, 'failed')).toMatchObject({ reason: 'not_reported' });
  });

  it('stand in the timeline of the customer', async () => {
    const id = await request(app, 'c-line');
    await ended(app, id, 'requested');
    const { body } = await app.call('GET', '/v1/customers/c-line/timeline', { as: 'handler' });
    expect(body.items).toMatchObject([
      {
        type: 'message',
        id,
        data: { purpose: 'answer', state: 'requested', complaint: ComplaintClosed.sample.complaint.complaintId },
      },
    ]);
  });
});

describe('messages that nobody sends', () => {
  it('have failed at once', async () => {
    const app = await runFeedback({ CUSTOMER_MESSAGES: 'off' });
    try {
      expect(await ended(app, await request(app, 'o-1'), 'failed')).toMatchObject({
        reason: 'sending_off',
        sender: null,
      });
    } finally {
      await app.stop();
    }
  });
});
