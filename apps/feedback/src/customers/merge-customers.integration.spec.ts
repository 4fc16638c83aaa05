import { CustomerChanged, CustomersMerged, CustomersUnmerged } from '@harken/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningFeedback, runFeedback, someFeedback, someInteraction } from '../feedback.fixture.ts';

let app: RunningFeedback;
beforeAll(async () => {
  app = await runFeedback();
}, 60_000);
afterAll(() => app?.stop());

const put = (id: string, body: object) => app.call('PUT', `/v1/customers/${id}`, { body });
const get = async (id: string) => (await app.call('GET', `/v1/customers/${id}`)).body;
const merge = (kept: string, merged: string) =>
  app.call('POST', `/v1/customers/${kept}/merge`, { body: { with: merged }, as: 'supervisor' });
const undo = (kept: string, merged: string) =>
  app.call('POST', `/v1/customers/${kept}/undo-merge`, { body: { with: merged }, as: 'supervisor' });
const visit = (customer: string) => app.call('POST', '/v1/interactions', { body: someInteraction({ customer }) });
const said = (customer: string) =>
  app.call('POST', '/v1/feedback', { body: someFeedback({ customer, text: 'Fine.' }) });
const timeline = async (id: string): Promise<string[]> =>
  (await app.call('GET', `/v1/customers/${id}/timeline`, { as: 'handler' })).body.items
    .map(({ id: entry }: { id: string }) => entry)
    .sort();
const sorted = (...replies: { readonly body: { readonly id: string } }[]) => replies.map(({ body }) => body.id).sort();

