import { newId } from '@harken/messaging';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { quickPolicy, type RunningComplaints, runComplaints } from '../complaints.fixture.ts';

jest.setTimeout(40_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints();
  const policy = { ...quickPolicy(3600), straightToManagement: ['safety', 'third_complaint'] };
  expect((await put('/v1/response-policy', policy)).status).toBe(200);
});
afterAll(() => service?.stop());

const put = (path: string, body: unknown, headers = {}) => service.call('PUT', path, { body, headers });
const post = (path: string, body: unknown = {}) => service.call('POST', path, { body });
const get = async (path: string) => (await service.call('GET', path)).body;
const customer = () => `crm-${newId()}`;
const open = (of: string, different: object = {}) =>
  service.open({ customer: of, category: 'keys', text: 'The keys did not fit the front door.', ...different });
const again = { text: 'Keys do not fit the front door, again!' };
const duplicatesOf = (id: string) => get(`/v1/complaints/${id}/duplicates`);

describe('duplicates', () => {
  it('are proposed at the opening with a score, on both complaints and in the list', async () => {
    const of = customer();
    const [first, second] = [await open(of), await open(of, again)];
    const [proposal, ...others] = await duplicatesOf(second.id);
    expect(others).toEqual([]);
    expect(proposal).toMatchObject({
      complaintId: second.id,
      of: first.id,
      ofNumber: first.number,
      status: 'open',
      customer: of,
    });
    expect(proposal.score).toBeGreaterThan(0.5);
    expect(await duplicatesOf(first.id)).toEqual([proposal]);
    expect((await get('/v1/duplicate-proposals?status=open&limit=500')).items).toContainEqual(proposal);
    expect((await service.call('GET', `/v1/complaints/${newId()}/duplicates`)).status).toBe(404);
  });

  it.each([
    ['customer', {}, true],
    ['touchpoint', { touchpoint: 'viewing' }, false],
    ['category', { category: 'noise' }, false],
    ['text', { text: 'The lift is out of order since Monday.' }, false],
  ])('are of the same %s', async (_, different, otherCustomer) => {
    const of = customer();
    await open(of);
    const { id } = await open(otherCustomer ? customer() : of, { ...again, ...different });
    expect(await duplicatesOf(id)).toEqual([]);
  });

  it.each([
    ['Chinese', '钥匙打不开新房子的大门', '新房子的大门，钥匙还是打不开！'],
    ['Thai', 'กุญแจไม่พอดีกับประตูหน้าบ้าน', 'กุญแจ ไม่พอดีกับ ประตูหน้าบ้านเลยครับ'],
  ])('are found in %s as well', async (_, text, repeated) => {
    const of = customer();
    await open(of, { text });
    expect(await duplicatesOf((await open(of, { text: repeated })).id)).toHaveLength(1);
  });

  it('are not older than the window, and neither withdrawn nor duplicates themselves', async () => {
    const of = customer();
    const [old, withdrawn] = [await open(of), await open(of)];
    await service.database.dataSource.query(
      "UPDATE complaints SET occurred_at = occurred_at - interval '15 days' WHERE id = $1",
      [old.id],
    );
    await post(`/v1/complaints/${withdrawn.id}/withdraw`);
    expect(await duplicatesOf((await open(of)).id)).toEqual([]);
  });

  it('that come in side by side are found: the later one is the duplicate of the earlier one', async () => {
    const of = customer();
    await service.tellOfCustomer({ externalId: of, customerId: newId() }, 1);
    await eventually(async () =>
      expect(
        await service.database.dataSource.query('SELECT 1 FROM customers WHERE external_id = $1', [of]),
      ).toHaveLength(1),
    );
    const opened = await Promise.all(Array.from({ length: 4 }, () => open(of)));
    const pairs = await service.database.dataSource.query(
      'SELECT 1 FROM duplicate_proposals WHERE complaint_id = ANY($1)',
      [opened.map(({ id }) => id)],
    );
    expect(pairs).toHaveLength(6);
    expect(opened.filter(({ flags }) => flags.includes('third_complaint'))).toHaveLength(2);
  });

  it('of feedback that comes in one batch are found too', async () => {
    const of = { customerId: newId(), externalId: customer(), segments: [], tier: null, stage: null, language: null };
    const said = {
      customer: of,
      text: 'The lift is broken again, nobody comes.',
      touchpoint: 'living',
      category: 'lift',
    };
    await service.hear(said, said);
    await eventually(async () => {
      const { items } = await get(`/v1/complaints?customer=${of.externalId}`);
      expect(items).toHaveLength(2);
      const both = await Promise.all(items.map(({ id }: { id: string }) => duplicatesOf(id)));
      expect(both.flat()).toHaveLength(2);
    });
  });
});

