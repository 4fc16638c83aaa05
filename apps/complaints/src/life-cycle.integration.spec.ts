import { newId } from '@harken/messaging';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { quickPolicy, type RunningComplaints, runComplaints } from './complaints.fixture.ts';

jest.setTimeout(60_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints();
});
afterAll(() => service?.stop());

const answer = { outcome: 'upheld', reasons: ['defect'], channel: 'email', text: 'We are sorry.' };
const letter = { direction: 'in', channel: 'email', text: 'Here is the photo you asked for.' };
const command = (id: string, name: string, body: object = {}, headers: Record<string, string> = {}) =>
  service.call('POST', `/v1/complaints/${id}/${name}`, { body, headers, as: 'handler' });
const read = async (id: string) => (await service.call('GET', `/v1/complaints/${id}`)).body;
const thread = async (id: string, query = '') =>
  (await service.call('GET', `/v1/complaints/${id}/messages${query}`)).body;
const typesOf = async (id: string) => (await service.eventsOf(id)).map(({ type }) => type);
const publish = async (policy: object) =>
  expect((await service.call('PUT', '/v1/response-policy', { body: policy, as: 'ops' })).status).toBe(200);
const closed = async (different: object = {}) => {
  const { id } = await service.open(different);
  await command(id, 'answer', answer);
  await command(id, 'close');
  return id as string;
};

describe('a complaint that is reopened', () => {
  const reopening = { reason: 'The repair did not hold.', onBehalfOf: 'anna' };

  describe('after the window', () => {
    beforeAll(() => publish({ ...quickPolicy(3600), reopenWindow: 'PT0S' }));

    it('is followed by a new one for the same customer and matter, and each links to the other', async () => {
      const about = { category: 'defect', product: 'kitchen', location: 'tower-2' };
      const id = await closed({ ...about, customer: 'crm-follow', severity: 'high', language: 'th' });
      const reply = await command(id, 'reopen', reopening);
      expect([reply.status, reply.headers.get('location'), reply.headers.get('etag')]).toEqual([
        201,
        `/v1/complaints/${reply.body.id}`,
        `"${reply.body.version}"`,
      ]);
      expect(reply.body).toMatchObject({
        ...{ ...about, customer: 'crm-follow', touchpoint: 'handover', severity: 'high', language: 'th' },
        ...{ channel: 'phone', text: reopening.reason, status: 'received', cycle: 1, origin: 'person' },
        links: [{ to: id, kind: 'follows', by: 'anna' }],
      });
      expect(await read(id)).toMatchObject({
        status: 'closed',
        cycle: 1,
        links: [{ to: reply.body.id, kind: 'followed_by' }],
      });
      expect((await typesOf(reply.body.id))[0]).toBe('opened');
      expect(await typesOf(id)).not.toContain('reopened');
    });

    it('is followed by one at a time: a second reopening names the first', async () => {
      const id = await closed();
      const { body } = await command(id, 'reopen', reopening);
      const again = await command(id, 'reopen', reopening);
      expect([again.status, again.body.code, again.body.followedBy]).toEqual([
        409,
        'complaint.followed-already',
        body.id,
      ]);
      await command(body.id, 'answer', answer);
      await command(body.id, 'close');
      expect((await command(id, 'reopen', reopening)).status).toBe(201);
    });

    it('is not followed where the caller decided on an old version', async () => {
      const id = await closed();
      const stale = await command(id, 'reopen', reopening, { 'if-match': '"1"' });
      expect([stale.status, stale.body.code]).toEqual([412, 'complaint.stale']);
      expect((await read(id)).links).toEqual([]);
    });
  });

  describe('within the window', () => {
    beforeAll(() => publish({ ...quickPolicy(3600), straightToManagement: ['second_reopen'] }));

    it('goes straight to management the second time, where the policy says so', async () => {
      const id = await closed();
      const first = await command(id, 'reopen', reopening);
      expect([first.status, first.body]).toMatchObject([200, { id, cycle: 2, flags: [], escalations: [] }]);
      await command(id, 'answer', answer);
      await command(id, 'close');
      const second = await command(id, 'reopen', reopening);
      expect(second.body).toMatchObject({
        ...{ id, cycle: 3, flags: ['second_reopen'] },
        escalations: [{ level: 3, reason: 'second_reopen', cycle: 3 }],
      });
      expect(await read(id)).toMatchObject({ flags: ['second_reopen'] });
    });
  });
});

