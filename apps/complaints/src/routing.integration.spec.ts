import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { weekdays } from './calendars/business-calendar.ts';
import { type RunningComplaints, runComplaints, someComplaint } from './complaints.fixture.ts';

jest.setTimeout(60_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints();
  for (const team of ['plumbing', 'experts'])
    await service.call('PUT', `/v1/teams/${team}`, { body: { name: team, members: [], assignment: 'queue' } });
});
afterAll(() => service?.stop());

const rules = [
  { id: 'leaks', when: { text: { en: ['leak'], th: ['รั่ว'], zh: ['漏水'] } }, team: 'plumbing', severity: 'high' },
  { id: 'night', when: { time: { zone: 'Asia/Hong_Kong', from: '00:00', to: '00:00' } }, team: 'experts' },
];
const publish = (body: unknown) => service.call('PUT', '/v1/routing-rules', { body, as: 'ops' });

describe('routing rules', () => {
  it('are refused as a whole, every fault named at its place', async () => {
    const refused = await publish({ rules, fallbackTeam: 'nobody' });
    expect([refused.status, refused.body.code]).toEqual([400, 'routing-rules.invalid']);
    expect(refused.body.errors.map((fault: { pointer: string; code: string }) => [fault.pointer, fault.code])).toEqual([
      ['/rules/1/when/time', 'out-of-range'],
      ['/fallbackTeam', 'routing-rules.unknown-team'],
    ]);
  });

  it('take what is said in any language to its team, by all, any and not', async () => {
    const nested = { any: [{ text: ['roof'] }, { all: [{ tier: 'gold' }, { not: { channel: 'web' } }] }] };
    const put = await publish({
      rules: [rules[0], { id: 'roofs', when: { touchpoint: 'handover', ...nested }, team: 'experts' }],
      fallbackTeam: 'customer-care',
    });
    expect(put.status).toBe(200);
    const thai = await service.open({ text: 'น้ำรั่วในห้องน้ำ', language: 'th' });
    expect(thai).toMatchObject({ team: 'plumbing', severity: 'high' });
    expect(await service.open({ text: 'The roof is open.' })).toMatchObject({ team: 'experts', severity: 'normal' });
    expect(await service.open({ text: 'The keys.', category: 'parking' })).toMatchObject({ team: 'customer-care' });
    const read = await service.call('GET', '/v1/routing-rules');
    expect(read.body.rules[1].when).toEqual({ touchpoint: 'handover', ...nested });
  });
});

describe('a dry run', () => {
  const tried = (body: object) => service.call('POST', '/v1/routing-rules/dry-run', { body });

  it('says what rules would have made of complaints, as they were said, and changes nothing', async () => {
    const { body: moved } = await service.call('GET', '/v1/complaints?team=plumbing');
    await service.call('POST', `/v1/complaints/${moved.items[0].id}/reroute`, { body: { team: 'experts' } });
    const answer = await tried({
      rules: [{ id: 'normal-leaks', when: { severity: 'normal', text: 'รั่ว' }, team: 'plumbing', skills: ['pipes'] }],
      fallbackTeam: 'customer-care',
    });
    expect([answer.status, answer.body.counts.complaints, answer.body.counts.differing]).toEqual([200, 3, 2]);
    expect(answer.body.items.at(-1)).toMatchObject({
      number: moved.items[0].number,
      went: { team: 'plumbing', rule: 'leaks', severity: 'high', teamNow: 'experts' },
      would: { team: 'plumbing', rule: 'normal-leaks', severity: 'normal', skills: ['pipes'] },
      why: [
        { pointer: '/when/severity', condition: 'severity', found: 'normal' },
        { pointer: '/when/text', condition: 'text', found: 'รั่ว' },
      ],
      differs: ['rule', 'severity'],
    });
    expect((await service.call('GET', '/v1/routing-rules')).body.version).toBe(2);
  });

  it('looks at the newest of the period, as many as asked for', async () => {
    const everything = { rules: [], fallbackTeam: 'customer-care' };
    const { body } = await tried({ ...everything, limit: 1 });
    expect(body.items).toMatchObject([{ went: { team: 'customer-care' }, differs: [] }]);
    expect((await tried({ ...everything, to: '2020-01-01T00:00:00.000Z' })).body.counts.complaints).toBe(0);
  });

  it.each([
    ['rules that lead nowhere', { rules: [], fallbackTeam: 'nobody' }, '/fallbackTeam'],
    ['a period without end', { rules: [], fallbackTeam: 'experts', from: '2199-01-01T00:00:00.000Z' }, '/from'],
    ['too many', { rules: [], fallbackTeam: 'experts', limit: 1001 }, '/limit'],
    ['a week for a time', { rules: [], fallbackTeam: 'experts', from: '2026-W10' }, '/from'],
  ])('refuses %s', async (_, body, pointer) => {
    const answer = await tried(body);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, pointer]);
  });
});

