import { newId } from '@harken/messaging';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type RunningComplaints, runComplaints } from '../complaints.fixture.ts';

jest.setTimeout(60_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints();
}, 60_000);
afterAll(() => service?.stop());

const ndjson = { 'content-type': 'application/x-ndjson' };
let ids = 0;
const some = (different: object = {}) => ({
  ...{ source: 'crm', id: `case-${++ids}`, customer: `crm-${newId()}`, text: 'The keys did not fit.' },
  ...{ channel: 'phone', openedAt: '2016-03-02T09:15:00.000Z' },
  ...different,
});
const over = (different: object = {}) =>
  some({
    ...{ acknowledgedAt: '2016-03-02T10:15:00.000Z', answeredAt: '2016-03-04T10:15:00.000Z' },
    ...{ resolvedAt: '2016-03-09T10:15:00.000Z', closedAt: '2016-03-10T10:15:00.000Z' },
    answers: [{ outcome: 'upheld', reasons: ['lock'], channel: 'email', text: 'We replaced it.' }],
    ...different,
  });
const send = async (text: string, query = '', as: 'crm' | 'handler' = 'crm') => {
  const response = await service.fetch('POST', `/v1/complaints/import${query}`, { body: text, headers: ndjson, as });
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it freely
  return { status: response.status, body: (await response.json()) as any };
};
const sendAll = (items: readonly object[], query = '') =>
  send(items.map((one) => JSON.stringify(one)).join('\n'), query);
const imported = async (item: object) => {
  const { body } = await sendAll([item]);
  expect(body.results).toMatchObject([{ index: 0, status: 'accepted' }]);
  return (await service.call('GET', `/v1/complaints/${body.results[0].id}`)).body;
};
const get = async (path: string) => (await service.call('GET', path)).body;

