import { expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seedCompany } from '../harness/seed-company.ts';
import { type System, startSystem } from '../harness/system.ts';

interface Complaint {
  readonly id: string;
  readonly customer: string | null;
  readonly status: string;
}
interface Customer {
  readonly id: string;
  readonly externalId: string;
}

let system: System;
beforeAll(async () => {
  system = await startSystem();
  await seedCompany(system, { touchpoints: ['handover'], acknowledge: 'PT1H', firstResponse: 'PT2H' });
}, 240_000);
afterAll(() => system?.stop(), 60_000);

const describeCustomer = (externalId: string, profile: object) =>
  system.api('feedback', 'crm').put<Customer>(`/v1/customers/${externalId}`, profile);
const complain = async (customer: string, text: string): Promise<Complaint> => {
  const body = { customer, text, channel: 'phone' };
  return expectStatus(await system.api('complaints', 'call_centre').post<Complaint>('/v1/complaints', body), 201);
};
const complaintsOf = async (customer: string): Promise<string[]> =>
  expectStatus(
    await system.api('complaints', 'handler').get<Page<Complaint>>(`/v1/complaints?customer=${customer}&limit=500`),
    200,
  )
    .items.map(({ id }) => id)
    .sort();
const customerOf = async (id: string): Promise<string | null> =>
  expectStatus(await system.api('complaints', 'handler').get<Complaint>(`/v1/complaints/${id}`), 200).customer;
const timelineOf = async (customer: string): Promise<string[]> => {
  const page = await system
    .api('feedback', 'handler')
    .get<Page<{ data: { complaintId?: string } }>>(`/v1/customers/${customer}/timeline?limit=500`);
  const found = expectStatus(page, 200).items.flatMap(({ data }) => data.complaintId ?? []);
  return [...new Set(found)].sort();
};

describe('customers', () => {
  it('with open complaints are merged and separated again', async () => {
    await describeCustomer('j-kept', { name: 'Ann Lee', tier: 'gold' });
    await describeCustomer('j-twin', { name: 'Anne Lee' });
    const [own, other] = [
      await complain('j-kept', 'The lift is broken.'),
      await complain('j-twin', 'No invoice came.'),
    ];
    const both = [own.id, other.id].sort();
    await eventually(async () => expect(await timelineOf('j-twin')).toEqual([other.id]));
    const crm = system.api('feedback', 'crm');
    expectStatus(await crm.post('/v1/customers/j-kept/merge', { with: 'j-twin' }), 200);
    await eventually(async () => expect(await customerOf(other.id)).toBe('j-kept'));
    for (const name of ['j-kept', 'j-twin']) {
      expect(await complaintsOf(name)).toEqual(both);
      expect(await timelineOf(name)).toEqual(both);
    }
    const since = await complain('j-twin', 'The gate is locked.');
    expect(since.customer).toBe('j-kept');
    expectStatus(await crm.post('/v1/customers/j-kept/undo-merge', { with: 'j-twin' }), 200);
    await eventually(async () => expect(await customerOf(other.id)).toBe('j-twin'));
    expect(await complaintsOf('j-twin')).toEqual([other.id]);
    expect(await complaintsOf('j-kept')).toEqual([own.id, since.id].sort());
    expect(await timelineOf('j-twin')).toEqual([other.id]);
  });

  it('are found by a part of their name in English, Chinese and Thai', async () => {
    const names = { 'j-en': 'José Müller', 'j-zh': '陳小明', 'j-th': 'สมชาย ใจดี' };
    for (const [id, name] of Object.entries(names)) await describeCustomer(id, { name });
    const searches = { mueller: 'j-en', 小明: 'j-zh', ชายใจ: 'j-th' };
    for (const [query, id] of Object.entries(searches)) {
      const page = await system
        .api('feedback', 'handler')
        .get<Page<Customer>>(`/v1/customers?query=${encodeURIComponent(query)}`);
      expect([query, expectStatus(page, 200).items.map(({ externalId }) => externalId)]).toEqual([query, [id]]);
    }
  });
});
