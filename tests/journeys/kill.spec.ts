import { services } from '@harken/contracts';
import { type AlertListener, expectStatus, listen, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Complaint, cloudEvent, surveyEvent } from '../harness/complaint.ts';
import { seedCompany } from '../harness/seed-company.ts';
import { type System, startSystem } from '../harness/system.ts';

const within = { within: 45_000 };

describe('kill -9 in the middle of a complaint', () => {
  let system: System;
  let listener: AlertListener;
  beforeAll(async () => {
    system = await startSystem();
    await seedCompany(system, { acknowledge: 'PT2S', firstResponse: 'PT3S' });
    listener = await listen(system);
  }, 240_000);
  afterAll(async () => {
    await listener?.close();
    await system?.stop();
  }, 60_000);

  it.each(services)(
    'of %s changes nothing in its outcome',
    async (victim) => {
      const customer = `crm-${victim}`;
      const path = `/v1/complaints?customer=${customer}`;
      const find = async () => {
        const page = await system.api('complaints', 'handler').get<Page<Complaint>>(path);
        return expectStatus(page, 200).items[0] ?? false;
      };
      const posted = await system
        .api('feedback', 'crm')
        .post('/v1/feedback', surveyEvent({ id: `survey-${victim}`, customer, category: victim }), cloudEvent);
      expectStatus(posted, 201);
      await system.services[victim].kill();
      if (victim === 'notifications') await listener.stream.drop().catch(() => undefined);
      system.services[victim].start();
      await system.services[victim].ready();
      if (victim === 'notifications') await listener.stream.connect();

      const { id } = await eventually(find, within);
      const levels = async (clock: string) => {
        const complaint = expectStatus(
          await system.api('complaints', 'handler').get<Complaint>(`/v1/complaints/${id}`),
          200,
        );
        return complaint.escalations.filter((step) => step.clock === clock).map(({ level }) => level);
      };
      await eventually(async () => {
        expect(await levels('acknowledge')).toEqual([1, 2, 3]);
        expect(await levels('first_response')).toEqual([1, 2, 3]);
      }, within);
      const handler = system.api('complaints', 'handler');
      const answer = { outcome: 'upheld', reasons: ['keys'], channel: 'email', text: 'New keys are on their way.' };
      expectStatus(await handler.post(`/v1/complaints/${id}/answer`, answer), 200);
      expectStatus(await handler.post(`/v1/complaints/${id}/resolve`, {}), 200);
      expectStatus(await handler.post(`/v1/complaints/${id}/close`, {}), 200);

      await eventually(() => {
        const { webhook, stream } = listener.alertsOf(id);
        const escalated = (alerts: typeof stream) =>
          alerts
            .filter(({ type }) => type.endsWith('complaint-escalated'))
            .map(({ data }) => `${data.clock} ${data.level}`);
        expect([...new Set(escalated(webhook))].sort()).toEqual([...escalated(stream)].sort());
        expect(escalated(stream)).toHaveLength(6);
        expect(stream.filter(({ type }) => type.endsWith('complaint-opened'))).toHaveLength(1);
        expect(stream.some(({ type }) => type.endsWith('complaint-closed'))).toBe(true);
      }, within);
      const figures = await eventually(async () => {
        const page = await system
          .api('analytics', 'analyst')
          .get<Page<Record<string, unknown>>>(`/v1/complaint-figures?category=${victim}`);
        const [row] = expectStatus(page, 200).items;
        return row?.closed === 1 ? row : false;
      }, within);
      expect(figures).toMatchObject({ opened: 1, answered: 1, closed: 1 });
    },
    120_000,
  );
});
