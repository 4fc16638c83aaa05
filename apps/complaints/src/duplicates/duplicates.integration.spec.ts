import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { quickPolicy, type RunningComplaints, runComplaints } from '../complaints.fixture.ts';

jest.setTimeout(40_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints();
  const policy = quickPolicy(3600);
  const targets = Object.fromEntries(
    Object.entries(policy.targets).map(([severity, target]) => [severity, { ...target, nextResponse: 'PT2H' }]),
  );
  expect((await service.call('PUT', '/v1/response-policy', { body: { ...policy, targets } })).status).toBe(200);
});
afterAll(() => service?.stop());

const post = (path: string, body: object = {}) => service.call('POST', `/v1/complaints/${path}`, { body });
const get = async (path: string) => (await service.call('GET', `/v1/complaints/${path}`)).body;
const customer = () => `crm-${uuidv7()}`;
const mark = (id: string, of: string, more: object = {}) =>
  post(`${id}/mark-duplicate`, { of, onBehalfOf: 'anna', ...more });
const answer = { outcome: 'upheld', reasons: ['lamp'], channel: 'email', text: 'The lamp is replaced on Monday.' };
const refusal = (code: string) => ({ status: 409, body: { code } });
const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);

/** An original and its duplicate, of two customers unless said. */
async function pair(sameCustomer = false) {
  const of = customer();
  const original = await service.open({ customer: of });
  const duplicate = await service.open({ customer: sameCustomer ? of : customer() });
  expect((await mark(duplicate.id, original.id)).status).toBe(200);
  return { original, duplicate };
}

