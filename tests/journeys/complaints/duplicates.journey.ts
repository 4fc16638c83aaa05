import { expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { describe, expect, it } from '@jest/globals';
import { cloudEvent, surveyEvent } from '../../harness/complaint.ts';
import { complaintsClient } from '../../harness/complaints-client.ts';
import { responsePolicy } from '../../harness/seed-company.ts';
import type { System } from '../../harness/system.ts';

interface Complaint {
  readonly id: string;
  readonly status: string;
  readonly flags: readonly string[];
  readonly duplicateOf: string | null;
  readonly escalations: readonly { readonly level: number; readonly reason: string }[];
}
interface Proposal {
  readonly id: string;
  readonly complaintId: string;
  readonly of: string;
  readonly score: number;
  readonly status: string;
}

const target = { acknowledge: 'PT1H', firstResponse: 'PT2H', resolution: 'P10D' };
const ladder = [
  { level: 1, after: 'PT0S' },
  { level: 2, after: 'PT4H' },
];
const policy = responsePolicy(target, { ladder, straightToManagement: ['third_complaint'] });

export function duplicatesJourney(system: () => System): void {
  describe('who complains again is seen', () => {
    const complaints = complaintsClient<Complaint>(system);
    const { get: read } = complaints;
    const open = (text: string, touchpoint = 'handover') =>
      complaints.open({ customer, text, touchpoint, category: 'lock' });
    const customer = `crm-repeats-${Date.now()}`;
    let first: Complaint;
    let second: Complaint;

    it('what a customer says twice is proposed as a duplicate, in Chinese as in English', async () => {
      await complaints.publish('/v1/response-policy', policy);
      first = await open('新房子的大门钥匙打不开，没有人回电话。');
      second = await open('大门的钥匙还是打不开，也没有人回电话！');
      const [proposal, ...others] = await read<readonly Proposal[]>(`/v1/complaints/${second.id}/duplicates`);
      expect(others).toEqual([]);
      expect(proposal).toMatchObject({ of: first.id, status: 'open' });
      const { items } = await read<Page<Proposal>>('/v1/duplicate-proposals?status=open&limit=500');
      expect(items).toContainEqual(proposal);
    });

    it('and accepted by a person: the second one ends with an answer to its customer', async () => {
      const [proposal] = await read<readonly Proposal[]>(`/v1/complaints/${second.id}/duplicates`);
      const accept = { as: 'duplicate', onBehalfOf: 'anna' };
      expectStatus(await complaints.as('handler').post(`/v1/duplicate-proposals/${proposal?.id}/accept`, accept), 200);
      expect(await read<Complaint>(`/v1/complaints/${second.id}`)).toMatchObject({
        status: 'duplicate',
        duplicateOf: first.id,
      });
    });

    it('the third complaint in ninety days goes to management; the duplicate was none', async () => {
      expect((await open('Nobody came.', 'viewing')).flags).toEqual([]);
      expect(await open('The heating is off.', 'living')).toMatchObject({
        flags: ['third_complaint'],
        escalations: [{ level: 2, reason: 'third_complaint' }],
      });
    });

    it('also when it comes as feedback', async () => {
      // Repeats count by when they occurred.
      const survey = { ...surveyEvent({ id: `repeats-${customer}`, customer }), time: new Date().toISOString() };
      const answer = await system().api('feedback', 'crm').post('/v1/feedback', JSON.stringify(survey), cloudEvent);
      expectStatus(answer, 201);
      await eventually(async () => {
        const { items } = await read<Page<Complaint>>(`/v1/complaints?customer=${customer}`);
        expect(items).toHaveLength(5);
        expect(items[0]).toMatchObject({ flags: expect.arrayContaining(['third_complaint']) });
      });
    });
  });
}