describe('merging customers', () => {
  it('joins profile and timeline, keeps both external ids, and says what comes from where', async () => {
    await put('m1', { name: 'Ann', segments: ['owner'] });
    await put('m2', { name: 'Anne', tier: 'gold', segments: ['tenant'] });
    const records = [await visit('m1'), await said('m1'), await visit('m2'), await said('m2')];
    const merged = await merge('m1', 'm2');
    expect([merged.status, merged.body]).toMatchObject([
      200,
      {
        ...{ externalId: 'm1', name: 'Ann', tier: 'gold', segments: ['owner', 'tenant'] },
        merged: [{ externalId: 'm2', fields: ['segments', 'tier'] }],
      },
    ]);
    expect(await get('m2')).toEqual(await get('m1'));
    expect(await timeline('m2')).toEqual(sorted(...records));
    const since = await said('m2');
    expect(since.body).toMatchObject({ customer: 'm1', customerId: merged.body.id });
    const list = (await app.call('GET', '/v1/feedback?customer=m2', { as: 'handler' })).body.items;
    expect(list.map(({ customer }: { customer: string }) => customer)).toEqual(['m1', 'm1', 'm1']);
    expect((await app.call('GET', '/v1/customers?query=anne', { as: 'handler' })).body.items).toMatchObject([
      { externalId: 'm1' },
    ]);
  });

  it('is undone to exactly what was before, and what came in since stays', async () => {
    await put('u1', { name: 'Uma' });
    await put('u2', { tier: 'gold', consents: { surveys: false } });
    const [before1, before2] = [await get('u1'), await get('u2')];
    const [old1, old2] = [await visit('u1'), await said('u2')];
    await merge('u1', 'u2');
    const since = [await said('u2'), await visit('u1')];
    const undone = await undo('u1', 'u2');
    expect([undone.status, undone.body]).toEqual([200, before1]);
    expect(await get('u2')).toEqual(before2);
    expect([await timeline('u1'), await timeline('u2')]).toEqual([sorted(old1, ...since), sorted(old2)]);
    const again = await undo('u1', 'u2');
    expect([again.status, again.body]).toEqual([200, before1]);
  });

  it('takes a profile under the merged id as what that record says, also for an undoing', async () => {
    await put('p1', { name: 'Pim' });
    await put('p2', { tier: 'silver' });
    await merge('p1', 'p2');
    const pushed = await put('p2', { name: 'Other', tier: 'gold', language: 'th' });
    expect(pushed.body).toMatchObject({ externalId: 'p1', name: 'Pim', tier: 'gold', language: 'th' });
    expect((await put('p1', { name: 'Pim B', tier: 'iron' })).body).toMatchObject({
      name: 'Pim B',
      tier: 'iron',
      language: 'th',
    });
    await undo('p1', 'p2');
    expect(await get('p1')).toMatchObject({ name: 'Pim B', tier: 'iron', language: null });
    expect(await get('p2')).toMatchObject({ name: 'Other', tier: 'gold', language: 'th' });
  });

  it('of merged customers ends at one, without chains (a <- b <- c)', async () => {
    for (const id of ['x-a', 'x-b', 'x-c']) await visit(id);
    await merge('x-b', 'x-c');
    await merge('x-a', 'x-b');
    expect((await get('x-c')).externalId).toBe('x-a');
    expect(await timeline('x-c')).toHaveLength(3);
    await undo('x-a', 'x-b');
    expect([(await get('x-c')).externalId, (await timeline('x-a')).length, (await timeline('x-b')).length]).toEqual([
      'x-b',
      1,
      2,
    ]);
  });

  it('is refused with a code', async () => {
    for (const id of ['r1', 'r2', 'r3']) await put(id, { name: id });
    expect(await merge('r1', 'nobody')).toMatchObject({ status: 404, body: { code: 'customer.not-found' } });
    expect(await merge('r1', 'r1')).toMatchObject({ status: 409, body: { code: 'customer.same' } });
    expect(await undo('r1', 'r2')).toMatchObject({ status: 409, body: { code: 'customer.not-merged' } });
    await merge('r1', 'r2');
    expect(await merge('r3', 'r2')).toMatchObject({ status: 409, body: { code: 'customer.merged-elsewhere' } });
    await app.service.dataSource.query(
      "UPDATE customers SET merged_at = merged_at - interval '31 days' WHERE external_id = 'r2'",
    );
    expect(await undo('r1', 'r2')).toMatchObject({ status: 409, body: { code: 'customer.merge-final' } });
    expect((await app.call('POST', '/v1/customers/r1/merge', { body: { with: 'r3' }, as: 'handler' })).status).toBe(
      403,
    );
  });

  it('tells other services, with a version that only grows', async () => {
    await put('e1', { tier: 'gold' });
    await put('e2', { tier: 'silver' });
    await merge('e1', 'e2');
    await undo('e1', 'e2');
    const of = async (type: string) =>
      (await app.published(type)).filter(({ data }) => JSON.stringify(data).includes('"e2"'));
    const [merged] = await of(CustomersMerged.type);
    const [unmerged] = await of(CustomersUnmerged.type);
    expect([merged?.data, unmerged?.data]).toMatchObject([
      { customer: { externalId: 'e1' }, merged: { externalId: 'e2' } },
      { customer: { externalId: 'e1' }, merged: { externalId: 'e2', tier: 'silver' } },
    ]);
    const versions = (await app.published(CustomerChanged.type))
      .map(({ data }) => data as { customer: { externalId: string }; version: number })
      .filter(({ customer }) => customer.externalId === 'e1')
      .map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });

  it('side by side with intake for both loses nothing, and gives back what was recorded before', async () => {
    await put('c1', { name: 'One' });
    await put('c2', { name: 'Two' });
    const sent: Promise<{ status: number; body: { id: string } }>[] = [];
    const both = ['c1', 'c2'];
    for (let n = 0; n < 60; n += 1) {
      sent.push(n % 2 ? visit(both[n % 2] as string) : said(both[(n / 2) % 2] as string));
      if (n === 20) sent.push(merge('c1', 'c2'));
      if (n % 10 === 5) sent.push(put(both[n % 2] as string, { name: `N${n}` }));
    }
    const replies = await Promise.all(sent);
    expect(replies.map(({ status }) => status).filter((status) => status >= 300)).toEqual([]);
    expect(await timeline('c1')).toHaveLength(50);
    const page2 = await app.call('GET', '/v1/feedback?customer=c1&limit=500', { as: 'handler' });
    const visits = await app.call('GET', '/v1/interactions?customer=c2&limit=500', { as: 'handler' });
    expect(page2.body.items.length + visits.body.items.length).toBe(60);
    await undo('c1', 'c2');
    const lists = await Promise.all(
      ['feedback?customer=c1', 'feedback?customer=c2', 'interactions?customer=c1', 'interactions?customer=c2'].map(
        async (list) => (await app.call('GET', `/v1/${list}&limit=500`, { as: 'handler' })).body.items.length,
      ),
    );
    expect(lists.reduce((sum, n) => sum + n, 0)).toBe(60);
  });

  it('from both sides at once ends with one of them', async () => {
    await put('b1', { name: 'One' });
    await put('b2', { name: 'Two' });
    const statuses = (await Promise.all([merge('b1', 'b2'), merge('b2', 'b1')])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
  });
});
