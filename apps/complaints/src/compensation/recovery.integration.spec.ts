import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type CallOptions, quickPolicy, type RunningComplaints, runComplaints } from '../complaints.fixture.ts';

jest.setTimeout(60_000);

let service: RunningComplaints;
/** A key of a person. */
let ben: { readonly key: string };
beforeAll(async () => {
  service = await runComplaints(2);
  ben = { key: await service.keyOf('handler', 'ben-desk', 'ben') };
});
afterAll(() => service?.stop());

const limits = {
  limits: [
    { role: 'handler', currency: 'EUR', upTo: 5_000 },
    { role: 'manager', currency: 'EUR', upTo: 100_000 },
    { role: 'manager', currency: 'HKD', upTo: 100_000 },
  ],
  fourEyesAbove: [{ currency: 'EUR', amount: 2_000 }],
};
const publish = (different: object = {}, options: CallOptions = {}) =>
  service.call('PUT', '/v1/compensation-limits', { body: { ...limits, ...different }, as: 'ops', ...options });
const refund = (minor: number, currency = 'EUR') => ({
  kind: 'refund',
  amount: { minor, currency },
  description: 'Changed at her own cost.',
  onBehalfOf: 'anna',
});
const propose = (complaintId: string, body: object, options: CallOptions = {}) =>
  service.call('POST', `/v1/complaints/${complaintId}/compensations`, { as: 'handler', ...options, body });
const act = (id: string, action: string, body: object, options: CallOptions = {}) =>
  service.call('POST', `/v1/compensations/${id}/${action}`, { as: 'handler', ...options, body });
const read = async (id: string) => (await service.call('GET', `/v1/compensations/${id}`)).body;
const typesOf = async (complaintId: string) =>
  (await service.eventsOf(complaintId))
    .map(({ type }) => type.replace('harken.complaints.', ''))
    .filter((type) => type.startsWith('compensation'));

describe('compensation limits', () => {
  it('are there from the first day', async () => {
    const { body } = await service.call('GET', '/v1/compensation-limits');
    expect(body).toMatchObject({ version: 1, proposalExpiresAfter: 'P14D', fulfilWithin: 'P7D' });
    expect(body.limits).toContainEqual({ role: 'handler', currency: 'EUR', upTo: 5_000 });
  });

  it('are published whole, in versions, by managers and operators only', async () => {
    expect((await publish({}, { as: 'handler' })).status).toBe(403);
    const put = await publish();
    expect([put.status, put.headers.get('etag')]).toEqual([200, '"2"']);
    expect(put.body).toMatchObject({ managementAbove: [], proposalExpiresAfter: 'P14D' });
    const stale = await publish({}, { headers: { 'if-match': '"1"' } });
    expect([stale.status, stale.body.code]).toEqual([412, 'compensation-limits.stale']);
  });

  it('that cannot be kept are refused with each fault', async () => {
    const { status, body } = await publish({ fulfilWithin: 'soon', fourEyesAbove: [{ currency: 'QQQ', amount: 1 }] });
    expect([status, body.code]).toEqual([400, 'compensation-limits.invalid']);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/fourEyesAbove/0/currency',
      '/fulfilWithin',
    ]);
  });
});

