import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type RunningComplaints, runComplaints } from '../../complaints.fixture.ts';

jest.setTimeout(60_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints();
});
afterAll(() => service?.stop());

const post = async (id: string, name: string, body: object = {}) => {
  const { status, body: answer } = await service.call('POST', `/v1/complaints/${id}/${name}`, { body, as: 'handler' });
  expect([status, answer.code]).toEqual([status < 300 ? status : 200, undefined]);
};
const file = async (id: string) => (await service.call('GET', `/v1/complaints/${id}/file`, { as: 'handler' })).body;

describe('the file of a complaint', () => {
  it('has the complaint as it is read by itself', async () => {
    const { id } = await service.open({ text: 'My lawyer will sue you.' });
    await post(id, 'answer', { outcome: 'upheld', reasons: ['defect'], channel: 'email', text: 'Sorry.' });
    const [{ complaint }, alone] = [await file(id), (await service.call('GET', `/v1/complaints/${id}`)).body];
    const still = ({ clocks, ...rest }: { clocks: object[] }) => ({
      ...rest,
      clocks: clocks.map((clock) => ({ ...clock, remainingSeconds: null })),
    });
    expect(still(complaint)).toEqual(still(alone));
  });

  it('has the customer and its earlier complaints, newest first, and no later ones', async () => {
    const customer = 'crm-file';
    const [first, second, third] = [
      await service.open({ customer, category: 'noise' }),
      await service.open({ customer, category: 'smell' }),
      await service.open({ customer }),
    ];
    await post(first.id, 'reject', { reasons: ['quiet'], channel: 'email', text: 'It is quiet.' });
    expect(await file(second.id)).toMatchObject({
      customer: { externalId: customer, id: first.customerId, complaints: { total: 3, open: 2 }, tier: null },
      earlier: [
        { id: first.id, category: 'noise', status: 'rejected', outcome: 'rejected', endedAt: expect.any(String) },
      ],
    });
    const { earlier } = await file(third.id);
    expect(earlier.map(({ id }: { id: string }) => id)).toEqual([second.id, first.id]);
    expect(earlier[0].openedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(earlier[0]).not.toHaveProperty('outcome');
  });

  it('lists in one order what happened, with messages, answers and compensations', async () => {
    const { id } = await service.open({ text: 'My lawyer will sue you.' });
    await post(id, 'note', { text: 'Calls back at five.', onBehalfOf: 'anna' });
    await post(id, 'compensations', {
      kind: 'refund',
      amount: { minor: 1200, currency: 'EUR' },
      description: 'New lock.',
      onBehalfOf: 'anna',
    });
    await post(id, 'answer', {
      outcome: 'upheld',
      reasons: ['defect'],
      channel: 'email',
      text: 'Sorry.',
      onBehalfOf: 'anna',
    });
    await post(id, 'messages', { direction: 'in', channel: 'email', text: 'Thank you.' });
    const { timeline, timelineComplete, compensations } = await file(id);
    const told = timeline.map(({ kind, action, text, level }: Record<string, unknown>) => [
      kind,
      action ?? text ?? level,
    ]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['change', 'open'],
        ['escalation', 3],
        ['change', 'note'],
        ['answer', 'Sorry.'],
        ['message', 'Thank you.'],
      ]),
    );
    expect(told.filter(([kind]: string[]) => kind === 'compensation')).toHaveLength(1);
    const times = timeline.map(({ at }: { at: string }) => at);
    expect(times).toEqual([...times].sort());
    expect(timelineComplete).toBe(true);
    expect(compensations).toMatchObject([
      {
        type: 'refund',
        amount: { minor: 1200, currency: 'EUR' },
        proposedBy: 'anna',
        proposedAt: expect.stringMatching(/Z$/),
      },
    ]);
  });

  it('shows possible duplicates, from either side', async () => {
    const said = { customer: 'crm-twice', category: 'lock', text: 'The front door lock is stuck again.' };
    const [first, second] = [await service.open(said), await service.open(said)];
    for (const [one, other] of [
      [first, second],
      [second, first],
    ])
      expect((await file(one.id)).duplicates).toMatchObject([
        { complaintId: other.id, number: other.number, score: 1 },
      ]);
  });

  it('says what remains of a clock in the time of its calendar', async () => {
    const week = Object.fromEntries(
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
        day,
        [{ from: '00:00', to: '12:00' }],
      ]),
    );
    await service.call('PUT', '/v1/calendars/mornings', {
      body: { name: 'Mornings', zone: 'UTC', week, effectiveFrom: '2020-01-01T00:00:00.000Z' },
      as: 'ops',
    });
    const { id } = await service.open();
    // Any two days have twenty-four open hours.
    await service.database.dataSource.query(
      `UPDATE clocks SET calendar = 'mornings', due_at = clock_timestamp() + interval '48 hours'
        WHERE complaint_id = $1 AND clock = 'resolution'`,
      [id],
    );
    const { complaint } = await file(id);
    const clock = complaint.clocks.find((one: { clock: string }) => one.clock === 'resolution');
    expect(clock).toMatchObject({ calendar: 'mornings', state: 'running' });
    expect(clock.remainingSeconds).toBeGreaterThan(24 * 3600 - 60);
    expect(clock.remainingSeconds).toBeLessThanOrEqual(24 * 3600);
  });

  it('of no complaint is 404', async () => {
    const { status, body } = await service.call('GET', '/v1/complaints/01926f3a-7c1e-7b54-9d0e-00000000dead/file');
    expect([status, body.code]).toEqual([404, 'complaint.not-found']);
  });
});