describe('a proposed link', () => {
  const proposed = async () => {
    const of = customer();
    const [first, second] = [await open(of), await open(of)];
    const [proposal] = await duplicatesOf(second.id);
    return { first, second, proposal };
  };
  const judge = (id: string, verb: string, body: object) =>
    post(`/v1/duplicate-proposals/${id}/${verb}`, { onBehalfOf: 'anna', ...body });

  it('is accepted as a duplicate: the later complaint ends, and its customer gets a reply', async () => {
    const { first, second, proposal } = await proposed();
    const accepted = await judge(proposal.id, 'accept', { as: 'duplicate', reason: 'Written twice.' });
    expect(accepted).toMatchObject({ status: 200, body: { status: 'accepted', as: 'duplicate', decidedBy: 'anna' } });
    const duplicate = await get(`/v1/complaints/${second.id}`);
    expect(duplicate).toMatchObject({ status: 'duplicate', duplicateOf: first.id, answers: [{ kind: 'duplicate' }] });
    expect(await judge(proposal.id, 'refuse', { reason: 'No.' })).toMatchObject({
      status: 409,
      body: { code: 'duplicate-proposal.already-decided' },
    });
  });

  it('is accepted as related: both go on, linked', async () => {
    const { first, second, proposal } = await proposed();
    expect((await judge(proposal.id, 'accept', { as: 'related' })).status).toBe(200);
    expect(await get(`/v1/complaints/${second.id}`)).toMatchObject({
      status: 'received',
      links: [{ to: first.id, kind: 'related' }],
    });
  });

  it('is refused with a reason, which the history keeps, and not proposed again', async () => {
    const { first, second, proposal } = await proposed();
    expect((await judge(proposal.id, 'refuse', {})).status).toBe(400);
    expect(await judge(proposal.id, 'refuse', { reason: 'Another door.' })).toMatchObject({
      status: 200,
      body: { status: 'refused', reason: 'Another door.', as: null },
    });
    const { items } = await get(`/v1/complaints/${second.id}/history`);
    expect(items.at(-1)).toMatchObject({
      action: 'refuse-duplicate',
      onBehalfOf: 'anna',
      reason: 'Another door.',
      to: first.id,
    });
    await service.database.dataSource.query(
      `INSERT INTO duplicate_proposals (id, complaint_id, of, score, status, proposed_at) VALUES ($1, $2, $3, 1, 'open', now())
       ON CONFLICT (least(complaint_id, of), greatest(complaint_id, of)) DO NOTHING`,
      [newId(), first.id, second.id],
    );
    expect(await duplicatesOf(first.id)).toMatchObject([{ id: proposal.id, status: 'refused' }]);
  });

  it('changes nothing when the complaint does not let it, and is gone from the open ones', async () => {
    const { second, proposal } = await proposed();
    await post(`/v1/complaints/${second.id}/withdraw`);
    expect(await judge(proposal.id, 'accept', { as: 'duplicate' })).toMatchObject({
      status: 409,
      body: { code: 'complaint.already-closed' },
    });
    expect(await duplicatesOf(second.id)).toMatchObject([{ status: 'open' }]);
    const { items } = await get('/v1/duplicate-proposals?status=open&limit=500');
    expect(items.map(({ id }: { id: string }) => id)).not.toContain(proposal.id);
    expect(await judge(newId(), 'accept', { as: 'related' })).toMatchObject({
      status: 404,
      body: { code: 'duplicate-proposal.not-found' },
    });
  });
});

describe('the third complaint of a customer', () => {
  it('within the window is flagged and goes straight to management; withdrawn ones and duplicates do not count', async () => {
    const of = customer();
    const [first, second] = [await open(of), await open(of, { touchpoint: 'viewing' })];
    const withdrawn = await open(of, { touchpoint: 'waiting', text: 'Never mind.' });
    expect([first, second].flatMap(({ flags }) => flags)).toEqual([]);
    expect(withdrawn.flags).toEqual(['third_complaint']);
    await post(`/v1/complaints/${second.id}/withdraw`);
    await post(`/v1/complaints/${withdrawn.id}/withdraw`);
    expect((await open(of, { touchpoint: 'signing' })).flags).toEqual([]);
    const third = await open(of, { touchpoint: 'living' });
    expect(third).toMatchObject({ flags: ['third_complaint'], escalations: [{ level: 3, reason: 'third_complaint' }] });
  });

  it('counts those of the window only', async () => {
    const of = customer();
    const { id } = await open(of);
    await open(of, { touchpoint: 'viewing' });
    await service.database.dataSource.query(
      "UPDATE complaints SET occurred_at = occurred_at - interval '91 days' WHERE id = $1",
      [id],
    );
    expect((await open(of, { touchpoint: 'living' })).flags).toEqual([]);
  });

  it('is flagged also where the policy does not send it to management', async () => {
    await put('/v1/response-policy', { ...quickPolicy(3600), straightToManagement: ['safety'] });
    const of = customer();
    for (const touchpoint of ['a', 'b']) await open(of, { touchpoint });
    expect(await open(of, { touchpoint: 'c' })).toMatchObject({ flags: ['third_complaint'], escalations: [] });
  });
});

describe('the duplicate policy', () => {
  it('has defaults, is published in versions, and names every fault', async () => {
    const path = '/v1/duplicate-policy';
    expect(await get(path)).toEqual({
      window: 'P14D',
      minimumSimilarity: 0.5,
      repeatWindow: 'P90D',
      repeatCount: 3,
      version: 1,
    });
    const refused = await put(path, { window: 'soon', repeatWindow: 'PT0S' });
    expect(refused).toMatchObject({ status: 400, body: { code: 'duplicate-policy.invalid' } });
    expect(refused.body.errors).toHaveLength(2);
    expect((await put(path, { minimumSimilarity: 2, repeatCount: 1 })).status).toBe(400);
    const published = await put(path, { minimumSimilarity: 0.9 }, { 'if-match': '"1"' });
    expect(published).toMatchObject({ status: 200, body: { version: 2, minimumSimilarity: 0.9, window: 'P14D' } });
    expect(await put(path, {}, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { code: 'duplicate-policy.stale' },
    });
    const of = customer();
    await open(of);
    expect(await duplicatesOf((await open(of, again)).id)).toEqual([]);
  });
});
