import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type RunningComplaints, runComplaints } from '../../complaints.fixture.ts';

jest.setTimeout(60_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints();
});
afterAll(() => service?.stop());

const post = (id: string, name: string, body: object = {}) =>
  service.call('POST', `/v1/complaints/${id}/${name}`, { body, as: 'handler' });

describe('trouble tickets', () => {
  it('follow a complaint from its opening to its end', async () => {
    const { id, number } = await service.open({ category: 'defect' });
    const ticket = async () => (await service.call('GET', `/v1/tmf/troubleTicket/${id}`, { as: 'crm' })).body;
    expect(await ticket()).toMatchObject({
      id,
      href: `/v1/tmf/troubleTicket/${id}`,
      '@type': 'TroubleTicket',
      name: `${number}: defect`,
      description: 'The keys did not fit.',
      status: 'acknowledged',
      priority: 'Medium',
      expectedResolutionDate: expect.stringMatching(/Z$/),
    });
    for (const command of ['acknowledge', 'investigate', 'wait-for-customer']) await post(id, command);
    await post(id, 'note', { text: 'Asked for a photo.', onBehalfOf: 'anna' });
    expect(await ticket()).toMatchObject({ status: 'pending', note: [{ author: 'anna', text: 'Asked for a photo.' }] });
    await post(id, 'answer', { outcome: 'upheld', reasons: ['defect'], channel: 'email', text: 'Replaced.' });
    await post(id, 'resolve');
    await post(id, 'close');
    const closed = await ticket();
    expect(closed).toMatchObject({ status: 'closed', resolutionDate: expect.stringMatching(/Z$/) });
    expect(closed.note.map(({ text }: { text: string }) => text)).toEqual(['Asked for a photo.', 'Replaced.']);
    expect(closed.statusChangeHistory.map(({ status }: { status: string }) => status)).toEqual([
      'acknowledged',
      'inProgress',
      'pending',
      'inProgress',
      'resolved',
      'closed',
    ]);
  });

  it('are listed bare, by their own statuses, and name the next page', async () => {
    const { id } = await service.open({ customer: 'crm-tmf' });
    const other = await service.open({ customer: 'crm-tmf' });
    await post(other.id, 'withdraw', { reason: 'Found the keys.' });
    const list = (query: string) => service.call('GET', `/v1/tmf/troubleTicket?customer=crm-tmf&${query}`);
    const cancelled = await list('status=cancelled,rejected');
    expect(cancelled.body).toMatchObject([{ id: other.id, status: 'cancelled' }]);
    const first = await list('limit=1');
    expect([first.body[0].id, first.headers.get('x-result-count')]).toEqual([other.id, '1']);
    const next = /^<([^>]+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const second = await service.call('GET', next);
    expect([second.body[0].id, second.headers.get('link')]).toEqual([id, null]);
  });

  it('that are not there are 404, and what is no status is 400', async () => {
    const missing = await service.call('GET', '/v1/tmf/troubleTicket/01926f3a-7c1e-7b54-9d0e-00000000dead');
    expect([missing.status, missing.body.code]).toEqual([404, 'complaint.not-found']);
    expect((await service.call('GET', '/v1/tmf/troubleTicket?status=received')).status).toBe(400);
  });
});