describe('a duplicate', () => {
  it('is never of a withdrawn complaint (case 01)', async () => {
    const [withdrawn, other] = [await service.open(), await service.open()];
    await post(`${withdrawn.id}/withdraw`);
    expect(await mark(other.id, withdrawn.id)).toMatchObject(refusal('complaint.duplicate-of-withdrawn'));
    expect(await get(other.id)).toMatchObject({ status: 'received', answers: [] });
  });

  it('is open again when its original is withdrawn, with the clocks it had (case 01)', async () => {
    const { original, duplicate } = await pair();
    expect((await post(`${original.id}/withdraw`, { reason: 'taken back', onBehalfOf: 'anna' })).status).toBe(200);
    const back = await get(duplicate.id);
    expect(back).toMatchObject({ status: 'received', duplicateOf: null, answeredAt: null, endedAt: null, links: [] });
    const running = back.clocks.filter(({ state }: { state: string }) => state === 'running');
    expect(running.map(({ clock, dueAt }: { clock: string; dueAt: string }) => [clock, dueAt])).toEqual(
      duplicate.clocks.map(({ clock, dueAt }: { clock: string; dueAt: string }) => [clock, dueAt]),
    );
    expect(await post(`${back.id}/close`)).toMatchObject(refusal('complaint.answer-missing'));
    expect((await service.eventsOf(duplicate.id)).at(-1)).toMatchObject({
      type: 'duplicate-undone',
      data: { of: original.id, by: 'anna', complaint: { status: 'received' } },
    });
    const { items } = await get(`${original.id}/history`);
    expect(items.map(({ action }: { action: string }) => action)).toEqual([
      'open',
      'duplicate-added',
      'withdraw',
      'duplicate-removed',
    ]);
  });

  it('can be undone by a person; the pair is not proposed again (case 01)', async () => {
    const { original, duplicate } = await pair();
    const undone = await post(`${duplicate.id}/undo-duplicate`, { onBehalfOf: 'ben', reason: 'Another door.' });
    expect(undone).toMatchObject({ status: 200, body: { status: 'received', duplicateOf: null } });
    expect(await get(`${original.id}/duplicates`)).toMatchObject([{ status: 'refused', decidedBy: 'ben' }]);
    expect((await get(`${original.id}/history`)).items.at(-1)).toMatchObject({
      action: 'duplicate-removed',
      onBehalfOf: 'ben',
      reason: 'Another door.',
      to: duplicate.id,
    });
    expect(await post(`${duplicate.id}/undo-duplicate`)).toMatchObject(refusal('complaint.transition-forbidden'));
    expect((await mark(duplicate.id, original.id)).status).toBe(200);
    expect(await get(`${original.id}/duplicates`)).toMatchObject([{ status: 'accepted', as: 'duplicate' }]);
  });

  it('is told the answer of a complaint that has ended with one (case 01)', async () => {
    const [closed, rejected] = [await service.open(), await service.open()];
    await post(`${closed.id}/answer`, answer);
    await post(`${closed.id}/close`);
    await post(`${rejected.id}/reject`, { reasons: ['warranty'], channel: 'email', text: 'The warranty is over.' });
    for (const [original, text] of [
      [closed, answer.text],
      [rejected, 'The warranty is over.'],
    ]) {
      const { id, number } = await service.open();
      const { status, body } = await mark(id, original.id);
      expect([status, body.status, body.answers.length]).toEqual([200, 'duplicate', 1]);
      expect(body.answers[0]).toMatchObject({ kind: 'duplicate', sentAt: null, sentBy: null });
      expect(body.answers[0].text).toContain(text);
      expect(body.answers[0].text).toContain(number);
    }
  });

  it('is told the answer that its original gets later (case 01)', async () => {
    const { original, duplicate } = await pair();
    await post(`${original.id}/answer`, answer);
    const { answers } = await get(duplicate.id);
    expect(answers).toMatchObject([{ kind: 'duplicate' }, { kind: 'duplicate', sentAt: null }]);
    expect(answers[1].text).toContain(answer.text);
    const { type, data } = (await service.eventsOf(duplicate.id)).at(-1) ?? {};
    expect([type, data.answerId]).toEqual(['answer-passed-on', answers[1].id]);
  });

  it('names the other complaint to its own customer only (case 01)', async () => {
    const told = async ({ duplicate }: Awaited<ReturnType<typeof pair>>) => (await get(duplicate.id)).answers[0].text;
    const [own, foreign] = [await pair(true), await pair(false)];
    expect(await told(own)).toContain(own.original.number);
    expect(await told(foreign)).not.toContain(foreign.original.number);
    expect(await told(foreign)).not.toContain('the one you made before');
  });

  it('and its original know each other, everywhere (case 03)', async () => {
    const { original, duplicate } = await pair();
    const related = await service.open();
    await post(`${duplicate.id}/link`, { to: related.id });
    const { links } = await get(original.id);
    expect(links).toMatchObject([
      { to: duplicate.id, kind: 'duplicated_by', by: 'anna', via: null },
      { to: related.id, kind: 'related', via: duplicate.id },
    ]);
    expect((await get(duplicate.id)).links).toMatchObject([
      { to: original.id, kind: 'duplicate_of' },
      { to: related.id },
    ]);
    expect((await get(`${original.id}/history`)).items.at(-1)).toMatchObject({
      action: 'duplicate-added',
      onBehalfOf: 'anna',
      to: duplicate.id,
    });
    expect((await get(`${original.id}/messages`)).items).toMatchObject([{ kind: 'answer', duplicate: duplicate.id }]);
    expect(await get(`${original.id}/duplicates`)).toMatchObject([{ complaintId: duplicate.id, status: 'accepted' }]);
    expect((await get(`${original.id}/file`)).duplicates).toMatchObject([
      { complaintId: duplicate.id, customer: duplicate.customer, status: 'duplicate', marked: true },
    ]);
    const { body: ticket } = await service.call('GET', `/v1/tmf/troubleTicket/${original.id}`);
    expect(ticket.troubleTicketRelationship).toMatchObject([
      { relationshipType: 'duplicated_by', id: duplicate.id },
      { relationshipType: 'related', id: related.id },
    ]);
    const found = await service.call('GET', `/v1/complaints?duplicateOf=${original.id}`);
    expect(idsOf(found.body.items)).toEqual([duplicate.id]);
    expect((await service.call('GET', '/v1/complaints?duplicateOf=x')).status).toBe(400);
  });

  it('moves with its original, so that no chain arises (case 03)', async () => {
    const { original, duplicate } = await pair();
    const last = await service.open();
    expect((await mark(original.id, last.id)).status).toBe(200);
    expect(await get(duplicate.id)).toMatchObject({ duplicateOf: last.id, links: [{ to: last.id }] });
    expect(idsOf((await service.call('GET', `/v1/complaints?duplicateOf=${last.id}`)).body.items).sort()).toEqual(
      [original.id, duplicate.id].sort(),
    );
    expect((await get(original.id)).links).toMatchObject([{ to: last.id, kind: 'duplicate_of' }]);
    expect((await service.eventsOf(duplicate.id)).at(-1)).toMatchObject({
      type: 'marked-duplicate',
      data: { of: last.id, answerId: null },
    });
    expect((await get(`${last.id}/history`)).items.slice(1)).toMatchObject([{ to: original.id }, { to: duplicate.id }]);
  });

  it('cannot be made in a circle or a chain by two at once (case 03)', async () => {
    const [a, b, c] = [await service.open(), await service.open(), await service.open()];
    await Promise.all([mark(a.id, b.id), mark(b.id, c.id), mark(c.id, a.id)]);
    const found = await Promise.all([a, b, c].map(({ id }) => get(id)));
    const duplicates = found.filter(({ duplicateOf }) => duplicateOf !== null);
    for (const { duplicateOf } of duplicates)
      expect(found.find(({ id }) => id === duplicateOf)).toMatchObject({ duplicateOf: null });
    expect(duplicates.length).toBeGreaterThan(0);
  });
});

