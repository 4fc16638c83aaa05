import { type Alert, type AlertListener, expectStatus, listen, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Complaint, cloudEvent, surveyEvent } from './complaint.ts';
import { seedCompany } from './seed-company.ts';
import type { RunningHarken } from './system.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;

/** The journey of one complaint, on the Harken that `start` returns. */
export function complaintToManagement(start: () => Promise<RunningHarken>): void {
  const customer = `crm-${Date.now()}`;
  let system: RunningHarken;
  let listener: AlertListener;
  let complaint: Complaint;
  const read = async () =>
    expectStatus(await system.api('complaints', 'handler').get<Complaint>(`/v1/complaints/${complaint.id}`), 200);
  const command = (name: string, body: unknown) =>
    system
      .api('complaints', 'handler')
      .post<Complaint & { code?: string }>(`/v1/complaints/${complaint.id}/${name}`, body);
  const levelsOf = ({ escalations }: Complaint, clock: string) =>
    escalations.filter((step) => step.clock === clock).map((step) => step.level);

  beforeAll(async () => {
    system = await start();
    await seedCompany(system);
    listener = await listen(system);
  }, 900_000);
  afterAll(() => listener?.close());

  it('takes a CloudEvent with NPS 1 for a complaint', async () => {
    const answer = await system
      .api('feedback', 'crm')
      .post('/v1/feedback', JSON.stringify(surveyEvent({ id: `survey-${customer}`, customer })), {
        ...cloudEvent,
        traceparent,
      });
    expect(expectStatus(answer, 201)).toMatchObject({ pattern: 'past', complaint: { verdict: 'certain' } });
  });

  it('opens it and routes it by rule to a person of the team', async () => {
    const found = await eventually(async () => {
      const path = `/v1/complaints?customer=${customer}`;
      const { items } = expectStatus(await system.api('complaints', 'handler').get<Page<Complaint>>(path), 200);
      return items[0] ?? false;
    });
    complaint = found;
    expect(await read()).toMatchObject({
      team: 'after-sales',
      severity: 'high',
      assignee: expect.stringMatching(/anna|ben|chai/),
    });
  });

  it('breaches the acknowledgement, which then comes late', async () => {
    await eventually(async () => levelsOf(await read(), 'acknowledge').includes(1));
    expectStatus(await command('acknowledge', { onBehalfOf: 'anna' }), 200);
    const clock = (await read()).clocks.find(({ clock }) => clock === 'acknowledge');
    expect(clock).toMatchObject({ metAt: expect.any(String), breachedAt: expect.any(String) });
  });

  it('climbs three levels for the missing first response, each once, in order', async () => {
    await eventually(async () => levelsOf(await read(), 'first_response').includes(3));
    expect(levelsOf(await read(), 'first_response')).toEqual([1, 2, 3]);
  });

  it('stands on the worklist of the top management', async () => {
    const { items } = expectStatus(
      await system.api('complaints', 'manager').get<Page<Record<string, unknown>>>('/v1/worklists/management?level=3'),
      200,
    );
    expect(JSON.stringify(items)).toContain(complaint.id);
    expectStatus(
      await system
        .api('complaints', 'manager')
        .post(`/v1/complaints/${complaint.id}/escalations/3/take-over`, { onBehalfOf: 'mara' }),
      200,
    );
  });

  it('sends every escalation once to a webhook that verifies and to an SSE client', async () => {
    const levels = (alerts: readonly Alert[]) =>
      alerts
        .filter(({ type, data }) => type === 'harken.complaints.complaint-escalated' && data.clock === 'first_response')
        .map(({ data }) => data.level);
    await eventually(() => {
      expect(levels(listener.alertsOf(complaint.id).webhook).sort()).toEqual([1, 2, 3]);
      expect(levels(listener.alertsOf(complaint.id).stream)).toEqual([1, 2, 3]);
    });
    expect(listener.webhook.refused).toEqual([]);
  });

  it('carries one trace id from the request to the webhook', async () => {
    const opened = listener.webhook.deliveries.find(
      ({ alert }) => alert.subject === complaint.id && alert.type === 'harken.complaints.complaint-opened',
    );
    expect(opened?.traceparent).toContain(traceId);
  });

  it('cannot be closed without an answer, not even by SQL as the service itself', async () => {
    const refused = await command('close', { onBehalfOf: 'anna' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'complaint.answer-missing' } });
    const sql = `UPDATE complaints SET status = 'closed' WHERE id = '${complaint.id}'`;
    expect(await system.sqlError('complaints_app', sql)).toMatch(/answer/);
    expect((await read()).status).not.toBe('closed');
  });

  it('is answered, resolved and closed', async () => {
    const answer = {
      outcome: 'upheld',
      reasons: ['wrong keys cut'],
      channel: 'email',
      text: 'New keys are on their way.',
    };
    expectStatus(await command('answer', { ...answer, onBehalfOf: 'anna' }), 200);
    expectStatus(await command('resolve', { onBehalfOf: 'anna' }), 200);
    expectStatus(await command('close', { onBehalfOf: 'anna' }), 200);
    expect(await read()).toMatchObject({ status: 'closed', answers: [{ outcome: 'upheld' }] });
  });

  it('stands on the timeline of the customer', async () => {
    await eventually(async () => {
      const path = `/v1/customers/${customer}/timeline`;
      const { items } = expectStatus(await system.api('feedback', 'handler').get<Page<{ kind: string }>>(path), 200);
      const text = JSON.stringify(items);
      expect(text).toContain(complaint.id);
      expect(text).toMatch(/answer/);
    });
  });
}
