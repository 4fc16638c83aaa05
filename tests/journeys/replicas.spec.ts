import { withClient } from '@harken/local-infrastructure';
import { type AlertListener, expectStatus, listen } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seedCompany } from '../harness/seed-company.ts';
import { type System, startSystem } from '../harness/system.ts';

const complaints = 120;

describe('two replicas of complaints', () => {
  let system: System;
  let listener: AlertListener;
  beforeAll(async () => {
    system = await startSystem();
    await seedCompany(system, { acknowledge: 'PT2S', firstResponse: 'PT600S' });
    listener = await listen(system, {
      filter: { types: ['harken.complaints.complaint-clock-breached', 'harken.complaints.complaint-escalated'] },
    });
    await system.addReplica('complaints');
  }, 240_000);
  afterAll(async () => {
    await listener?.close();
    await system?.stop();
  }, 60_000);

  it('share the work, and every timer fires once and within a second of being due', async () => {
    const items = Array.from({ length: complaints }, (_, i) => ({
      source: 'crm',
      id: `f-${i}`,
      customer: `c-${i}`,
      method: 'email',
      kind: 'complaint',
      touchpoint: 'handover',
      text: 'The lift is broken.',
      occurredAt: new Date().toISOString(),
    }));
    const answer = await system.api('feedback', 'crm').post<{ accepted: number }>('/v1/feedback/batch', { items });
    expect(expectStatus(answer, 200).accepted).toBe(complaints);
    // A webhook comes at least once; the id of the alert identifies a repeat.
    const alerts = () => [...new Map(listener.webhook.deliveries.map(({ alert }) => [alert.id, alert])).values()];
    await eventually(() => alerts().length >= 4 * complaints, { within: 40_000 });
    const steps = alerts().map(({ subject, type, data }) => `${subject} ${type} ${data.clock} ${data.level ?? ''}`);
    expect(new Set(steps).size).toBe(4 * complaints);
    expect(steps.length).toBe(4 * complaints);
    await withClient(system.urlOf('complaints_app'), async (client) => {
      const { rows } = await client.query<{ late: string }>(
        `SELECT max(extract(epoch FROM e.at - k.due_at)) AS late
           FROM escalations e JOIN clocks k USING (complaint_id, cycle, clock) WHERE e.level = 1`,
      );
      expect(Number(rows[0]?.late)).toBeLessThan(1);
    });
  }, 90_000);
});