describe('a proposal', () => {
  it('is settled when its complaint is marked by hand, with a reason (case 30)', async () => {
    const of = customer();
    const said = { customer: of, category: 'keys', text: 'The keys did not fit the front door.' };
    const [first, second] = [await service.open(said), await service.open(said)];
    const [proposal] = await get(`${second.id}/duplicates`);
    expect(proposal).toMatchObject({ status: 'open', of: first.id });
    await mark(second.id, first.id, { reason: 'Written twice.' });
    expect(await get(`${second.id}/duplicates`)).toMatchObject([
      { id: proposal.id, status: 'accepted', as: 'duplicate', decidedBy: 'anna', reason: 'Written twice.' },
    ]);
  });

  it('between two duplicates of the same complaint is settled as well (case 30)', async () => {
    const said = { customer: customer(), category: 'keys', text: 'The keys did not fit the front door.' };
    const [first, second, third] = [await service.open(said), await service.open(said), await service.open(said)];
    await mark(second.id, first.id);
    await mark(third.id, first.id);
    const proposals = await get(`${third.id}/duplicates`);
    expect(proposals.map(({ status }: { status: string }) => status)).toEqual(['accepted', 'accepted']);
  });
});

describe('a message on a duplicate', () => {
  const write = (id: string, direction: string, more: object = {}) =>
    post(`${id}/messages`, { direction, channel: 'email', text: 'Where is my answer?', ...more });
  const nextResponse = async (id: string) =>
    (await get(id)).clocks.find(({ clock }: { clock: string }) => clock === 'next_response');

  it('reaches the original: thread, clock, flag and an alert that names its assignee (case 02)', async () => {
    const { original, duplicate } = await pair();
    await post(`${original.id}/assign`, { assignee: 'carla' });
    await write(original.id, 'out');
    const written = await write(duplicate.id, 'in');
    expect([written.status, written.body.afterEnd]).toEqual([201, false]);
    expect(await get(original.id)).toMatchObject({ flags: ['customer_wrote_on_duplicate'], status: 'assigned' });
    expect(await nextResponse(original.id)).toMatchObject({ state: 'running' });
    expect((await get(`${original.id}/messages`)).items.at(-1)).toMatchObject({
      id: written.body.id,
      direction: 'in',
      duplicate: duplicate.id,
    });
    const { timeline } = await get(`${original.id}/file`);
    expect(timeline.at(-1)).toMatchObject({ kind: 'message', duplicate: duplicate.id });
    expect((await service.eventsOf(original.id)).at(-1)).toMatchObject({
      type: 'message-received',
      data: { duplicate: duplicate.id, afterEnd: false, complaint: { number: original.number, assignee: 'carla' } },
    });
    expect(await get(duplicate.id)).toMatchObject({ flags: [], status: 'duplicate' });
    expect((await write(duplicate.id, 'in', { externalId: 'one' })).status).toBe(201);
    expect((await write(duplicate.id, 'in', { externalId: 'one' })).status).toBe(200);
  });

  it('is answered on the duplicate: the clock of the original is met and the flag goes (case 02)', async () => {
    const { original, duplicate } = await pair();
    await write(original.id, 'out');
    await write(duplicate.id, 'in');
    const { acknowledgedAt, status } = await get(original.id);
    await write(duplicate.id, 'out');
    expect(await get(original.id)).toMatchObject({ flags: [], acknowledgedAt, status });
    expect(await nextResponse(original.id)).toMatchObject({ state: 'met' });
  });

  it('flags an original that has ended (case 02)', async () => {
    const { original, duplicate } = await pair();
    await post(`${original.id}/answer`, answer);
    await post(`${original.id}/close`);
    expect((await write(duplicate.id, 'in')).body.afterEnd).toBe(true);
    expect(await get(original.id)).toMatchObject({ status: 'closed', flags: ['customer_wrote_after_end'] });
  });
});

