import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runComplaints } from './complaints.fixture.ts';

let service: Awaited<ReturnType<typeof runComplaints>>;
const keys: Record<string, string> = {};
beforeAll(async () => {
  service = await runComplaints();
  keys.anna = await service.keyOf('handler', 'anna-desk', 'anna');
  keys.annasOther = await service.keyOf('manager', 'anna-phone', 'anna');
  keys.mara = await service.keyOf('manager', 'mara-desk', 'mara');
  keys.software = await service.keyOf('handler', 'call-centre-software');
});
afterAll(() => service?.stop());

const issuer = 'https://login.example.com';
const put = (id: string, body: object, headers: Record<string, string> = {}) =>
  service.call('PUT', `/v1/people/${encodeURIComponent(id)}`, { body, headers });
const get = (path: string, key?: string) => service.call('GET', path, key ? { key } : {});

describe('a person', () => {
  const body = {
    name: 'Anna Chan',
    subjects: [{ issuer, subject: '4711' }],
    roles: ['handler'],
    teams: ['after-sales'],
    email: 'anna@example.com',
    language: 'en',
    zone: 'Asia/Hong_Kong',
    deputy: 'ben',
    awayUntil: null,
  };

  it('is kept as given, under its id, and told to the other services without name and address', async () => {
    const saved = await put('anna', body);
    expect(saved).toMatchObject({ status: 200, body: { id: 'anna', ...body, version: 1 } });
    expect(saved.headers.get('etag')).toBe('"1"');
    expect(await get('/v1/people/anna')).toMatchObject({ status: 200, body: saved.body });
    const [event] = await service.eventsOf('anna');
    expect(event).toMatchObject({
      type: 'harken.complaints.person-changed',
      data: { person: { personId: 'anna', roles: ['handler'], deputy: 'ben' }, version: 1, by: 'manager' },
    });
    expect(JSON.stringify(event?.data)).not.toMatch(/Chan|anna@/);
  });

  it('takes what it gave, and only on the version that was read', async () => {
    const { body: read } = await get('/v1/people/anna');
    const again = await put('anna', { ...read, name: 'Anna Lee' }, { 'if-match': '"1"' });
    expect(again).toMatchObject({ status: 200, body: { name: 'Anna Lee', version: 2 } });
    expect(await put('anna', body, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { code: 'person.stale' },
    });
  });

  it('alone has a subject', async () => {
    expect(
      await put('ben', {
        name: 'Ben',
        subjects: [
          { issuer, subject: '1' },
          { issuer, subject: '4711' },
        ],
      }),
    ).toMatchObject({
      status: 409,
      body: { code: 'person.subject-taken', person: 'anna', pointer: '/subjects/1' },
    });
    const all = await Promise.all(
      ['x', 'y', 'z'].map((id) => put(id, { name: id, subjects: [{ issuer, subject: 'race' }] })),
    );
    expect(all.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it.each([
    [{}, '/name'],
    [{ name: '' }, '/name'],
    [{ name: 'A', subjects: [[]] }, '/subjects'],
    [
      {
        name: 'A',
        subjects: [
          { issuer, subject: 'a' },
          { issuer, subject: 'a' },
        ],
      },
      '/subjects/1',
    ],
    [{ name: 'A', subjects: null }, '/subjects'],
    [{ name: 'A', roles: ['king'] }, '/roles'],
    [{ name: 'A', roles: ['ops', 'ops'] }, '/roles'],
    [{ name: 'A', email: 'nowhere' }, '/email'],
    [{ name: 'A', language: 'x'.repeat(40) }, '/language'],
    [{ name: 'A', zone: 'Mars/Olympus' }, '/zone'],
    [{ name: 'A', zone: '+08:00' }, '/zone'],
    [{ name: 'A', deputy: 'someone' }, '/deputy'],
    [{ name: 'A', deputy: 'null' }, '/deputy'],
    [{ name: 'A', awayUntil: '2026-13-01T00:00:00Z' }, '/awayUntil'],
    [{ name: 'A', nickname: 'x' }, '/nickname'],
  ])('is refused as %j', async (wrong, pointer) => {
    const { status, body: problem } = await put('someone', wrong);
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it.each(['null', 'undefined', 'NaN', '[object Object]', ' ', '\u200b', 'a\nb', 'a'.repeat(201)])(
    'has no id like %j (case 10)',
    async (id) => {
      expect((await put(id, { name: 'A' })).status).toBe(400);
      expect((await get(`/v1/people/${encodeURIComponent(id)}`)).status).toBe(400);
    },
  );

  it('is saved by who may say who may do what', async () => {
    for (const as of ['crm', 'call_centre', 'handler', 'analyst'] as const)
      expect(
        (await service.call('PUT', '/v1/people/eve', { as, body: { name: 'Eve', roles: ['manager'] } })).status,
      ).toBe(403);
  });

  it('is found by team and by role, each as a comma list or repeated', async () => {
    await put('cleo', { name: 'Cleo', roles: ['ops', 'analyst'], teams: ['field'] });
    const ids = async (query: string) =>
      (await get(`/v1/people?${query}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await ids('team=after-sales,field')).toEqual(['anna', 'cleo']);
    expect(await ids('team=after-sales&team=field&role=analyst')).toEqual(['cleo']);
    expect((await get('/v1/people?role=king')).status).toBe(400);
    const first = await get('/v1/people?limit=1');
    expect(first.body.items).toHaveLength(1);
    expect(await ids(`limit=500&cursor=${first.body.next}`)).not.toContain(first.body.items[0].id);
  });

  it('is who the caller is, by the key that names it', async () => {
    expect(await get('/v1/me', keys.anna)).toMatchObject({ status: 200, body: { id: 'anna', name: 'Anna Lee' } });
    expect(await get('/v1/me', keys.software)).toMatchObject({ status: 404, body: { code: 'person.not-found' } });
    expect(await get('/v1/people/nobody')).toMatchObject({ status: 404, body: { code: 'person.not-found' } });
  });
});

describe('the list of people stands behind teams and levels', () => {
  const team = {
    name: 'Pair',
    members: [
      { id: 'dan', name: 'old name', role: 'handler' },
      { id: 'unknown-to-the-list', name: 'Ulla', role: 'handler' },
    ],
    assignment: 'round_robin',
  };
  const member = (body: { members: { id: string }[] }, id: string) => body.members.find((one) => one.id === id);
  const away = new Date(Date.now() + 3_600_000).toISOString();

  it('gives members their names; who is not in the list keeps the name of the team', async () => {
    await put('dan', { name: 'Dan Wu' });
    const saved = await service.call('PUT', '/v1/teams/pair', { body: team });
    expect(saved.status).toBe(200);
    const { body } = await get('/v1/teams/pair');
    expect(member(body, 'dan')).toMatchObject({ name: 'Dan Wu' });
    expect(member(body, 'unknown-to-the-list')).toMatchObject({ name: 'Ulla' });
  });

  it('gives nobody work who is away, whoever said so', async () => {
    await service.call('PUT', '/v1/routing-rules', { body: { rules: [], fallbackTeam: 'pair' } });
    await put('dan', { name: 'Dan Wu', awayUntil: away });
    for (let i = 0; i < 3; i += 1) expect((await service.open()).assignee).toBe('unknown-to-the-list');
    const back = await service.call('POST', '/v1/teams/pair/members/dan/return', { body: {} });
    expect(member(back.body, 'dan')).not.toHaveProperty('awayUntil');
    expect((await get('/v1/people/dan')).body).toMatchObject({ awayUntil: null, version: 3 });
    expect((await service.open()).assignee).toBe('dan');
  });

  it('keeps there until when a member is away', async () => {
    await service.call('POST', '/v1/teams/pair/members/dan/away', { body: { until: away } });
    expect((await get('/v1/people/dan')).body).toMatchObject({ awayUntil: away, version: 4 });
    expect(member((await get('/v1/teams/pair')).body, 'dan')).toMatchObject({ awayUntil: away });
    expect((await service.call('POST', '/v1/teams/pair/members/dan/return', { body: {} })).status).toBe(200);
  });

  it('sends an escalation to the deputy of the person who is away', async () => {
    await put('rita', { name: 'Rita Ng', deputy: 'sam', awayUntil: away });
    await put('sam', { name: 'Sam Ho' });
    const levels = [{ level: 1, people: [{ id: 'rita', name: 'old' }] }];
    expect((await service.call('PUT', '/v1/management-levels', { body: { levels } })).status).toBe(200);
    const { id } = await service.open();
    const raise = { kind: 'hierarchical', level: 1, reason: 'Needs them.' };
    const raised = await service.call('POST', `/v1/complaints/${id}/escalate`, {
      body: raise,
      key: keys.mara as string,
    });
    expect(raised.body.escalations.at(-1).people).toMatchObject([{ id: 'sam', name: 'Sam Ho', deputyFor: 'rita' }]);
    await put('rita', { name: 'Rita Ng', deputy: 'sam' });
    const { id: next } = await service.open();
    const again = await service.call('POST', `/v1/complaints/${next}/escalate`, {
      body: raise,
      key: keys.mara as string,
    });
    expect(again.body.escalations.at(-1).people).toMatchObject([{ id: 'rita', name: 'Rita Ng' }]);
  });
});

describe('who did it', () => {
  it('stands in the history by key and verified person; a name that somebody says stays apart (case 38)', async () => {
    const { id } = await service.open();
    const note = (key: string | undefined, body: object) =>
      service.call('POST', `/v1/complaints/${id}/note`, { body: { text: 'x', ...body }, ...(key && { key }) });
    expect((await note(keys.anna, { onBehalfOf: 'bob' })).status).toBe(200);
    await note(keys.software, { onBehalfOf: 'bob' });
    await note(keys.software, {});
    const { items } = (await get(`/v1/complaints/${id}/history`)).body;
    const notes = items.filter(({ action }: { action: string }) => action === 'note');
    expect(notes).toMatchObject([
      { actor: 'anna-desk', person: 'anna', onBehalfOf: 'bob', keyId: expect.any(String) },
      { actor: 'call-centre-software', onBehalfOf: 'bob', keyId: expect.any(String) },
      { actor: 'call-centre-software', keyId: expect.any(String) },
    ]);
    expect(notes[1]).not.toHaveProperty('person');
    expect(notes[2]).not.toHaveProperty('onBehalfOf');
    expect((await note(keys.anna, { by: 'bob' })).status).toBe(400);
  });

  it('acts for management only with a name: of its person, or of whom it acts for', async () => {
    const { id } = await service.open();
    const raise = { kind: 'hierarchical', level: 1, reason: 'Needs them.' };
    await service.call('POST', `/v1/complaints/${id}/escalate`, { body: raise });
    const take = (body: object, key?: string) =>
      service.call('POST', `/v1/complaints/${id}/escalations/1/take-over`, { body, ...(key && { key }) });
    expect(await take({})).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/onBehalfOf', code: 'required' }] },
    });
    expect(await take({}, keys.mara)).toMatchObject({ status: 200, body: { assignee: 'mara' } });
  });
});

describe('compensation', () => {
  const refund = (minor: number, currency = 'EUR') => ({
    ...{ kind: 'refund', amount: { minor, currency }, description: 'For the trouble.' },
  });
  const propose = (id: string, body: object, key?: string) =>
    service.call('POST', `/v1/complaints/${id}/compensations`, { body, ...(key && { key }) });
  const approve = (id: string, key?: string, body: object = {}) =>
    service.call('POST', `/v1/compensations/${id}/approve`, { body, ...(key && { key }) });

  beforeAll(async () => {
    const limits = [
      { role: 'handler', currency: 'EUR', upTo: 5_000 },
      { role: 'manager', currency: 'EUR', upTo: 100_000 },
    ];
    const fourEyesAbove = [{ currency: 'EUR', amount: 20_000 }];
    await service.call('PUT', '/v1/compensation-limits', { body: { limits, fourEyesAbove, window: 'P30D' } });
  });

  it('above the four-eyes amount is approved by another verified person, not by another key or name (case 38)', async () => {
    const { id } = await service.open();
    const { body } = await propose(id, refund(30_000), keys.anna);
    expect(body).toMatchObject({ proposedBy: 'anna', proposer: { name: 'anna-desk', person: 'anna' }, approver: null });
    const refused = { status: 409, body: { code: 'compensation.four-eyes' } };
    expect(await approve(body.id, keys.annasOther, { onBehalfOf: 'bob' })).toMatchObject(refused);
    const approved = await approve(body.id, keys.mara);
    expect(approved).toMatchObject({ status: 200, body: { approvedBy: 'mara', approver: { person: 'mara' } } });
  });

  it('is not proposed as anna and approved as bob by one key (case 38)', async () => {
    const { id } = await service.open();
    const { body } = await propose(id, { ...refund(30_000), onBehalfOf: 'anna' });
    expect(body).toMatchObject({ proposedBy: 'anna', proposer: { name: 'manager', person: null } });
    expect(await approve(body.id, undefined, { onBehalfOf: 'bob' })).toMatchObject({
      status: 409,
      body: { code: 'compensation.four-eyes' },
    });
  });

  it('of six times 20 EUR is more than a limit of 50 EUR (case 39)', async () => {
    const complaint = await service.open();
    const results: (number | string)[] = [];
    for (let i = 0; i < 6; i += 1) {
      const { body } = await propose(complaint.id, refund(2_000), keys.anna);
      const { status, body: answer } = await approve(body.id, keys.anna);
      results.push(status === 200 ? status : answer.code);
    }
    // The third is above the limit of handlers, so only management decides on it and on all after it.
    expect(results).toEqual([200, 200, ...Array(4).fill('compensation.management-only')]);
    // Of the customer, also for another complaint.
    const other = await service.open({ customer: complaint.customer });
    const { body } = await propose(other.id, refund(1_500), keys.anna);
    expect(body).toMatchObject({ management: true });
  });

  it('is summed up also when proposals came before approvals, and side by side (case 39)', async () => {
    const first = await service.open();
    const second = await service.open({ customer: first.customer });
    await service.call('PUT', '/v1/compensation-limits', {
      body: {
        limits: [
          { role: 'handler', currency: 'EUR', upTo: 5_000 },
          { role: 'manager', currency: 'EUR', upTo: 100_000 },
        ],
        managementAbove: [{ currency: 'EUR', amount: 1_000_000 }],
      },
    });
    const made = [];
    for (const { id } of [first, second, first, second]) made.push((await propose(id, refund(2_000), keys.anna)).body);
    const answers = await Promise.all(made.map(({ id }) => approve(id, keys.anna)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409]);
    const refused = answers.filter(({ status }) => status === 409);
    for (const { body } of refused) expect(body).toMatchObject({ code: 'compensation.above-limit', committed: 4_000 });
  });

  it('in a currency without limits is refused when it is proposed (case 31)', async () => {
    const { id } = await service.open();
    expect(await propose(id, refund(100, 'SGD'), keys.anna)).toMatchObject({
      status: 409,
      body: { code: 'compensation.currency-without-limit', currency: 'SGD' },
    });
    const gift = { kind: 'replacement', amount: null, description: 'A new lock.' };
    expect((await propose(id, gift, keys.anna)).status).toBe(201);
  });

  it.each(['P1M', 'soon', 'PT0S', '-P1D', null, 7])('has no window of %j', async (window) => {
    const body = { limits: [], window };
    const { status, body: problem } = await service.call('PUT', '/v1/compensation-limits', { body });
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, '/window']);
  });
});
