import { CustomersMerged, CustomersUnmerged, happened } from '@harken/contracts';
import { newId } from '@harken/messaging';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningComplaints, runComplaints } from '../complaints.fixture.ts';

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints();
}, 60_000);
afterAll(() => service?.stop());

interface Named {
  readonly customerId: string;
  readonly externalId: string;
  readonly segments: string[];
  readonly tier: string | null;
  readonly stage: string | null;
  readonly language: string | null;
}
const customer = (tier: string): Named => {
  const customerId = newId();
  return { customerId, externalId: `crm-${customerId}`, segments: [], tier, stage: null, language: null };
};
const at = '2026-03-02T09:15:00.000Z';
const merge = (kept: Named, { customerId, externalId }: Named) =>
  service.publish(happened(CustomersMerged, customerId, { customer: kept, merged: { customerId, externalId }, at }));
const undo = (kept: Named, merged: Named) =>
  service.publish(happened(CustomersUnmerged, merged.customerId, { customer: kept, merged, at }));
const known = async (...all: Named[]) => {
  for (const one of all) await service.tellOfCustomer(one, 1);
  await eventually(async () =>
    expect(
      await service.database.dataSource.query('SELECT FROM customers WHERE known AND external_id = ANY ($1)', [
        all.map(({ externalId }) => externalId),
      ]),
    ).toHaveLength(all.length),
  );
};
const read = async (id: string) => (await service.call('GET', `/v1/complaints/${id}`)).body;
const listed = async (reference: string): Promise<string[]> =>
  (await service.call('GET', `/v1/complaints?customer=${reference}`)).body.items
    .map(({ id }: { id: string }) => id)
    .sort();

describe('complaints of a customer who is merged into another', () => {
  it('open and ended ones follow, with the facts of who it is now, and go back with what they had', async () => {
    const [kept, merged] = [customer('gold'), customer('iron')];
    await known(kept, merged);
    const own = await service.open({ customer: kept.externalId });
    const open = await service.open({ customer: merged.externalId });
    const ended = await service.open({ customer: merged.externalId });
    await service.call('POST', `/v1/complaints/${ended.id}/withdraw`, { body: {} });
    await merge(kept, merged);
    await eventually(async () => expect((await read(ended.id)).customer).toBe(kept.externalId));
    expect(await read(open.id)).toMatchObject({ customer: kept.externalId, customerId: kept.customerId, tier: 'gold' });
    expect((await read(open.id)).status).toBe(open.status);
    const all = [own.id, open.id, ended.id].sort();
    for (const name of [kept.externalId, merged.externalId, `id:${kept.customerId}`, `id:${merged.customerId}`])
      expect([name, await listed(name)]).toEqual([name, all]);
    const { items } = (await service.call('GET', `/v1/complaints/${open.id}/history`)).body;
    expect(items.at(-1)).toMatchObject({ action: 'customer-merged' });
    const since = await service.open({ customer: merged.externalId });
    expect(since).toMatchObject({ customer: kept.externalId, tier: 'gold' });
    await undo(kept, merged);
    await eventually(async () => expect((await read(ended.id)).customer).toBe(merged.externalId));
    expect(await read(open.id)).toMatchObject({ customer: merged.externalId, tier: 'iron' });
    expect(await listed(kept.externalId)).toEqual([own.id, since.id].sort());
    const told = (await service.eventsOf(open.id)).map(({ type }) => type);
    expect(told.slice(-2)).toEqual(['customer-changed', 'customer-changed']);
  });

  it('count together for the third complaint', async () => {
    const [kept, merged] = [customer('gold'), customer('iron')];
    await known(kept, merged);
    const text = 'The lift is broken again, nobody comes.';
    await service.open({ customer: kept.externalId, text });
    const other = await service.open({ customer: merged.externalId, text: 'Where is my invoice?' });
    await merge(kept, merged);
    await eventually(async () => expect((await read(other.id)).customer).toBe(kept.externalId));
    expect((await service.open({ customer: merged.externalId, text: 'No hot water.' })).flags).toContain(
      'third_complaint',
    );
  });

  it('from feedback that was recorded for the merged one and comes late open for who it is now, and go back', async () => {
    const [kept, merged] = [customer('gold'), customer('iron')];
    await known(kept, merged);
    await merge(kept, merged);
    const [feedbackId] = await service.hear({ customer: merged });
    const found = () =>
      service.database.dataSource.query('SELECT id, customer FROM complaints WHERE feedback_id = $1', [feedbackId]);
    await eventually(async () => expect(await found()).toMatchObject([{ customer: kept.externalId }]));
    await undo(kept, merged);
    await eventually(async () => expect(await found()).toMatchObject([{ customer: merged.externalId }]));
  });

  it('and everything of it end the same when merging runs beside opening', async () => {
    const [kept, merged] = [customer('gold'), customer('iron')];
    await known(kept, merged);
    const opening = Array.from({ length: 12 }, (_, n) =>
      service.open({ customer: (n % 2 ? kept : merged).externalId, text: `Number ${n} ${newId()}` }),
    );
    await merge(kept, merged);
    const opened = await Promise.all(opening);
    await eventually(async () =>
      expect(await listed(kept.externalId)).toEqual(opened.map(({ id }: { id: string }) => id).sort()),
    );
    const rows = await service.database.dataSource.query('SELECT FROM complaints WHERE customer = $1', [
      merged.externalId,
    ]);
    expect(rows).toHaveLength(0);
  });
});

describe('a complaint by a person', () => {
  it('names the customer by our id as well', async () => {
    const one = customer('gold');
    await known(one);
    expect(await service.open({ customer: `id:${one.customerId}` })).toMatchObject({ customer: one.externalId });
    const nobody = await service.open({ customer: `id:${newId()}` });
    expect(nobody.code).toBe('customer.not-found');
  });
});
