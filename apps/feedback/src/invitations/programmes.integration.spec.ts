import {
  ComplaintClosed,
  CustomerMessageRequested,
  happened,
  InvitationAnswered,
  InvitationCreated,
} from '@harken/contracts';
import { newId } from '@harken/messaging';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type RunningFeedback, runFeedback, someInteraction } from '../feedback.fixture.ts';
import { answerInvitation, noteProgress } from './answer-invitation.use-case.ts';
import { findAskedInvitation } from './asked-invitation.queries.ts';
import { bounceInvitation } from './bounce-invitation.use-case.ts';

jest.setTimeout(60_000);

let app: RunningFeedback;
beforeAll(async () => {
  app = await runFeedback();
}, 60_000);
afterAll(() => app?.stop());

const questions = [
  { id: 'recommend', kind: 'nps', text: { en: 'Would you recommend us?', th: 'คุณจะแนะนำเราไหม' }, required: true },
  {
    id: 'why',
    kind: 'text',
    text: { en: 'Why?', th: 'ทำไม' },
    showIf: { question: 'recommend', op: 'le', value: 6 },
  },
];
const programme = (type: string, more: object = {}) => ({
  name: 'After a visit',
  questions,
  trigger: { kind: 'interaction', types: [type] },
  quarantine: 'PT0S',
  ...more,
});
const put = (id: string, body: object, as: 'manager' | 'crm' = 'manager') =>
  app.call('PUT', `/v1/programmes/${id}`, { body, as });
const command = (id: string, name: string) => app.call('POST', `/v1/programmes/${id}/${name}`, { as: 'manager' });
const progressOf = async (id: string) => (await app.call('GET', `/v1/programmes/${id}/progress`)).body;
const invitationsOf = async (id: string, query = '') =>
  (await app.call('GET', `/v1/programmes/${id}/invitations${query}`)).body.items;
const decisionsOf = async (id: string, query = '') =>
  (await app.call('GET', `/v1/programmes/${id}/decisions${query}`)).body.items;

/** Publishes and starts it. */
const run = async (id: string, body: object) => {
  expect((await put(id, body)).status).toBe(200);
  expect((await command(id, 'start')).body.status).toBe('running');
};
const visits = (type: string, customers: readonly string[]) =>
  Promise.all(
    customers.map((customer) =>
      app.call('POST', '/v1/interactions', {
        body: someInteraction({ type, customer, occurredAt: new Date().toISOString(), touchpoint: 'gate' }),
      }),
    ),
  );
const decided = (id: string, count: number) =>
  eventually(async () => (await decisionsOf(id)).length >= count && (await progressOf(id)).waiting === 0);
const settle = async (id: string, customers: Record<string, object>) => {
  for (const [customer, body] of Object.entries(customers)) {
    await app.call('PUT', `/v1/customers/${customer}`, { body });
  }
  return id;
};
const answer = (id: string) =>
  app.service.dataSource.transaction((tx) => answerInvitation({ id, feedbackId: newId() }, tx));
const sqlOf = (text: string, values: unknown[]) => app.service.dataSource.query(text, values);