describe('the coverage report', () => {
  it('shows shares, rules without work, and values that always fall back', async () => {
    const shadowed = { id: 'thai-leaks', when: { language: 'th' }, team: 'experts' };
    await publish({
      rules: [rules[0], shadowed, { id: 'gold', when: { tier: 'gold' }, team: 'experts' }],
      fallbackTeam: 'customer-care',
    });
    const { status, body } = await service.call('GET', '/v1/routing-rules/coverage', { as: 'analyst' });
    expect([status, body.version, body.complaints]).toEqual([200, 3, 3]);
    expect(body.rules.map(({ rule, held, won }: Record<string, unknown>) => [rule, held, won])).toEqual([
      ['leaks', 1, 1],
      ['thai-leaks', 1, 0],
      ['gold', 0, 0],
      [null, 3, 2],
    ]);
    expect(body).toMatchObject({
      neverHeld: ['gold'],
      shadowed: [{ rule: 'thai-leaks', held: 1, by: [{ rule: 'leaks', complaints: 1 }] }],
    });
    expect(body.alwaysFallBack).toContainEqual({ field: 'category', value: 'parking', complaints: 1 });
  });

  it('is of a period', async () => {
    const path = '/v1/routing-rules/coverage?from=2020-01-01T00:00:00.000Z&to=2020-02-01T00:00:00.000Z';
    expect((await service.call('GET', path)).body).toMatchObject({
      complaints: 0,
      rules: [{ share: null }, {}, {}, {}],
    });
  });
});

