import { type Alert, expectStatus, type Page, subscribeWebhook, WebhookReceiver } from '@harken/simulator';
import type { Role } from '@harken/stack';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { complaintsClient } from '../../harness/complaints-client.ts';
import { responsePolicy } from '../../harness/seed-company.ts';
import type { System } from '../../harness/system.ts';

interface Compensation {
  readonly id: string;
  readonly status: string;
  readonly management: boolean;
  readonly overdueAt: string | null;
}

interface Rated {
  readonly id: string;
  readonly handling: readonly { feedbackId: string; csat: number | null }[];
  readonly links: readonly { to: string; kind: string }[];
  readonly escalations: readonly { level: number; reason: string }[];
}

const target = { acknowledge: 'PT1H', firstResponse: 'PT1H', resolution: 'P1D' };
const ladder = [
  { level: 1, after: 'PT0S' },
  { level: 2, after: 'PT1H' },
];
const policy = responsePolicy(target, { ladder, straightToManagement: ['compensation_above_limit'] });
const limits = {
  limits: [
    { role: 'handler', currency: 'EUR', upTo: 5_000 },
    { role: 'manager', currency: 'EUR', upTo: 100_000 },
  ],
  fourEyesAbove: [{ currency: 'EUR', amount: 5_000 }],
  fulfilWithin: 'PT2S',
};

export function compensationJourney(system: () => System): void {
  describe('a complaint is made good', () => {
    const customer = `crm-recovery-${Date.now()}`;
    let complaint: Rated;
    let compensation: Compensation;
    let webhook: WebhookReceiver;
    const { as, read, get, publish, open } = complaintsClient<Rated>(system);
    const act = (role: Role, action: string, body: object) =>
      as(role).post<Compensation & { code?: string }>(`/v1/compensations/${compensation.id}/${action}`, body);
    /** The alerts that the CRM gets by its signed webhook. */
    const alertsOf = (type: string): Alert[] =>
      webhook.deliveries
        .map(({ alert }) => alert)
        .filter((alert) => alert.type === `harken.complaints.${type}` && alert.subject === complaint.id);
    const overdue = async () =>
      (await get<Page<Compensation>>(`/v1/compensations?overdue=true&customer=${customer}`, 'crm')).items;

    beforeAll(async () => {
      await publish('/v1/response-policy', policy);
      await publish('/v1/compensation-limits', limits);
      webhook = await new WebhookReceiver().listen('127.0.0.1');
      const types = ['compensation-approved', 'compensation-overdue'].map((type) => `harken.complaints.${type}`);
      const client = system().api('notifications', 'crm');
      await subscribeWebhook(client, webhook, { name: 'crm', filter: { types }, host: system().receiverHost });
      complaint = await open({ customer, text: 'I paid for new keys myself.' });
    });

    afterAll(() => webhook?.close());

    it('takes a proposal above the limit of its proposer to management', async () => {
      const anna = await system().clientOf('complaints', { role: 'handler', name: 'anna', person: 'anna' });
      compensation = expectStatus(
        await anna.post<Compensation>(`/v1/complaints/${complaint.id}/compensations`, {
          kind: 'refund',
          amount: { minor: 12_000, currency: 'EUR' },
          description: 'New keys, at her own cost.',
        }),
        201,
      );
      expect(compensation).toMatchObject({ status: 'proposed', management: true, fourEyes: true });
      expect(await act('handler', 'approve', {})).toMatchObject({
        status: 409,
        body: { code: 'compensation.management-only' },
      });
      expect((await read(complaint.id)).escalations).toMatchObject([{ level: 2, reason: 'compensation_above_limit' }]);
    });

    it('has it approved by other eyes than the proposer has', async () => {
      const annas = await system().clientOf('complaints', { role: 'manager', name: 'annas-phone', person: 'anna' });
      const path = `/v1/compensations/${compensation.id}/approve`;
      expect(await annas.post(path, { onBehalfOf: 'bob' })).toMatchObject({
        status: 409,
        body: { code: 'compensation.four-eyes' },
      });
      expect(expectStatus(await act('manager', 'approve', { onBehalfOf: 'mara' }), 200)).toMatchObject({
        status: 'approved',
      });
    });

    it('sends the CRM what to do, without names and texts', async () => {
      await eventually(() => expect(alertsOf('compensation-approved')).toHaveLength(1));
      const [alert] = alertsOf('compensation-approved');
      expect(alert).toMatchObject({
        data: { compensation: { compensationId: compensation.id, amount: { minor: 12_000, currency: 'EUR' } } },
        links: { compensation: `/v1/compensations/${compensation.id}` },
      });
      expect(JSON.stringify(alert)).not.toMatch(/her own cost|mara/);
    });

    it('raises the alarm once when it has not come in time', async () => {
      await eventually(() => expect(alertsOf('compensation-overdue')).toHaveLength(1));
      expect(await overdue()).toMatchObject([{ id: compensation.id, overdueAt: expect.any(String) }]);
    });

    it('is over when the CRM says that the customer has it, and counts what it cost', async () => {
      const fulfilled = { outcome: 'fulfilled', reference: 'payment-8812' };
      expect(expectStatus(await act('crm', 'fulfilment', fulfilled), 200)).toMatchObject({ status: 'fulfilled' });
      expect(await overdue()).toEqual([]);
      const totals = await as('analyst').get(`/v1/compensations/totals?customer=${customer}`);
      expect(expectStatus(totals, 200)).toMatchObject({
        spent: [{ currency: 'EUR', minor: 12_000, count: 1 }],
        promised: [],
      });
      expect(alertsOf('compensation-overdue')).toHaveLength(1);
      expect(webhook.refused).toEqual([]);
    });

    it('records how the customer rates the handling, and links the complaint that comes of it', async () => {
      const given = expectStatus(
        await system()
          .api('feedback', 'crm')
          .post<{ id: string; complaint: { verdict: string } }>('/v1/feedback', {
            source: 'crm',
            id: `handling-${customer}`,
            customer,
            method: 'survey',
            about: { complaint: complaint.id },
            answers: { csat: 1 },
            occurredAt: new Date().toISOString(),
          }),
        201,
      );
      expect(given.complaint.verdict).toBe('certain');
      await eventually(async () =>
        expect((await read(complaint.id)).handling).toMatchObject([{ feedbackId: given.id, csat: 1 }]),
      );
      const second = await eventually(async () => {
        const { items } = expectStatus(
          await as('handler').get<Page<Rated>>(`/v1/complaints?customer=${customer}`),
          200,
        );
        return items.find(({ id }) => id !== complaint.id) ?? false;
      });
      expect((await read(second.id)).links).toMatchObject([{ to: complaint.id, kind: 'about_handling' }]);
    });
  });
}
