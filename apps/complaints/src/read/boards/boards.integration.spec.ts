import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { quickPolicy, type RunningComplaints, runComplaints } from '../../complaints.fixture.ts';

jest.setTimeout(60_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints();
  const members = ['anna', 'ben'].map((id) => ({ id, name: id, role: 'handler' }));
  await service.call('PUT', '/v1/teams/stores', { body: { name: 'Stores', members, assignment: 'queue' } });
  await service.call('PUT', '/v1/routing-rules', {
    body: { rules: [{ id: 'stores', when: { channel: 'shop' }, team: 'stores' }], fallbackTeam: 'customer-care' },
  });
  await service.call('PUT', '/v1/response-policy', { body: quickPolicy(1800, 'P3D'), as: 'ops' });
});
afterAll(() => service?.stop());

const clock = (id: string, due: string) =>
  service.database.dataSource.query(
    `UPDATE clocks SET due_at = clock_timestamp() + $2::interval WHERE complaint_id = $1 AND clock = 'acknowledge'`,
    [id, due],
  );

describe('the board of a team', () => {
  it('counts what is open by status, severity and person, and what is due', async () => {
    const [late, soon, far] = [
      await service.open({ channel: 'shop', severity: 'critical' }),
      await service.open({ channel: 'shop' }),
      await service.open({ channel: 'shop', text: 'My lawyer will sue you.' }),
    ];
    await service.open({ channel: 'web' });
    await service.call('POST', `/v1/complaints/${soon.id}/assign`, { body: { assignee: 'anna' } });
    const over = await service.open({ channel: 'shop' });
    await service.call('POST', `/v1/complaints/${over.id}/withdraw`, { body: { reason: 'Found them.' } });
    await clock(late.id, '-1 minute');
    await clock(soon.id, '30 minutes');
    await clock(far.id, '50 hours');
    const { body } = await service.call('GET', '/v1/teams/stores/board', { as: 'handler' });
    expect(body).toMatchObject({
      team: 'stores',
      open: 3,
      overdue: 1,
      dueWithinHour: 1,
      escalated: 1,
      unassigned: { open: 2, overdue: 1, dueWithinHour: 0, escalated: 1 },
      byStatus: { received: 2, assigned: 1 },
      bySeverity: { critical: 1, high: 0, normal: 2, low: 0 },
      members: [
        { id: 'anna', open: 1, dueWithinHour: 1 },
        { id: 'ben', open: 0 },
      ],
    });
    expect(body.todayEndsAt).toMatch(/T00:00:00\.000Z$/);
  });

  it('has its day where the team works', async () => {
    const week = { monday: [{ from: '09:00', to: '17:00' }] };
    await service.call('PUT', '/v1/calendars/bangkok', {
      body: { name: 'Bangkok', zone: 'Asia/Bangkok', week, effectiveFrom: '2020-01-01T00:00:00.000Z' },
      as: 'ops',
    });
    await service.call('PUT', '/v1/teams/thai', {
      body: { name: 'Thai', members: [], assignment: 'queue', calendar: 'bangkok' },
    });
    const { body } = await service.call('GET', '/v1/teams/thai/board');
    expect(body).toMatchObject({ open: 0, members: [], todayEndsAt: expect.stringMatching(/T17:00:00\.000Z$/) });
  });

  it('has the day of the time zone asked for', async () => {
    const today = async (query: string) =>
      (await service.call('GET', `/v1/teams/stores/board${query}`)).body.todayEndsAt as string;
    expect(await today('?timezone=Asia/Kolkata')).toMatch(/T18:30:00\.000Z$/);
    expect(await today('')).toMatch(/T00:00:00\.000Z$/);
    const { status } = await service.call('GET', '/v1/teams/stores/board?timezone=Mars');
    expect(status).toBe(400);
  });

  it('of no team is 404', async () => {
    const { status, body } = await service.call('GET', '/v1/teams/ghosts/board');
    expect([status, body.code]).toEqual([404, 'team.not-found']);
  });
});

describe("the counts of management's worklist", () => {
  it('are by level and age, apart from what somebody has taken over', async () => {
    const { id } = await service.open({ text: 'My lawyer will sue you.' });
    const counts = async () => (await service.call('GET', '/v1/worklists/management/counts')).body.levels;
    expect(await counts()).toMatchObject([{ level: 3, waiting: 2, beingHandled: 0, byAge: { under1h: 2, older: 0 } }]);
    await service.database.dataSource.query(
      `UPDATE escalations SET at = at - interval '5 days' WHERE complaint_id = $1`,
      [id],
    );
    expect(await counts()).toMatchObject([{ level: 3, waiting: 2, byAge: { under1h: 1, older: 1 } }]);
    const [{ oldestSeconds }] = await counts();
    expect(oldestSeconds).toBeGreaterThan(5 * 86_400 - 1);
    await service.call('POST', `/v1/complaints/${id}/escalations/3/take-over`, { body: { onBehalfOf: 'mara' } });
    expect(await counts()).toMatchObject([{ waiting: 1, beingHandled: 1, byAge: { under1h: 1, older: 0 } }]);
  });

  it('are for management', async () => {
    expect((await service.call('GET', '/v1/worklists/management/counts', { as: 'handler' })).status).toBe(403);
  });
});
