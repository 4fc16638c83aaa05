import { expectStatus, type Page } from '@harken/simulator';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seedCompany } from '../harness/seed-company.ts';
import { type System, startSystem } from '../harness/system.ts';

const phoned = { customer: 'c-1', text: 'The lift is broken.', channel: 'phone' };

describe('an Idempotency-Key', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
    await seedCompany(system, { acknowledge: 'PT600S', firstResponse: 'PT600S' });
  }, 240_000);
  afterAll(() => system?.stop(), 60_000);
  const post = (body: unknown, key: string) =>
    system
      .api('complaints', 'call_centre')
      .post<{ id: string; code?: string }>('/v1/complaints', body, { 'idempotency-key': key });
  const count = async (customer: string) => {
    const path = `/v1/complaints?customer=${customer}`;
    return expectStatus(await system.api('complaints', 'handler').get<Page<unknown>>(path), 200).items.length;
  };

  it('gives the same status and body for the same request, and one effect', async () => {
    const first = await post(phoned, 'call-1');
    const again = await post(phoned, 'call-1');
    expect(first.status).toBe(201);
    expect({ status: again.status, body: again.body }).toEqual({ status: first.status, body: first.body });
    expect(await count('c-1')).toBe(1);
  });

  it('is refused with another body', async () => {
    const other = await post({ ...phoned, text: 'Something else.' }, 'call-1');
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency.key-reused' } });
  });

  it('lets one of many at once through; the others get a conflict or the same answer', async () => {
    const body = { ...phoned, customer: 'c-2' };
    const answers = await Promise.all(Array.from({ length: 12 }, () => post(body, 'call-2')));
    const taken = answers.filter(({ status }) => status === 201);
    expect(taken.length).toBeGreaterThan(0);
    expect(new Set(taken.map((answer) => answer.body.id)).size).toBe(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 201)) {
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'idempotency.in-flight' });
    }
    expect(await count('c-2')).toBe(1);
  });

  it('belongs to one client: another client may use the same', async () => {
    const body = { ...phoned, customer: 'c-3' };
    const headers = { 'idempotency-key': 'call-3' };
    const one = await system.api('complaints', 'call_centre').post<{ id: string }>('/v1/complaints', body, headers);
    const two = await system.api('complaints', 'handler').post<{ id: string }>('/v1/complaints', body, headers);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(one.body.id).not.toBe(two.body.id);
  });

  it('has at most 255 characters', async () => {
    expect((await post(phoned, 'k'.repeat(255))).status).toBe(201);
    expect((await post(phoned, 'k'.repeat(256))).status).toBe(400);
  });

  it('may be missing: then (source, id) identifies a repeat of feedback', async () => {
    const feedback = {
      source: 'crm',
      id: 'f-1',
      customer: 'c-9',
      method: 'survey',
      answers: { nps: 9 },
      occurredAt: '2026-03-02T09:15:00Z',
    };
    const crm = system.api('feedback', 'crm');
    const first = await crm.post<{ id: string }>('/v1/feedback', feedback);
    const again = await crm.post<{ id: string }>('/v1/feedback', feedback);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body.id).toBe(first.body.id);
  });

  it('repeats a refusal of the domain, too', async () => {
    const complaint = await post({ ...phoned, customer: 'c-4' }, 'call-4');
    const close = () =>
      system
        .api('complaints', 'handler')
        .post(`/v1/complaints/${complaint.body.id}/close`, {}, { 'idempotency-key': 'close-4' });
    const [first, again] = [await close(), await close()];
    expect([first.status, again.status]).toEqual([409, 409]);
    expect(again.body).toMatchObject({ code: 'complaint.answer-missing' });
  });
});