describe('the thread of messages', () => {
  beforeAll(() => publish(quickPolicy(3600)));
  const write = (id: string, message: object = {}, as: 'crm' | 'handler' = 'handler') =>
    service.call('POST', `/v1/complaints/${id}/messages`, { body: { ...letter, ...message }, as });

  it('takes what the customer wrote by any channel, which ends the waiting for the customer', async () => {
    for (const channel of ['email', 'line', 'phone']) {
      const { id } = await service.open();
      await command(id, 'assign', { assignee: 'anna' });
      await command(id, 'wait-for-customer');
      const attachments = [{ url: 'https://files.example.com/lock.jpg', name: 'lock.jpg' }];
      const written = await write(id, { channel, attachments }, 'crm');
      expect([written.status, written.body]).toMatchObject([
        201,
        { direction: 'in', channel, attachments, by: 'crm', afterEnd: false, kind: 'message', visibility: 'customer' },
      ]);
      const complaint = await read(id);
      expect([complaint.status, complaint.version]).toEqual(['investigating', written.body.complaintVersion]);
      const events = await service.eventsOf(id);
      expect(events.at(-2)).toMatchObject({ type: 'status-changed', data: { reason: 'customer_wrote' } });
      expect(events.at(-1)).toMatchObject({
        type: 'message-received',
        data: { messageId: written.body.id, channel, attachments: 1, afterEnd: false },
      });
      expect(JSON.stringify(events)).not.toContain(letter.text);
    }
  });

  it('takes what we wrote as a response, though not as an answer', async () => {
    const { id } = await service.open();
    const out = { direction: 'out', text: 'Could you send us a photo?', onBehalfOf: 'anna' };
    expect((await write(id, out)).status).toBe(201);
    const complaint = await read(id);
    expect(complaint).toMatchObject({ status: 'acknowledged', answeredAt: null, acknowledgedAt: expect.any(String) });
    expect(complaint.clocks).toMatchObject([
      { clock: 'acknowledge', state: 'met' },
      { clock: 'first_response', state: 'met' },
      { clock: 'resolution', state: 'running' },
    ]);
    expect(await typesOf(id)).toContain('message-sent');
    expect((await command(id, 'close')).body.code).toBe('complaint.answer-missing');
  });

  it('keeps a message once, however often the channel delivers it', async () => {
    const { id } = await service.open();
    const first = await write(id, { externalId: '<1@mail>' });
    const { version } = await read(id);
    const again = await write(id, { externalId: '<1@mail>', text: 'Other words.' });
    expect([first.status, again.status, again.body]).toEqual([201, 200, first.body]);
    expect((await read(id)).version).toBe(version);
    const together = await Promise.all([1, 2, 3].map(() => write(id, { externalId: '<2@mail>' })));
    expect(together.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect((await write(id, { externalId: '<1@mail>', channel: 'line' })).status).toBe(201);
    const other = await service.open();
    expect((await write(other.id, { externalId: '<1@mail>' })).status).toBe(201);
  });

  it('lists messages, answers and internal notes in their order, by pages', async () => {
    const { id } = await service.open();
    await write(id);
    await command(id, 'note', { text: 'Looks like the old lock.', onBehalfOf: 'ben' });
    await write(id, { direction: 'out', text: 'Thank you.' });
    await command(id, 'answer', answer);
    const { items } = await thread(id);
    expect(items.map((one: Record<string, unknown>) => [one.kind, one.visibility, one.direction, one.text])).toEqual([
      ['message', 'customer', 'in', letter.text],
      ['note', 'internal', undefined, 'Looks like the old lock.'],
      ['message', 'customer', 'out', 'Thank you.'],
      ['answer', 'customer', 'out', answer.text],
    ]);
    const first = await thread(id, '?limit=3');
    const second = await thread(id, `?limit=3&cursor=${encodeURIComponent(first.next)}`);
    expect([...first.items, ...second.items]).toEqual(items);
    expect(second.next).toBeNull();
  });

  it('keeps and flags what the customer writes after the end, and does not reopen by itself', async () => {
    const id = await closed();
    expect((await write(id)).body).toMatchObject({ afterEnd: true });
    expect(await read(id)).toMatchObject({ status: 'closed', cycle: 1, flags: ['customer_wrote_after_end'] });
    const reopened = await command(id, 'reopen', { reason: 'As the customer wrote.' });
    expect(reopened.body).toMatchObject({ cycle: 2, flags: [] });
  });

  it('reopens by itself where the policy says so, within the window only', async () => {
    await publish({ ...quickPolicy(3600), reopenOnMessage: true });
    const id = await closed();
    expect((await write(id)).body).toMatchObject({ afterEnd: false, cycle: 2 });
    expect(await read(id)).toMatchObject({ status: 'received', cycle: 2, flags: [] });
    expect((await typesOf(id)).slice(-2)).toEqual(['reopened', 'message-received']);
    const late = await closed();
    await publish({ ...quickPolicy(3600), reopenOnMessage: true, reopenWindow: 'PT0S' });
    expect((await write(late)).body).toMatchObject({ afterEnd: true, cycle: 1 });
    expect(await read(late)).toMatchObject({ status: 'closed', flags: ['customer_wrote_after_end'] });
    await publish(quickPolicy(3600));
  });

  it('is refused with every fault, under If-Match when it is old, and for a complaint that is not there', async () => {
    const { id } = await service.open();
    const bad = await write(id, { direction: 'up', text: '', attachments: [{ url: 'file:///etc/passwd' }] });
    expect([bad.status, bad.body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      400,
      ['/direction', '/text', '/attachments/0/url'],
    ]);
    const old = await service.call('POST', `/v1/complaints/${id}/messages`, {
      body: letter,
      headers: { 'if-match': '"99"' },
    });
    expect([old.status, old.body.code]).toEqual([412, 'complaint.stale']);
    expect((await write(newId())).status).toBe(404);
    expect((await service.call('GET', `/v1/complaints/${newId()}/messages`)).status).toBe(404);
  });

  it('cannot be changed or taken away by the role of the service', async () => {
    for (const statement of ["UPDATE messages SET text = ''", 'DELETE FROM messages', 'TRUNCATE messages'])
      await expect(service.database.dataSource.query(statement)).rejects.toThrow(/permission denied/);
  });
});

describe('one command for many complaints', () => {
  let ids: string[];
  beforeEach(async () => {
    ids = [];
    for (let i = 0; i < 3; i += 1) ids.push((await service.open()).id);
  });
  const bulk = (body: object, headers: Record<string, string> = {}) =>
    service.call('POST', '/v1/complaints/bulk', { body, headers, as: 'handler' });

  it('is taken or refused by each for itself, with the problem it would have alone', async () => {
    const [one, two, three] = ids as [string, string, string];
    await command(two, 'withdraw');
    const ghost = newId();
    const reply = await bulk({
      command: 'assign',
      ids: [three, two, ghost, one],
      body: { assignee: 'anna', onBehalfOf: 'mara' },
    });
    const alone = await command(two, 'assign', { assignee: 'anna' });
    expect(reply.body).toMatchObject({
      done: 2,
      refused: 2,
      results: [
        { id: three, status: 'done' },
        { id: two, status: 'refused', problem: { ...alone.body, instance: expect.any(String) } },
        { id: ghost, status: 'refused', problem: { code: 'complaint.not-found', status: 404 } },
        { id: one, status: 'done' },
      ],
    });
    for (const id of [one, three]) {
      const complaint = await read(id);
      expect(complaint).toMatchObject({ status: 'assigned', assignee: 'anna' });
      expect(reply.body.results.find((result: { id: string }) => result.id === id).version).toBe(complaint.version);
      expect(await typesOf(id)).toEqual(['opened', 'assigned']);
    }
    const history = (await service.call('GET', `/v1/complaints/${one}/history`)).body.items;
    expect(history.at(-1)).toMatchObject({ action: 'assign', onBehalfOf: 'mara' });
  });

  it('leaves nothing behind of what a refused one had begun', async () => {
    const [one, two] = ids as [string, string];
    await command(one, 'answer', answer);
    const reply = await bulk({ command: 'mark-duplicate', ids: [one, two], body: { of: one } });
    expect(reply.body.results).toMatchObject([
      { status: 'refused', problem: { code: 'complaint.duplicate-of-itself' } },
      { status: 'done' },
    ]);
    expect((await read(one)).answers).toHaveLength(1);
    expect(await read(two)).toMatchObject({ status: 'duplicate', duplicateOf: one });
  });

  it('honours the version of each', async () => {
    const items = ids.map((id, index) => ({ id, ifMatch: index === 1 ? '"99"' : '"1"' }));
    const reply = await bulk({ command: 'note', items, body: { text: 'Recall of locks.' } });
    expect(reply.body.results.map(({ status }: { status: string }) => status)).toEqual(['done', 'refused', 'done']);
    expect(reply.body.results[1].problem).toMatchObject({ status: 412, code: 'complaint.stale' });
  });

  it('is done once under one Idempotency-Key', async () => {
    const key = { 'idempotency-key': newId() };
    const body = { command: 'note', ids, body: { text: 'Once.' } };
    const [first, again] = [await bulk(body, key), await bulk(body, key)];
    expect(again.body).toEqual(first.body);
    expect((await thread(ids[0] as string)).items).toHaveLength(1);
  });

  it.each([
    [{ command: 'dance', ids: [newId()] }, '/command'],
    [{ command: 'receive-message', ids: [newId()] }, '/command'],
    [{ command: 'close' }, '/ids'],
    [{ command: 'close', ids: [] }, '/ids'],
    [{ command: 'close', ids: ['x'] }, '/ids'],
    [{ command: 'close', ids: Array.from({ length: 501 }, () => newId()) }, '/ids'],
    [{ command: 'close', ids: Array.from({ length: 2 }, () => '01926f3a-7c1e-7b54-9d0e-000000000003') }, '/ids'],
    [{ command: 'close', ids: [newId()], items: [{ id: newId() }] }, '/items'],
    [{ command: 'close', items: [{ id: newId(), ifMatch: '7' }] }, '/items/0/ifMatch'],
    [{ command: 'answer', ids: [newId()], body: { ...answer, outcome: 'lost' } }, '/body/outcome'],
    [{ command: 'note', ids: [newId()], body: { text: 'x', extra: 1 } }, '/body/extra'],
    [{ command: 'note', ids: [newId()] }, '/body/text'],
  ])('is refused as a whole when it is not one: %#', async (body, pointer) => {
    const reply = await bulk(body);
    expect([reply.status, reply.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });
});