describe('a programme', () => {
  it('is published in versions, refuses what cannot be run, and asks nobody before it is started', async () => {
    expect((await put('p-new', programme('new'))).body).toMatchObject({
      ...{ id: 'p-new', version: 1, method: 'survey', sampling: 1, validFor: 'P14D', quarantine: 'PT0S' },
      trigger: { kind: 'interaction', types: ['new'], delay: 'PT0S' },
      audience: { segments: [], tiers: [], stages: [], touchpoints: [], languages: [] },
    });
    const [first] = [await app.call('GET', '/v1/programmes/p-new', { as: 'analyst' })];
    expect((await put('p-new', first.body)).body.version).toBe(2);
    const wrong = {
      ...programme('new'),
      trigger: { kind: 'list' },
      questions: [{ ...questions[1], showIf: { op: 1 } }],
    };
    const refused = await put('p-new', wrong);
    expect([refused.status, refused.body.code]).toEqual([400, 'programme.invalid']);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/questions/0/showIf/op',
      '/questions/0/showIf/value',
      '/questions/0/showIf/question',
      '/trigger/customers',
    ]);
    expect((await put('p-new', programme('new'), 'crm')).status).toBe(403);
    await visits('new', ['c-new']);
    expect(await progressOf('p-new')).toMatchObject({ status: 'draft', version: 2, waiting: 0 });
    expect((await command('p-new', 'pause')).body).toMatchObject({ status: 409, code: 'programme.wrong-status' });
    expect((await command('nobody', 'start')).body.code).toBe('programme.not-found');
  });

  it('invites after an interaction, in the language of the customer, by event, message request and a link for the CRM only', async () => {
    await settle('p-visit', { 'c-th': { language: 'th' } });
    await run('p-visit', programme('visit-a'));
    await visits('visit-a', ['c-th']);
    await decided('p-visit', 1);
    const [invitation] = await invitationsOf('p-visit');
    expect(invitation).toMatchObject({
      ...{ customer: 'c-th', status: 'invited', language: 'th', touchpoint: 'gate', surveyVersion: 1, reminders: 0 },
      link: expect.stringMatching(/^http:\/\/localhost:7101\/answer\/[\w-]{48}$/),
    });
    const created = (await app.published(InvitationCreated.type)).find(({ key }) => key === invitation.id);
    const requested = (await app.published(CustomerMessageRequested.type)).find(
      ({ key }) => key === invitation.messageId,
    );
    expect(created?.data).toMatchObject({
      invitation: { programme: 'p-visit', interactionId: invitation.interactionId },
    });
    expect(requested?.data).toMatchObject({
      ...{ purpose: 'invitation', language: 'th', programme: 'p-visit' },
      parameters: { invitation: invitation.id, reminder: 0 },
    });
    const token = invitation.link.split('/').at(-1);
    expect(JSON.stringify([created, requested])).not.toContain(token);
    expect((await app.call('GET', '/v1/programmes/p-visit/invitations', { as: 'manager' })).status).toBe(403);
    const { dataSource } = app.service;
    expect(await findAskedInvitation(dataSource, token)).toMatchObject({
      invitation: { id: invitation.id },
      programme: { questions: [{ id: 'recommend' }, { id: 'why' }] },
      programmeStatus: 'running',
    });
    expect(await findAskedInvitation(dataSource, `${token.slice(0, -1)}A`)).toBeUndefined();
  });

  it('is answered once: opening uses nothing up, the second answer is refused', async () => {
    await run('p-once', programme('visit-b'));
    await visits('visit-b', ['c-once']);
    await decided('p-once', 1);
    const [{ id }] = await invitationsOf('p-once');
    const { dataSource } = app.service;
    await dataSource.transaction((tx) => noteProgress(id, 'opened', tx));
    await dataSource.transaction((tx) => noteProgress(id, 'started', tx));
    expect(await dataSource.transaction((tx) => noteProgress(id, 'opened', tx))).toMatchObject({ status: 'started' });
    const results = await Promise.allSettled([answer(id), answer(id), answer(id)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(answer(id)).rejects.toMatchObject({ code: 'invitation.used' });
    expect((await app.published(InvitationAnswered.type)).filter(({ key }) => key === id)).toHaveLength(1);
    expect(await progressOf('p-once')).toMatchObject({ invitations: { answered: 1, invited: 0 } });
    expect((await invitationsOf('p-once'))[0].link).toBeNull();
  });

  it('keeps the quarantine across programmes, and the reason of everybody who is not invited', async () => {
    await settle('p-q', { 'c-q3': { consents: { surveys: false } }, 'c-q4': { segments: ['tenant'] } });
    await run('p-q1', programme('visit-c', { quarantine: 'P30D' }));
    await visits('visit-c', ['c-q1', 'c-q2']);
    await decided('p-q1', 2);
    const audience = { segments: ['tenant'] };
    await run('p-q2', programme('visit-d', { quarantine: 'P30D' }));
    await run('p-q3', programme('visit-d', { quarantine: 'P30D', audience }));
    await visits('visit-d', ['c-q1', 'c-q2', 'c-q3', 'c-q4', 'c-q5']);
    await decided('p-q2', 5);
    await decided('p-q3', 5);
    const both = await Promise.all(['p-q2', 'p-q3'].map(progressOf));
    expect(both[0].skipped).toMatchObject({ consent: 1, audience: 0 });
    // c-q4 is invited by whichever comes first, and by no other.
    expect(both[0].invitations.invited + both[1].invitations.invited).toBe(2);
    const skipped = await decisionsOf('p-q2', '?decision=quarantine&customer=c-q1');
    expect(skipped).toMatchObject([{ customer: 'c-q1', details: { programme: 'p-q1' }, invitationId: null }]);
    expect((await decisionsOf('p-q3', '?decision=audience')).length).toBe(4);
    const page = (await app.call('GET', '/v1/programmes/p-q3/decisions?limit=3')).body;
    const rest = (await app.call('GET', `/v1/programmes/p-q3/decisions?limit=3&cursor=${page.next}`)).body;
    expect([page.items.length, rest.items.length, rest.next]).toEqual([3, 2, null]);
  });

  it('asks nobody twice about one interaction, and never exceeds a quota', async () => {
    await run('p-quota', programme('visit-e', { quotas: [{ max: 3 }] }));
    const customers = Array.from({ length: 8 }, (_, n) => `c-e${n}`);
    await visits('visit-e', customers);
    await decided('p-quota', 8);
    const body = someInteraction({ type: 'visit-e', customer: 'c-e0', occurredAt: new Date().toISOString() });
    await app.call('POST', '/v1/interactions', { body });
    await app.call('POST', '/v1/interactions', { body });
    await decided('p-quota', 9);
    expect(await progressOf('p-quota')).toMatchObject({ invitations: { invited: 3 }, waiting: 0 });
    expect(await decisionsOf('p-quota')).toHaveLength(9);
  });

  it('waits for the delay, skips history and what was before the start', async () => {
    await run('p-delay', programme('visit-f', { trigger: { kind: 'interaction', types: ['visit-f'], delay: 'P1D' } }));
    const now = new Date().toISOString();
    for (const more of [
      { occurredAt: now, history: true },
      { occurredAt: '2026-01-01T00:00:00Z' },
      { occurredAt: now },
    ]) {
      await app.call('POST', '/v1/interactions', {
        body: someInteraction({ type: 'visit-f', customer: 'c-f', ...more }),
      });
    }
    expect(await progressOf('p-delay')).toMatchObject({ waiting: 1, invitations: { invited: 0 } });
    await sqlOf("UPDATE candidates SET due_at = due_at - interval '1 day' WHERE programme = $1", ['p-delay']);
    await decided('p-delay', 1);
    expect(await progressOf('p-delay')).toMatchObject({ waiting: 0, invitations: { invited: 1 } });
  });

  it('reminds who has not answered, and lets invitations expire', async () => {
    await run('p-remind', programme('visit-g', { validFor: 'PT4S', reminders: ['PT1S', 'PT2S'] }));
    await visits('visit-g', ['c-g1', 'c-g2']);
    await decided('p-remind', 2);
    const items = await invitationsOf('p-remind');
    await answer(items[0].id);
    await eventually(async () => (await invitationsOf('p-remind'))[1].status === 'expired');
    const after = await invitationsOf('p-remind');
    expect(after.map(({ reminders, status }: { reminders: number; status: string }) => [status, reminders])).toEqual([
      ['answered', 0],
      ['expired', 2],
    ]);
    await expect(answer(items[1].id)).rejects.toMatchObject({ code: 'invitation.expired' });
    expect(await invitationsOf('p-remind', '?status=expired')).toHaveLength(1);
  });

  it('takes an invitation that bounced for none: others may ask, and an answer counts all the same', async () => {
    await run('p-bounce', programme('visit-j', { quarantine: 'P30D', reminders: ['P1D'] }));
    await visits('visit-j', ['c-j']);
    await decided('p-bounce', 1);
    const [{ id, messageId }] = await invitationsOf('p-bounce');
    const { dataSource } = app.service;
    await dataSource.transaction((tx) => bounceInvitation(messageId, tx));
    await dataSource.transaction((tx) => bounceInvitation(newId(), tx));
    expect((await invitationsOf('p-bounce'))[0]).toMatchObject({ status: 'bounced', link: expect.any(String) });
    await run('p-bounce-2', programme('visit-k', { quarantine: 'P30D' }));
    await visits('visit-k', ['c-j']);
    await decided('p-bounce-2', 1);
    expect(await progressOf('p-bounce-2')).toMatchObject({ invitations: { invited: 1 } });
    expect(await answer(id)).toMatchObject({ status: 'answered' });
    await dataSource.transaction((tx) => bounceInvitation(messageId, tx));
    expect((await invitationsOf('p-bounce'))[0]).toMatchObject({ status: 'answered' });
  });

  it('invites nobody while it is paused, says so, and ends for good', async () => {
    await run('p-pause', programme('visit-h'));
    await command('p-pause', 'pause');
    await visits('visit-h', ['c-h1']);
    await decided('p-pause', 1);
    await command('p-pause', 'start');
    await visits('visit-h', ['c-h2']);
    await decided('p-pause', 2);
    expect(await progressOf('p-pause')).toMatchObject({ invitations: { invited: 1 }, skipped: { paused: 1 } });
    expect((await command('p-pause', 'end')).body).toMatchObject({ status: 'ended', endedAt: expect.any(String) });
    await visits('visit-h', ['c-h3']);
    expect(await progressOf('p-pause')).toMatchObject({ waiting: 0 });
    expect((await put('p-pause', programme('visit-h'))).body).toMatchObject({ status: 409, code: 'programme.ended' });
  });

  it('asks everybody in its audience when the calendar says so, and goes on a quarter later', async () => {
    await settle('p-cal', { 'c-cal1': { stage: 'calendar' }, 'c-cal2': { stage: 'calendar' } });
    const from = new Date(Date.now() + 1500).toISOString();
    const trigger = { kind: 'calendar', from, every: 'P3M' };
    await run('p-cal', programme('', { trigger, audience: { stages: ['calendar'] } }));
    expect((await progressOf('p-cal')).nextRunAt).toBe(from);
    await decided('p-cal', 2);
    const { nextRunAt, invitations } = await progressOf('p-cal');
    expect(invitations.invited).toBe(2);
    expect(Date.parse(nextRunAt)).toBeGreaterThan(Date.now() + 80 * 86_400_000);
  });

  it('asks a hand-picked list once each, also when it grows', async () => {
    const list = (customers: string[]) => programme('', { trigger: { kind: 'list', customers } });
    await run('p-list', list(['c-l1', 'c-l2', 'c-l1']));
    await decided('p-list', 2);
    await put('p-list', list(['c-l1', 'c-l2', 'c-l3']));
    await decided('p-list', 3);
    expect(await progressOf('p-list')).toMatchObject({ version: 2, invitations: { invited: 3 }, waiting: 0 });
  });

  it('invites to rate how a complaint was handled, once for each time that it was closed', async () => {
    await run('p-handling', programme('', { trigger: { kind: 'complaint_closed' } }));
    const complaintId = newId();
    const { sample } = ComplaintClosed;
    const closed = (cycle: number) =>
      happened(ComplaintClosed, complaintId, {
        ...sample,
        complaint: { ...sample.complaint, complaintId, cycle },
        at: new Date().toISOString(),
      });
    await app.publish(closed(1), closed(1));
    await decided('p-handling', 1);
    expect(await invitationsOf('p-handling')).toMatchObject([
      { complaintId, interactionId: null, touchpoint: sample.complaint.touchpoint },
    ]);
    await app.publish(closed(2));
    await decided('p-handling', 2);
    expect(await progressOf('p-handling')).toMatchObject({ skipped: { open_invitation: 1 } });
  });

  it('is simulated over what happened, without asking anybody', async () => {
    await visits('visit-i', ['c-i1', 'c-i2', 'c-i1']);
    await put('p-sim', programme('visit-i', { quarantine: 'P30D' }));
    const { status, body } = await app.call('POST', '/v1/programmes/p-sim/simulate', {
      body: { days: 1 },
      as: 'analyst',
    });
    expect([status, body]).toMatchObject([
      200,
      { version: 1, complete: true, candidates: 3, invited: 2, skipped: { open_invitation: 1 } },
    ]);
    expect(await progressOf('p-sim')).toMatchObject({ waiting: 0, invitations: { invited: 0 } });
    const trigger = { kind: 'calendar', from: '2026-01-01T00:00:00Z' };
    await put('p-sim', programme('', { trigger, audience: { segments: ['tenant'] } }));
    const once = await app.call('POST', '/v1/programmes/p-sim/simulate', { body: {}, as: 'analyst' });
    expect(once.body).toMatchObject({ version: 2, complete: true, candidates: 1, invited: 1 });
    const refused = await app.call('POST', '/v1/programmes/p-sim/simulate', { body: { days: 0 }, as: 'analyst' });
    expect(refused.status).toBe(400);
  });
});