describe('an import', () => {
  it('takes over a complaint that is over, with its times, answers, messages and history', async () => {
    const complaint = await imported(
      over({
        messages: [{ direction: 'in', channel: 'email', text: 'Any news?', at: '2016-03-03T10:15:00.000Z' }],
        escalations: [{ level: 1, reason: 'breach', at: '2016-03-03T12:15:00.000Z' }],
      }),
    );
    expect(complaint).toMatchObject({
      status: 'closed',
      origin: 'import',
      openedAt: '2016-03-02T09:15:00.000Z',
      occurredAt: '2016-03-02T09:15:00.000Z',
      answeredAt: '2016-03-04T10:15:00.000Z',
      endedAt: '2016-03-09T10:15:00.000Z',
      clocks: [],
      flags: [],
      answers: [{ kind: 'answer', outcome: 'upheld', sentAt: '2016-03-04T10:15:00.000Z' }],
      escalations: [{ level: 1, closedAt: '2016-03-09T10:15:00.000Z' }],
    });
    expect(complaint.number).toMatch(/^C-2016-/);
    const { items } = await get(`/v1/complaints/${complaint.id}/history`);
    expect(items.map(({ action, at }: { action: string; at: string }) => [action, at.slice(0, 10)])).toEqual([
      ['open', '2016-03-02'],
      ['acknowledge', '2016-03-02'],
      ['resolve', '2016-03-09'],
      ['close', '2016-03-10'],
      ['import', expect.not.stringMatching(/^2016/)],
    ]);
    const { timeline } = await get(`/v1/complaints/${complaint.id}/file`);
    expect(timeline.map(({ kind }: { kind: string }) => kind)).toEqual([
      ...['change', 'change', 'message', 'escalation', 'answer', 'change', 'change', 'change'],
    ]);
    const events = await service.eventsOf(complaint.id);
    expect(events.map(({ type }) => type)).toEqual(['imported']);
  });

  it('opens nothing of today for what is over (case 18)', async () => {
    const customer = `crm-${newId()}`;
    const { body } = await sendAll(
      ['2013', '2017', '2021'].map((year) => JSON.parse(JSON.stringify(over({ customer })).replaceAll('2016', year))),
    );
    expect(body.accepted).toBe(3);
    const { items } = await get(`/v1/complaints?customer=${customer}`);
    expect(items.map(({ flags, overdue, dueAt }: never) => [flags, overdue, dueAt])).toEqual(
      Array(3).fill([[], false, null]),
    );
    expect((await get(`/v1/complaints?customer=${customer}&overdue=true`)).items).toEqual([]);
    const today = await service.open({ customer });
    expect(today.flags).toEqual([]);
    expect((await service.call('GET', `/v1/complaints/${today.id}/duplicates`)).body).toEqual([]);
  });

  it('counts for the third complaint within 90 days, by when each occurred', async () => {
    const customer = `crm-${newId()}`;
    const daysAgo = (n: number) => new Date(Date.now() - n * 86_400_000).toISOString();
    const { body } = await sendAll([
      some({ customer, openedAt: daysAgo(80) }),
      some({ customer, openedAt: daysAgo(10) }),
      some({ customer, openedAt: daysAgo(5) }),
    ]);
    for (const { id } of body.results) expect((await get(`/v1/complaints/${id}`)).flags).toEqual([]);
    expect((await service.open({ customer })).flags).toContain('third_complaint');
  });

  it('runs the clocks of an open complaint from its real start, at the level it has reached, without an alert', async () => {
    const complaint = await imported(some({ team: 'customer-care' }));
    expect(complaint.clocks).toMatchObject([
      { clock: 'acknowledge', startedAt: '2016-03-02T09:15:00.000Z', state: 'breached' },
      { clock: 'first_response', state: 'breached' },
      { clock: 'resolution', state: 'breached' },
    ]);
    expect(complaint.escalations.map(({ level }: { level: number }) => level)).toEqual([3, 3, 3]);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await service.eventsOf(complaint.id)).map(({ type }) => type)).toEqual(['imported']);
    const { status } = await service.call('POST', `/v1/complaints/${complaint.id}/acknowledge`, { as: 'handler' });
    expect(status).toBe(200);
  });

  it('is idempotent by (source, id), also within a request and side by side', async () => {
    const item = over();
    const other = { ...item, text: 'Something else.' };
    const { body: first } = await sendAll([item, item, other]);
    expect(first.results.map(({ status }: { status: string }) => status)).toEqual([
      'accepted',
      'duplicate',
      'conflict',
    ]);
    expect(first.results[2].problem).toMatchObject({ status: 409, code: 'complaint-import.differs' });
    const { body: again } = await sendAll([Object.fromEntries(Object.entries(item).reverse()), other]);
    expect(again).toMatchObject({ accepted: 0, duplicates: 1, conflicts: 1, rejected: 0 });
    expect(new Set([...first.results, ...again.results].map(({ id }) => id)).size).toBe(1);
    const many = Array.from({ length: 40 }, () => over());
    const both = await Promise.all([sendAll(many), sendAll([...many].reverse())]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(both.reduce((sum, { body }) => sum + body.accepted, 0)).toBe(40);
  });

  it('refuses a line by itself, each fault with its pointer', async () => {
    const lines = [
      JSON.stringify(over()),
      '{"source": ',
      '"text"',
      '{"source":"crm","id":"a\\u0000b"}',
      JSON.stringify({ ...over(), noSuchField: 1 }),
      JSON.stringify(over({ answers: [] })),
      JSON.stringify(over({ acknowledgedAt: '2016-01-01T00:00:00.000Z' })),
      JSON.stringify(over({ team: 'nobody' })),
      JSON.stringify(over({ openedAt: '2030-01-01T00:00:00.000Z' })),
      JSON.stringify(over({ status: 'duplicate' })),
    ];
    const { status, body } = await send(`${lines.join('\r\n')}\n\n`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted: 1, rejected: 9 });
    const problems = body.results
      .slice(1)
      .map(({ problem }: { problem: { code: string; errors?: { pointer: string; code: string }[] } }) => [
        problem.code,
        problem.errors?.[0]?.pointer,
      ]);
    expect(problems).toEqual([
      ['body.not-json', undefined],
      ['request.invalid', ''],
      ['request.invalid', '/id'],
      ['request.invalid', expect.any(String)],
      ['complaint.answer-missing', '/answers'],
      ['complaint-import.invalid', '/acknowledgedAt'],
      ['complaint-import.invalid', '/team'],
      ['complaint-import.invalid', '/openedAt'],
      ['request.invalid', '/status'],
    ]);
  });

  it('takes people of before for what is over, and members of the team for what is open', async () => {
    const team = `team-${newId().slice(-8)}`;
    const members = [{ id: 'anna', name: 'Anna', role: 'handler' }];
    await service.call('PUT', `/v1/teams/${team}`, { body: { name: 'A', members, assignment: 'queue' } });
    const { body } = await sendAll([
      over({ team, assignee: 'gone' }),
      some({ team, assignee: 'anna' }),
      some({ team, assignee: 'gone' }),
    ]);
    expect(body.results.map(({ status }: { status: string }) => status)).toEqual(['accepted', 'accepted', 'rejected']);
    expect(body.results[2].problem.errors).toMatchObject([
      { pointer: '/assignee', code: 'complaint-import.assignee-not-in-team' },
    ]);
  });

  it('takes no more than 1000 lines, no other body, and no other role', async () => {
    expect((await send('{}\n'.repeat(1001))).body).toMatchObject({ status: 413, code: 'complaint-import.too-many' });
    expect((await send('{}\n'.repeat(1000))).body).toMatchObject({ rejected: 1000 });
    expect((await send('\n\n')).status).toBe(400);
    expect((await service.call('POST', '/v1/complaints/import', { body: {}, as: 'crm' })).status).toBe(400);
    expect((await send('{}', '', 'handler')).status).toBe(403);
    expect((await send('{}', '?importId=%00')).status).toBe(400);
    const headers = { ...ndjson, 'idempotency-key': newId() };
    const text = JSON.stringify(over());
    const keyed = () => service.fetch('POST', '/v1/complaints/import', { body: text, headers, as: 'crm' });
    expect(await (await keyed()).json()).toEqual(await (await keyed()).json());
  });

  it('joins requests, and tells once of all that is overdue when it is finished', async () => {
    const importId = `crm-${newId()}`;
    await sendAll([over(), some({ team: 'customer-care', severity: 'high' })], `?importId=${importId}`);
    await sendAll([some({ severity: 'low', openedAt: '2017-01-01T00:00:00.000Z' })], `?importId=${importId}`);
    const counts = { importId, requests: 2, accepted: 3, open: 2, overdue: 2 };
    expect(await get(`/v1/complaints/imports/${importId}`)).toMatchObject({ ...counts, state: 'open' });
    const finish = () => service.call('POST', `/v1/complaints/imports/${importId}/finish`, { as: 'crm' });
    expect(await finish()).toMatchObject({ status: 200, body: { ...counts, state: 'finished' } });
    expect((await finish()).status).toBe(200);
    const told = await service.eventsOf(importId);
    expect(told).toHaveLength(1);
    expect(told[0]?.data).toMatchObject({
      ...{ importId, complaints: 3, open: 2 },
      overdue: {
        total: 2,
        severity: 'high',
        byTeam: [{ team: 'customer-care', count: 2 }],
        byLevel: [{ level: 3, count: 2 }],
      },
    });
    expect(told[0]?.data.overdue.longest[0].dueAt).toMatch(/^2016-03-.*Z$/);
    expect((await sendAll([over()], `?importId=${importId}`)).body).toMatchObject({
      code: 'complaint-import.finished',
    });
    expect((await service.call('GET', '/v1/complaints/imports/none')).status).toBe(404);
    expect((await service.call('POST', '/v1/complaints/imports/none/finish', { as: 'ops' })).status).toBe(404);
  });

  it('is found by what was said, and a reopened one has all its clocks', async () => {
    const word = `zebra${newId().slice(-8)}`;
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    const { id } = await imported(
      over({
        text: `It squeaks ${word}.`,
        resolvedAt: yesterday,
        closedAt: null,
        messages: [{ direction: 'out', channel: 'email', text: `Oil ${word}2`, at: '2016-03-03T10:15:00.000Z' }],
      }),
    );
    await eventually(async () => expect((await get(`/v1/complaints?q=${word}`)).items).toMatchObject([{ id }]));
    expect((await get(`/v1/complaints?q=${word}2`)).items).toMatchObject([{ id }]);
    const reopened = await service.call('POST', `/v1/complaints/${id}/reopen`, { body: { reason: 'Again.' } });
    expect(reopened.body.clocks.map(({ clock }: { clock: string }) => clock)).toEqual(
      expect.arrayContaining(['acknowledge', 'first_response', 'resolution']),
    );
  });
});