describe('a standard text', () => {
  const sent = (id: string, answerId: string, body: object = { channel: 'phone', onBehalfOf: 'anna' }) =>
    service.call('POST', `/v1/complaints/${id}/answers/${answerId}/sent`, { body, as: 'crm' });

  it('is to be sent until somebody has sent it, once (case 22)', async () => {
    const { id } = await service.open();
    const [text] = (await post(`${id}/withdraw`)).body.answers;
    expect(text).toMatchObject({ kind: 'withdrawal', sentAt: null, sentBy: null, channel: 'phone' });
    const at = new Date(Date.now() - 60_000).toISOString();
    const recorded = await sent(id, text.id, { channel: 'sms', onBehalfOf: 'anna', at });
    expect(recorded.status).toBe(200);
    expect(recorded.body.answers).toEqual([{ ...text, channel: 'sms', sentAt: at, sentBy: 'anna' }]);
    expect((await service.eventsOf(id)).at(-1)).toMatchObject({
      type: 'answer-sent',
      data: { answerId: text.id, channel: 'sms', sentAt: at, by: 'anna' },
    });
    expect((await get(`${id}/history`)).items.at(-1)).toMatchObject({
      action: 'answer-sent',
      to: text.id,
      onBehalfOf: 'anna',
    });
    expect(await sent(id, text.id)).toMatchObject(refusal('answer.already-sent'));
  });

  it('is not sent in the future, and an answer of another complaint is not found (case 22)', async () => {
    const [one, other] = [await service.open(), await service.open()];
    const [text] = (await post(`${one.id}/withdraw`)).body.answers;
    const future = new Date(Date.now() + 3_600_000).toISOString();
    expect(await sent(one.id, text.id, { channel: 'sms', at: future })).toMatchObject({
      status: 400,
      body: { code: 'answer.sent-in-future', errors: [{ pointer: '/at' }] },
    });
    expect(await sent(other.id, text.id)).toMatchObject({ status: 404, body: { code: 'answer.not-found' } });
    expect((await sent(one.id, text.id, {})).status).toBe(400);
  });

  it('is none where a person says what the customer was told (case 22)', async () => {
    const { id } = await service.open();
    const [told] = (await post(`${id}/withdraw`, { channel: 'phone', text: 'All right.', onBehalfOf: 'ben' })).body
      .answers;
    expect(told).toMatchObject({ text: 'All right.', sentBy: 'ben', sentAt: told.at });
  });
});

describe('the database', () => {
  it('refuses to close a complaint on the text of an undone duplicate (case 01)', async () => {
    const { duplicate } = await pair();
    await post(`${duplicate.id}/undo-duplicate`);
    await expect(
      service.database.dataSource.query(
        "UPDATE complaints SET status = 'closed', ended_at = now(), answered_at = now() WHERE id = $1",
        [duplicate.id],
      ),
    ).rejects.toThrow(/ended without an answer/);
    await eventually(async () => expect(await get(duplicate.id)).toMatchObject({ status: 'received' }));
  });
});
