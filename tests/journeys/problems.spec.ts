import { expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { complaintsClient } from '../harness/complaints-client.ts';
import { seedCompany } from '../harness/seed-company.ts';
import { type System, startSystem } from '../harness/system.ts';

interface Problem {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly complaints: { readonly count: number };
  readonly messages: Readonly<Record<string, number>>;
  readonly [field: string]: unknown;
}
interface Complaint {
  readonly id: string;
  readonly problem: string | null;
  readonly status: string;
  readonly cause: string | null;
}
interface Scan {
  readonly learnt: boolean;
  readonly suspicions: readonly { readonly cell: object; readonly observed: number }[];
  readonly problems: readonly string[];
}

const day = 86_400_000;
const touchpoints = ['viewing', 'signing', 'handover', 'living'];
const daysAgo = (days: number): string => new Date(Date.now() - days * day).toISOString();

/** A quiet year: about two complaints a day, over all touchpoints and categories. */
const quietYear = Array.from({ length: 700 }, (_, index) => {
  const opened = 1.5 + (index % 350);
  return {
    ...{ source: 'old-crm', id: `case-${index}`, customer: `crm-${index % 50}`, channel: 'phone' },
    text: `It was not as promised (${index}).`,
    touchpoint: touchpoints[(index * 7) % touchpoints.length],
    category: ['noise', 'delay', 'price'][(index * 5) % 3],
    ...{ team: 'customer-care', severity: 'normal', openedAt: daysAgo(opened), answeredAt: daysAgo(opened - 0.3) },
    ...{ resolvedAt: daysAgo(opened - 0.4), closedAt: daysAgo(opened - 0.5) },
    answers: [{ outcome: 'upheld', reasons: ['late'], channel: 'email', text: 'We are sorry.' }],
  };
});

describe('a surge of complaints', () => {
  let system: System;
  let problem: string;
  const { get, open, command, publish } = complaintsClient<Complaint>(() => system);
  const touchpointsApi = () => system.api('touchpoints', 'manager');
  const read = async () => expectStatus(await touchpointsApi().get<Problem>(`/v1/problems/${problem}`), 200);
  const scan = async (body: object = {}) =>
    expectStatus(await touchpointsApi().post<Scan>('/v1/problems/scan', body), 200);
  const act = async (name: string, body: object = {}) =>
    expectStatus(await touchpointsApi().post<Problem>(`/v1/problems/${problem}/${name}`, body), 200);
  const complain = (index: number) =>
    open({
      ...{ customer: `crm-${index}`, text: `The key of flat ${index} does not fit.` },
      ...{ touchpoint: 'handover', category: 'keys', location: 'tower-2' },
    });

  beforeAll(async () => {
    system = await startSystem({ only: ['feedback', 'complaints', 'touchpoints', 'notifications'] });
    await seedCompany(system, { acknowledge: 'PT1H', firstResponse: 'PT2H', touchpoints });
    await publish('/v1/causes', { causes: [{ id: 'locksmith', names: { en: 'Locksmith', de: 'Schlosser' } }] });
    const sent = await system
      .api('complaints', 'crm')
      .post<{ accepted: number; results: unknown }>(
        '/v1/complaints/import?importId=old-crm',
        quietYear.map((item) => JSON.stringify(item)).join('\n'),
        {
          'content-type': 'application/x-ndjson',
        },
      );
    expect(expectStatus(sent, 200)).toMatchObject({ accepted: quietYear.length, rejected: 0 });
    await system.addReplica('touchpoints');
  }, 240_000);
  afterAll(() => system?.stop(), 60_000);

  it('is seen by a dry run, which opens nothing', async () => {
    await eventually(async () => (await scan({ dryRun: true })).learnt, { within: 30_000 });
    for (let index = 0; index < 15; index++) await complain(index);
    await eventually(async () => (await scan({ dryRun: true })).suspicions[0]?.observed === 15, { within: 30_000 });
    expect((await scan({ dryRun: true })).problems).toEqual([]);
  }, 90_000);

  it('becomes one suspected problem with its complaints, though it is looked for twice at once', async () => {
    const scans = await Promise.all([scan(), scan()]);
    const opened = scans.flatMap(({ problems }) => problems);
    expect(opened).toHaveLength(1);
    problem = opened[0] as string;
    expect(await read()).toMatchObject({ state: 'suspected', owner: 'after-sales', complaints: { count: 15 } });
    const { items } = expectStatus(await touchpointsApi().get<Page<Problem>>('/v1/problems?state=suspected'), 200);
    expect(items.map(({ id }) => id)).toEqual([problem]);
    await eventually(async () => {
      const path = '/v1/alerts?limit=500';
      const alerts = await system.api('notifications', 'manager').get<Page<{ subject: string }>>(path);
      return expectStatus(alerts, 200).items.some(({ subject }) => subject === problem);
    });
  }, 60_000);

  it('shows at its complaints, and takes those that come later', async () => {
    const late = await complain(100);
    await eventually(async () => (await read()).complaints.count === 16);
    await eventually(async () => {
      const { items } = await get<Page<Complaint>>(`/v1/complaints?problem=${problem}&limit=50`);
      expect(items).toHaveLength(16);
      expect((await get<Complaint>(`/v1/complaints/${late.id}`)).problem).toBe(problem);
    });
  }, 60_000);

  it('is confirmed, fixed, verified, closed, and its customers are told once', async () => {
    await act('confirm');
    await act('start', { action: 'Another locksmith', cause: 'locksmith' });
    expect((await act('verify')).verification).toMatchObject({ verdict: 'insufficient_data' });
    const early = await touchpointsApi().post<{ code: string }>(`/v1/problems/${problem}/close`, {});
    expect(early).toMatchObject({ status: 409, body: { code: 'problem.not-verified' } });
    expect(await act('close', { reason: 'All keys are cut anew.' })).toMatchObject({
      state: 'closed',
      messages: { prepared: 16 },
    });
    const texts = [{ language: 'en', said: 'The keys did not fit.', did: 'All keys are cut anew.' }];
    expect((await act('tell-customers', { texts })).messages).toMatchObject({ prepared: 0, requested: 16 });
    expect((await act('tell-customers', { texts })).messages).toMatchObject({ prepared: 0, requested: 16 });
    const answered = await system.api('feedback', 'crm').post('/v1/feedback', {
      ...{ source: 'crm', id: 'better', customer: 'crm-1', method: 'survey', touchpoint: 'handover' },
      ...{ about: { problem }, answers: { csat: 5 }, occurredAt: new Date().toISOString() },
    });
    expectStatus(answered, 201);
    await eventually(async () => expect((await read()).answers).toMatchObject({ n: 1, better: 1 }));
  }, 60_000);

  it('a complaint is resolved with a cause of the same list', async () => {
    const complaint = await complain(200);
    const answer = { outcome: 'upheld', reasons: ['keys'], channel: 'email', text: 'New keys are on their way.' };
    await command(complaint.id, 'answer', answer);
    const without = await system.api('complaints', 'handler').post(`/v1/complaints/${complaint.id}/resolve`, {});
    expect(without).toMatchObject({ status: 409, body: { code: 'complaint.cause-missing' } });
    expect(await command(complaint.id, 'resolve', { cause: 'locksmith' })).toMatchObject({ cause: 'locksmith' });
  }, 60_000);
});