describe('members of a team', () => {
  const member = (id: string, name: string, body: object = {}, headers = {}) =>
    service.call('POST', `/v1/teams/pair/members/${id}/${name}`, { body: { onBehalfOf: 'mara', ...body }, headers });
  const names = ['anna', 'ben'].map((id) => ({ id, name: id, role: 'handler', languages: ['en'], skills: ['keys'] }));
  const put = (members: object[]) =>
    service.call('PUT', '/v1/teams/pair', { body: { name: 'Pair', assignment: 'round_robin', members } });
  const assigneeOf = async (id: string) => (await service.call('GET', `/v1/complaints/${id}`)).body.assignee;

  it('leave it, and their complaints go to others with an event and an entry in the history', async () => {
    expect((await put(names)).body.members[0]).toEqual({ ...names[0], available: true });
    await publish({ rules: [], fallbackTeam: 'pair' });
    const complaint = await service.open();
    expect(complaint.assignee).toBe('anna');
    const stale = await member('anna', 'leave', {}, { 'if-match': '"7"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'team.stale']);
    const left = await member('anna', 'leave', { reason: 'another job' });
    expect([left.status, left.body.members, left.headers.get('etag')]).toMatchObject([200, [{ id: 'ben' }], '"2"']);
    await eventually(async () => expect(await assigneeOf(complaint.id)).toBe('ben'));
    const facts = (await service.eventsOf(complaint.id)).filter(({ type }) => type === 'assigned');
    expect(facts.at(-1)?.data).toMatchObject({ reason: 'member_left', by: 'mara', complaint: { assignee: 'ben' } });
    const { items } = (await service.call('GET', `/v1/complaints/${complaint.id}/history`)).body;
    expect(items.at(-1)).toMatchObject({
      action: 'assign',
      from: 'anna',
      to: 'ben',
      reason: 'another job',
      onBehalfOf: 'mara',
    });
    const departures = await service.call('GET', '/v1/teams/pair/departures', { as: 'handler' });
    expect(departures.body.items).toMatchObject([
      { member: 'anna', kind: 'left', dealt: 1, queued: 0, onBehalfOf: 'mara' },
    ]);
  });

  it('who are saved as away with `reassign` hand over their complaints; nobody is available, so these wait in the queue', async () => {
    const complaint = await service.open();
    expect(complaint.assignee).toBe('ben');
    const saved = await put([{ ...names[1], available: false, reassign: true }]);
    expect(saved.body.members).toEqual([{ ...names[1], available: false }]);
    await eventually(async () => expect(await assigneeOf(complaint.id)).toBeNull());
    expect((await member('ben', 'return')).body.members).toEqual([{ ...names[1], available: true }]);
    const until = '2199-01-01T00:00:00.000Z';
    expect((await member('ben', 'away', { until })).body.members).toMatchObject([{ awayUntil: until }]);
  });

  it('who work by a calendar that is not there are refused', async () => {
    const refused = await put([{ ...names[1], calendar: 'nowhere' }]);
    expect([refused.status, refused.body.errors]).toMatchObject([
      400,
      [{ pointer: '/members/0/calendar', code: 'team.unknown-calendar' }],
    ]);
  });

  it('get no new work outside of their calendar', async () => {
    const inThreeDays = weekdays[(new Date().getUTCDay() + 2) % 7] as string;
    const week = { [inThreeDays]: [{ from: '09:00', to: '17:00' }] };
    await service.call('PUT', '/v1/calendars/one-day', {
      body: { name: 'One day', zone: 'UTC', week, effectiveFrom: '2020-01-01T00:00:00.000Z' },
    });
    await put([
      { ...names[0], calendar: 'one-day' },
      { ...names[1], available: false },
    ]);
    expect(await service.open()).toMatchObject({ team: 'pair', assignee: null });
    await put([{ ...names[0], calendar: '24x7' }]);
    expect(await service.open()).toMatchObject({ team: 'pair', assignee: 'anna' });
  });

  it.each([
    ['a person who is not in it', '/v1/teams/pair/members/nobody/leave', {}, 404, 'team-member.not-found'],
    ['a team that is not there', '/v1/teams/none/members/ben/leave', {}, 404, 'team.not-found'],
    ['an end that is no time', '/v1/teams/pair/members/ben/away', { until: '2026-W10-1' }, 400, 'request.invalid'],
  ])('are refused for %s', async (_, path, body, status, code) => {
    const answer = await service.call('POST', path, { body });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe('a condition on product or location', () => {
  it('routes a complaint by phone, and a dry run and the coverage report see it', async () => {
    const when = { product: ['Kitchen', 'bath'], not: { location: 'tower-9' } };
    const byProduct = { rules: [{ id: 'kitchens', when, team: 'experts' }], fallbackTeam: 'customer-care' };
    expect((await publish(byProduct)).status).toBe(200);
    const about = { product: 'kitchen', location: 'tower-2' };
    const opened = await service.open(about);
    expect(opened).toMatchObject({ ...about, rule: 'kitchens', team: 'experts' });
    expect(await service.open({ ...about, location: 'tower-9' })).toMatchObject({ team: 'customer-care' });
    expect(await service.open({})).toMatchObject({ product: null, location: null, team: 'customer-care' });
    const { body } = await service.call('POST', '/v1/routing-rules/dry-run', {
      body: { ...byProduct, from: opened.openedAt },
    });
    expect(body.items).toHaveLength(3);
    expect(body.items[2].why).toContainEqual({ pointer: '/when/product', condition: 'product', found: 'kitchen' });
    const coverage = await service.call('GET', `/v1/routing-rules/coverage?from=${opened.openedAt}`);
    expect(coverage.body.alwaysFallBack).toContainEqual({ field: 'location', value: 'tower-9', complaints: 1 });
  });

  it.each(['product', 'location'])('a %s of no or more than 100 characters is refused', async (field) => {
    for (const id of ['', 'x'.repeat(101), null])
      expect((await service.call('POST', '/v1/complaints', { body: { ...someComplaint, [field]: id } })).status).toBe(
        400,
      );
  });
});