describe('a compensation', () => {
  it('is proposed, refused above the limit, approved by another person, fulfilled by the CRM, with its events in order', async () => {
    const complaint = await service.open();
    const made = await propose(complaint.id, refund(2_500));
    expect(made.status).toBe(201);
    const { id } = made.body;
    expect([made.headers.get('location'), made.headers.get('etag')]).toEqual([`/v1/compensations/${id}`, '"1"']);
    expect(made.body).toMatchObject({
      complaintId: complaint.id,
      customer: complaint.customer,
      status: 'proposed',
      amount: { minor: 2_500, currency: 'EUR' },
      fourEyes: true,
      management: false,
      proposedBy: 'anna',
    });
    const codes = async (...attempts: Promise<{ status: number; body: { code: string } }>[]) =>
      (await Promise.all(attempts)).map(({ status, body }) => `${status} ${body.code}`);
    expect(
      await codes(
        act(id, 'approve', { onBehalfOf: 'somebody else' }),
        act(id, 'approve', { onBehalfOf: 'carl' }, { as: 'call_centre' }),
        act(id, 'fulfilment', { outcome: 'fulfilled' }, { as: 'crm' }),
        act(id, 'approve', {}, { ...ben, headers: { 'if-match': '"7"' } }),
      ),
    ).toEqual([
      '409 compensation.four-eyes',
      '409 compensation.no-limit',
      '409 compensation.transition-forbidden',
      '412 compensation.stale',
    ]);
    expect((await act(id, 'approve', {}, { as: 'crm' })).status).toBe(403);
    const approved = await act(id, 'approve', {}, { ...ben, headers: { 'if-match': '"1"' } });
    expect(approved.body).toMatchObject({ status: 'approved', approvedBy: 'ben', version: 2 });
    const failed = await act(id, 'fulfilment', { outcome: 'failed', reason: 'Account closed.' }, { as: 'crm' });
    expect(failed.body).toMatchObject({ status: 'fulfilment_failed', reason: 'Account closed.' });
    const done = await act(id, 'fulfilment', { outcome: 'fulfilled', reference: 'pay-1' }, { as: 'crm' });
    expect(done.body).toMatchObject({ status: 'fulfilled', reference: 'pay-1', changedBy: 'crm', version: 4 });
    expect(await typesOf(complaint.id)).toEqual([
      'compensation-proposed',
      'compensation-approved',
      'compensation-fulfilment-failed',
      'compensation-fulfilled',
    ]);
    const events = await service.eventsOf(complaint.id);
    const versions = events.map(({ data }) => data.complaint.version);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(new Set(versions).size).toBe(versions.length);
    const now = await service.call('GET', `/v1/complaints/${complaint.id}`);
    expect(now.body.version).toBe(versions.at(-1));
    const { body: history } = await service.call('GET', `/v1/complaints/${complaint.id}/history`);
    expect(history.items.slice(-4)).toMatchObject([
      { action: 'compensation-proposed', onBehalfOf: 'anna', to: id },
      { action: 'compensation-approved', person: 'ben', to: id },
      { action: 'compensation-fulfilment-failed', reason: 'Account closed.' },
      { action: 'compensation-fulfilled', reason: 'pay-1' },
    ]);
  });

  it('in a currency or of an amount that only management approves is on the worklist of management', async () => {
    const policy = { ...quickPolicy(3_600), straightToManagement: ['compensation_above_limit'] };
    expect((await service.call('PUT', '/v1/response-policy', { body: policy, as: 'ops' })).status).toBe(200);
    const complaint = await service.open({ customer: 'crm-boss' });
    const { body } = await propose(complaint.id, refund(10, 'HKD'));
    expect(body.management).toBe(true);
    const open = async () =>
      (await service.call('GET', `/v1/complaints/${complaint.id}`)).body.escalations.filter(
        (one: { closedAt?: string }) => !one.closedAt,
      );
    expect(await open()).toMatchObject([{ level: 3, reason: 'compensation_above_limit' }]);
    const refused = await act(body.id, 'approve', { onBehalfOf: 'ben' });
    expect([refused.status, refused.body.code]).toEqual([409, 'compensation.management-only']);
    expect((await act(body.id, 'approve', { onBehalfOf: 'mara' }, { as: 'manager' })).status).toBe(200);
    expect(await open()).toEqual([]);
  });

  it('above every limit comes before management a second time, after the first was decided', async () => {
    const complaint = await service.open({ customer: 'crm-twice' });
    for (const minor of [6_000, 7_000]) {
      const { body, status } = await propose(complaint.id, refund(minor));
      expect(status).toBe(201);
      const decline = await act(body.id, 'decline', { onBehalfOf: 'mara', reason: 'Too much.' }, { as: 'manager' });
      expect(decline.body).toMatchObject({ status: 'declined', reason: 'Too much.' });
    }
    const { escalations } = (await service.call('GET', `/v1/complaints/${complaint.id}`)).body;
    expect(escalations).toHaveLength(2);
  });

  it.each([
    [{ kind: 'refund', description: '.' }, '/amount', 'compensation.amount-missing'],
    [{ ...refund(1), kind: 'apology' }, '/amount', 'compensation.amount-unwanted'],
    [refund(1, 'QQQ'), '/amount/currency', 'compensation.currency-unknown'],
  ])('%j is refused at %s', async (body, pointer, code) => {
    const { id } = await service.open();
    const answer = await propose(id, body);
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([400, code, pointer]);
  });

  it.each([
    ['fulfilment', { outcome: 'failed' }],
    ['fulfilment', { outcome: 'failed', reason: '.', fulfilledAt: '2026-03-02T10:15:02.000Z' }],
    ['fulfilment', { outcome: 'fulfilled', reason: '.' }],
    ['fulfilment', { outcome: 'fulfilled', fulfilledAt: '2926-03-02T10:15:02.000Z' }],
    ['decline', {}],
    ['cancel', {}],
  ])('takes no %s with %j', async (action, body) => {
    const complaint = await service.open();
    const { id } = (await propose(complaint.id, refund(1))).body;
    if (action === 'fulfilment') await act(id, 'approve', {});
    expect((await act(id, action, body)).status).toBe(400);
  });

  it('is not there for a complaint that is not there', async () => {
    const nobody = '01926f3a-7c1e-7b54-9d0e-00000000ffff';
    expect((await propose(nobody, refund(1))).body.code).toBe('complaint.not-found');
    expect((await service.call('GET', `/v1/complaints/${nobody}/compensations`)).status).toBe(404);
    expect((await act(nobody, 'approve', {})).body.code).toBe('compensation.not-found');
  });

  it('of many that are approved at the same moment by two replicas is approved once', async () => {
    const complaint = await service.open();
    const { id } = (await propose(complaint.id, refund(10))).body;
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => act(id, 'approve', { onBehalfOf: `p${index}` }, { replica: index % 2 })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(await typesOf(complaint.id)).toEqual(['compensation-proposed', 'compensation-approved']);
  });
});