describe('a complaint that reached the company earlier', () => {
  const register = (body: object) =>
    service.call('POST', '/v1/complaints', {
      body: { ...some(), source: undefined, id: undefined, openedAt: undefined, ...body },
      as: 'call_centre',
    });

  it('runs its clocks since then, and record, event and history say so (case 18)', async () => {
    const occurredAt = new Date(Date.now() - 3_600_000).toISOString();
    const { status, body } = await register({ occurredAt });
    expect(status).toBe(201);
    expect(body).toMatchObject({ occurredAt, openedAt: occurredAt });
    for (const { startedAt } of body.clocks) expect(startedAt).toBe(occurredAt);
    const [opened] = await service.eventsOf(body.id);
    expect(opened?.data).toMatchObject({ occurredAt, complaint: { openedAt: occurredAt } });
    const { items } = await get(`/v1/complaints/${body.id}/history`);
    expect(items[0]).toMatchObject({ action: 'open', after: { occurredAt } });
    expect(Date.parse(items[0].at)).toBeGreaterThan(Date.parse(occurredAt));
  });

  it('did not reach it in the future: five minutes are allowed, clocks run from now', async () => {
    const ahead = (ms: number) => new Date(Date.now() + ms).toISOString();
    const { status, body } = await register({ occurredAt: ahead(240_000) });
    expect(status).toBe(201);
    expect(Date.parse(body.openedAt)).toBeLessThanOrEqual(Date.now() + 5_000);
    for (const occurredAt of [ahead(400_000), '1969-01-01T00:00:00Z', '2016-03-02T09:15:60Z'])
      expect((await register({ occurredAt })).body).toMatchObject({
        status: 400,
        code: 'request.invalid',
        errors: [{ pointer: '/occurredAt' }],
      });
  });
});
