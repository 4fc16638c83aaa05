import { expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Complaint } from '../../harness/complaint.ts';
import { complaintsClient } from '../../harness/complaints-client.ts';
import type { System } from '../../harness/system.ts';

export function productAndLocationJourney(system: () => System): void {
  it('the product and location of feedback go with the complaint: to its team, into lists and exports', async () => {
    const customer = `product-${Date.now()}`;
    const about = { product: 'kitchen-3', location: 'tower-7' };
    const { get, publish } = complaintsClient<Complaint>(system);
    await publish('/v1/teams/fitters', { name: 'Fitters', members: [], assignment: 'queue' });
    const rules = [{ id: 'kitchens', when: { product: 'kitchen-3' }, team: 'fitters' }];
    await publish('/v1/routing-rules', { rules, fallbackTeam: 'customer-care' });

    const feedback = {
      ...{ source: '/products', id: customer, customer, method: 'survey', kind: 'complaint', channel: 'web' },
      ...{ text: 'The worktop is cracked.', answers: { nps: 0 }, occurredAt: '2026-03-02T09:15:00Z', ...about },
    };
    expectStatus(await system().api('feedback', 'crm').post('/v1/feedback', feedback), 201);

    const filter = `customer=${customer}&product=kitchen-3&location=tower-7&location=tower-8`;
    const complaint = await eventually(
      async () => (await get<Page<Complaint>>(`/v1/complaints?${filter}`)).items[0] ?? false,
    );
    expect(complaint).toMatchObject({ ...about, team: 'fitters' });
    expect((await get<Page<Complaint>>(`/v1/complaints?customer=${customer}&product=bath`)).items).toEqual([]);
    expect(await get(`/v1/complaints/${complaint.id}`)).toMatchObject({ ...about, rule: 'kitchens' });

    const url = `${system().serviceUrl('complaints')}/v1/complaints/export?${filter}`;
    const headers = { accept: 'text/csv', authorization: `Bearer ${system().keys.crm}` };
    expect(parse(await (await fetch(url, { headers })).text(), { columns: true })).toMatchObject([about]);
  });
}
