import { type ApiClient, expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { complaintsClient } from '../harness/complaints-client.ts';
import { seedCompany } from '../harness/seed-company.ts';
import { type System, startSystem } from '../harness/system.ts';

interface Progress {
  readonly status: string;
  readonly waiting: number;
  readonly invitations: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, number>>;
}
interface Invitation {
  readonly id: string;
  readonly customer: string;
  readonly language: string;
  readonly complaintId: string | null;
  readonly link: string | null;
}
interface Complaint {
  readonly id: string;
  readonly status: string;
  readonly handling: readonly { readonly feedbackId: string; readonly csat: number }[];
}

const question = {
  id: 'recommend',
  kind: 'nps',
  text: { en: 'Would you recommend us?', 'zh-Hant': '您會推薦我們嗎？', th: 'คุณจะแนะนำเราไหม' },
};
const programme = (name: string, trigger: object, more: object = {}) => ({
  ...{ name, trigger, questions: [question] },
  ...more,
});

let system: System;
let crm: ApiClient;
let manager: ApiClient;
beforeAll(async () => {
  system = await startSystem({ only: ['feedback', 'complaints'] });
  // Two replicas decide about the same customers.
  await system.addReplica('feedback');
  await seedCompany(system);
  [crm, manager] = [system.api('feedback', 'crm'), system.api('feedback', 'manager')];
}, 240_000);
afterAll(() => system?.stop(), 60_000);

const publish = async (id: string, body: object) => expectStatus(await manager.put(`/v1/programmes/${id}`, body), 200);
const start = async (id: string) => expectStatus(await manager.post(`/v1/programmes/${id}/start`, {}), 200);
const progressOf = async (id: string) =>
  expectStatus(await manager.get<Progress>(`/v1/programmes/${id}/progress`), 200);
const invitationsOf = async (id: string) =>
  expectStatus(await crm.get<Page<Invitation>>(`/v1/programmes/${id}/invitations?limit=500`), 200).items;
const totalOf = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((sum, n) => sum + n, 0);
const decided = (id: string, count: number) =>
  eventually(
    async () => {
      const { waiting, invitations, skipped } = await progressOf(id);
      expect([waiting, totalOf(invitations) + totalOf(skipped)]).toEqual([0, count]);
    },
    { within: 30_000 },
  );
const visit = async (customers: readonly string[], type: string) => {
  const occurredAt = new Date().toISOString();
  for (const customer of customers) {
    const body = { source: 'crm', id: `${type}-${customer}`, type, customer, touchpoint: 'handover', occurredAt };
    expectStatus(await crm.post('/v1/interactions', body), 201);
  }
};

describe('programmes', () => {
  const customers = Array.from({ length: 40 }, (_, index) => `crm-${index}`);
  const afterVisit = { kind: 'interaction', types: ['visit'] };
  const quotas = [{ max: 10 }];

  it('are simulated before they ask anybody: how many they would invite, and who not and why', async () => {
    for (const customer of customers.slice(0, 6)) {
      const body = { language: 'th', consents: { surveys: customer !== 'crm-5' } };
      expectStatus(await crm.put(`/v1/customers/${customer}`, body), 201);
    }
    await visit(customers, 'visit');
    await publish('after-visit', programme('After a visit', afterVisit, { quotas, sampling: 0.9 }));
    const simulated = expectStatus(
      await manager.post<Progress & { candidates: number; invited: number }>('/v1/programmes/after-visit/simulate', {
        days: 1,
      }),
      200,
    );
    expect(simulated).toMatchObject({ candidates: 40, invited: 10, skipped: { consent: 1 } });
    expect(simulated.skipped.quota).toBe(40 - 10 - 1 - (simulated.skipped.sampling ?? 0));
    expect(await progressOf('after-visit')).toMatchObject({ status: 'draft', waiting: 0 });
  });

  it('invite after an interaction, within their quota on two replicas, by links that only the CRM reads', async () => {
    await start('after-visit');
    await visit(customers, 'visit-again');
    await publish('after-visit', programme('After a visit', { ...afterVisit, types: ['visit', 'walk'] }, { quotas }));
    await visit(customers, 'walk');
    await decided('after-visit', 40);
    const invitations = await invitationsOf('after-visit');
    expect(invitations).toHaveLength(10);
    expect(new Set(invitations.map(({ customer }) => customer)).size).toBe(10);
    for (const { link } of invitations) expect(link).toMatch(/\/answer\/[\w-]{48}$/);
    const thai = invitations.filter(({ language }) => language === 'th').map(({ customer }) => customer);
    expect(thai.every((customer) => customers.slice(0, 5).includes(customer))).toBe(true);
    expect((await manager.get('/v1/programmes/after-visit/invitations')).status).toBe(403);
  });

  it('leave alone whom another programme has asked, and say so of each', async () => {
    await publish('relationship', programme('How are we doing?', { kind: 'list', customers }, { pattern: 'present' }));
    await start('relationship');
    await decided('relationship', 40);
    const asked = (await invitationsOf('after-visit')).map(({ customer }) => customer);
    const { invitations, skipped } = await progressOf('relationship');
    expect([invitations.invited, skipped]).toMatchObject([29, { quarantine: 10, consent: 1 }]);
    const reasons = expectStatus(
      await manager.get<Page<{ customer: string; details: { programme: string } }>>(
        '/v1/programmes/relationship/decisions?decision=quarantine&limit=500',
      ),
      200,
    ).items;
    expect(reasons.map(({ customer }) => customer).sort()).toEqual([...asked].sort());
    expect(new Set(reasons.map(({ details }) => details.programme))).toEqual(new Set(['after-visit']));
  });

  it('invite to rate how a closed complaint was handled; the rating stands on the complaint', async () => {
    const trigger = { kind: 'complaint_closed' };
    await publish('handling', programme('How did we handle it?', trigger, { quarantine: 'PT0S' }));
    await start('handling');
    const { open, command, read } = complaintsClient<Complaint>(() => system);
    const { id } = await open({ customer: 'crm-7', text: 'The lift is broken.', touchpoint: 'handover' });
    await command(id, 'answer', {
      ...{ outcome: 'upheld', reasons: ['defect'], channel: 'phone', text: 'It is repaired.' },
    });
    await command(id, 'resolve');
    await command(id, 'close');
    await decided('handling', 1);
    const [invitation] = await invitationsOf('handling');
    expect(invitation).toMatchObject({ customer: 'crm-7', complaintId: id });
    const rating = {
      source: 'programme',
      id: invitation?.id,
      customer: 'crm-7',
      method: 'survey',
      answers: { csat: 4 },
    };
    const occurredAt = new Date().toISOString();
    const body = { ...rating, programme: 'handling', about: { complaint: id }, occurredAt };
    expectStatus(await crm.post('/v1/feedback', body), 201);
    await eventually(async () => expect((await read(id)).handling).toMatchObject([{ csat: 4 }]));
  });
});
