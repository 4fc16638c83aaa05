import { withClient } from '@harken/local-infrastructure';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type RunningComplaints, runComplaints } from '../complaints.fixture.ts';

jest.setTimeout(60_000);

describe('the metrics of complaints (case 46)', () => {
  let complaints: RunningComplaints;
  beforeAll(async () => {
    complaints = await runComplaints();
  });
  afterAll(() => complaints?.stop());

  const metrics = async () => {
    const [service] = complaints.services;
    return (await fetch(`${service?.managementUrl}/metrics`)).text();
  };

  it('say which clocks are past their deadline, which escalations name nobody and how late timers are', async () => {
    expect(await metrics()).toContain('harken_escalations_to_nobody{service="complaints"} 0');
    const { id } = await complaints.open();
    const owner = complaints.database.ownerUrl;
    await withClient(owner, (client) =>
      client.query(
        `UPDATE clocks SET due_at = now() - interval '1 minute', step_at = NULL WHERE complaint_id = '${id}'
            AND clock = 'first_response'`,
      ),
    );
    const body = { kind: 'hierarchical', level: 1, reason: 'Nobody answers.', onBehalfOf: 'anna' };
    expect((await complaints.call('POST', `/v1/complaints/${id}/escalate`, { body })).status).toBe(200);
    await eventually(async () => (await metrics()).includes('harken_escalations_to_nobody{service="complaints"} 1'));
    expect(await metrics()).toContain('harken_overdue_clocks{clock="first_response",service="complaints"} 1');
    for (const work of ['timers', 'recomputations', 'departures', 'compensations']) {
      expect(await metrics()).toContain(`harken_overdue_seconds{work="${work}",service="complaints"} 0`);
    }
  });
});