describe('the timers of compensations', () => {
  it('let proposals expire and raise the alarm for what has not come, once each and within a second', async () => {
    await publish({ proposalExpiresAfter: 'PT1S', fulfilWithin: 'PT1S' });
    const made: { complaintId: string; id: string; approved: boolean }[] = [];
    for (let index = 0; index < 12; index += 1) {
      const complaint = await service.open({ customer: `timer-${index % 3}` });
      const { id } = (await propose(complaint.id, refund(10))).body;
      if (index % 2 === 0) await act(id, 'approve', { onBehalfOf: 'ben' });
      made.push({ complaintId: complaint.id, id, approved: index % 2 === 0 });
    }
    await eventually(async () => {
      const { body } = await service.call('GET', '/v1/compensations?limit=12');
      expect(body.items.map(({ status }: { status: string }) => status)).not.toContain('proposed');
      for (const one of body.items) if (one.status === 'approved') expect(one.overdueAt).not.toBeNull();
    });
    for (const { complaintId, id, approved } of made) {
      const one = await read(id);
      expect(one).toMatchObject({ status: approved ? 'approved' : 'expired', changedBy: approved ? 'ben' : 'system' });
      const [due, fired] = approved ? [one.fulfilBy, one.overdueAt] : [one.expiresAt, one.changedAt];
      expect(Date.parse(fired) - Date.parse(due)).toBeGreaterThanOrEqual(0);
      expect(Date.parse(fired) - Date.parse(due)).toBeLessThan(1_000);
      expect((await typesOf(complaintId)).at(-1)).toBe(approved ? 'compensation-overdue' : 'compensation-expired');
    }
    const { body: overdue } = await service.call('GET', '/v1/compensations?overdue=true&customer=timer-0&limit=1');
    expect(overdue.items).toHaveLength(1);
    expect(overdue.next).not.toBeNull();
    const left = await service.database.dataSource.query('SELECT 1 FROM compensations WHERE step_at <= now()');
    expect(left).toEqual([]);
    const doubled = await service.database.dataSource.query(
      `SELECT complaint_id FROM history WHERE action IN ('compensation-expired', 'compensation-overdue')
        GROUP BY complaint_id, "to", action HAVING count(*) > 1`,
    );
    expect(doubled).toEqual([]);
    await publish();
  });
});

describe('what compensation costs', () => {
  it('is summed up per customer, complaint, status and currency; currencies are never added up', async () => {
    const one = await service.open({ customer: 'crm-sum' });
    const other = await service.open({ customer: 'crm-sum' });
    const give = async (complaintId: string, body: object, fulfilled: boolean) => {
      const { id } = (await propose(complaintId, body)).body;
      await act(id, 'approve', { onBehalfOf: 'mara' }, { as: 'manager' });
      if (fulfilled) await act(id, 'fulfilment', { outcome: 'fulfilled' }, { as: 'crm' });
    };
    await give(one.id, refund(1_000), true);
    await give(one.id, refund(500), true);
    await give(one.id, refund(700, 'HKD'), true);
    await give(other.id, refund(30), false);
    await give(other.id, { kind: 'apology', description: 'By letter.' }, true);
    const totals = async (query: string) => (await service.call('GET', `/v1/compensations/totals?${query}`)).body;
    expect(await totals('customer=crm-sum')).toMatchObject({
      spent: [
        { currency: 'EUR', minor: 1_500, count: 2 },
        { currency: 'HKD', minor: 700, count: 1 },
        { currency: null, minor: 0, count: 1 },
      ],
      promised: [{ currency: 'EUR', minor: 30, count: 1 }],
    });
    expect((await totals(`complaint=${other.id}`)).byStatus).toEqual([
      { status: 'approved', currency: 'EUR', minor: 30, count: 1 },
      { status: 'fulfilled', currency: null, minor: 0, count: 1 },
    ]);
    expect((await service.call('GET', '/v1/compensations/totals')).status).toBe(400);
  });
});

describe('the database role of the service', () => {
  const sql = (text: string) => service.database.dataSource.query(text);
  it.each(['DELETE FROM compensations', 'UPDATE compensation_limits SET version = 9', 'DELETE FROM handling_ratings'])(
    'is refused: %s',
    async (statement) => {
      await expect(sql(statement)).rejects.toThrow(/permission denied/);
    },
  );

  it('cannot have the proposer approve what needs four eyes', async () => {
    const complaint = await service.open();
    const { id } = (await propose(complaint.id, refund(2_500))).body;
    await expect(
      sql(`UPDATE compensations SET status = 'approved', approved_at = now(), approved_by = 'ben',
             approver = proposer WHERE id = '${id}'`),
    ).rejects.toMatchObject({ driverError: { constraint: 'compensation_has_four_eyes' } });
  });
});
