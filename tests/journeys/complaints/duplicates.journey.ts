import { expectStatus } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { describe, expect, it } from '@jest/globals';
import { surveyEvent } from '../../harness/complaint.ts';
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
interface Page<T> {
  readonly items: readonly T[];
}

const target = { acknowledge: 'PT1H', firstResponse: 'PT2H', resolution: 'P10D' };
const policy = {
  targets: { critical: target, high: target, normal: target, low: target },
  warnAt: 0.8,
  ladder: [
    { level: 1, after: 'PT0S' },
    { level: 2, after: 'PT4H' },
  ],
  straightToManagement: ['third_complaint'],
};

export function duplicatesJourney(system: () => System): void {
  describe('who complains again is seen', () => {
    const handler = () => system().api('complaints', 'handler');
    const read = async <T>(path: string) => expectStatus(await handler().get<T>(path), 200);
    const open = async (text: string, touchpoint = 'handover') =>
      expectStatus(
        await system()
          .api('complaints', 'call_centre')
          .post<Complaint>('/v1/complaints', { customer, text, channel: 'phone', touchpoint, category: 'lock' }),
        201,
      );
    const customer = `crm-repeats-${Date.now()}`;
    let first: Complaint;
    let second: Complaint;

    it('what a customer says twice is proposed as a duplicate, in Chinese as in English', async () => {
      expectStatus(await system().api('complaints', 'ops').put('/v1/response-policy', policy), 200);
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
      const accept = { as: 'duplicate', by: 'anna' };
      expectStatus(await handler().post(`/v1/duplicate-proposals/${proposal?.id}/accept`, accept), 200);
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
      const survey = surveyEvent({ id: `repeats-${customer}`, customer });
      const answer = await system()
        .api('feedback', 'crm')
        .post('/v1/feedback', JSON.stringify(survey), { 'content-type': 'application/cloudevents+json' });
      expectStatus(answer, 201);
      await eventually(async () => {
        const { items } = await read<Page<Complaint>>(`/v1/complaints?customer=${customer}`);
        expect(items).toHaveLength(5);
        expect(items[0]).toMatchObject({ flags: expect.arrayContaining(['third_complaint']) });
      });
    });
  });
}
