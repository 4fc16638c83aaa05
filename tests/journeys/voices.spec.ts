import { expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seedCompany } from '../harness/seed-company.ts';
import { type System, startSystem } from '../harness/system.ts';

interface Feedback {
  readonly id: string;
  readonly version: number;
  readonly complaint: { readonly verdict: string };
}
interface Complaint {
  readonly id: string;
  readonly status: string;
  readonly customer: string | null;
  readonly feedbackId: string | null;
  readonly team: string;
  readonly flags: readonly string[];
}
interface Alert {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

let system: System;
beforeAll(async () => {
  system = await startSystem();
  await seedCompany(system, { touchpoints: ['handover', 'delivery'], acknowledge: 'PT1H', firstResponse: 'PT2H' });
}, 240_000);
afterAll(() => system?.stop(), 60_000);

let counter = 0;
const say = async (said: object): Promise<Feedback> => {
  counter += 1;
  const body = {
    ...{ source: 'journey', id: `f-${counter}`, method: 'survey', touchpoint: 'handover' },
    occurredAt: '2026-03-02T09:15:00.000Z',
    ...said,
  };
  return expectStatus(await system.api('feedback', 'crm').post<Feedback>('/v1/feedback', body), 201);
};
const correct = async (id: string, how: 'supersede' | 'retract', body: object): Promise<Feedback> =>
  expectStatus(await system.api('feedback', 'crm').post<Feedback>(`/v1/feedback/${id}/${how}`, body), 200);

const npsOf = async (touchpoint: string) => {
  const path = `/v1/scores?metric=nps&touchpoint=${touchpoint}`;
  const { items } = expectStatus(
    await system.api('analytics', 'analyst').get<Page<{ n: number; value: number | null }>>(path),
    200,
  );
  return items[0] ? [items[0].n, items[0].value] : [0, null];
};
const complaintOf = (feedbackId: string): Promise<Complaint> =>
  eventually(async () => {
    const { items } = expectStatus(
      await system.api('complaints', 'handler').get<Page<Complaint>>('/v1/complaints?limit=500'),
      200,
    );
    const opened = await Promise.all(items.map(({ id }) => read(id)));
    return opened.find((one) => one.feedbackId === feedbackId) ?? false;
  });
const read = async (id: string): Promise<Complaint> =>
  expectStatus(await system.api('complaints', 'handler').get<Complaint>(`/v1/complaints/${id}`), 200);
const alertsOf = async (type: string): Promise<Alert[]> =>
  expectStatus(await system.api('notifications', 'manager').get<Page<Alert>>(`/v1/alerts?limit=500&types=${type}`), 200)
    .items as Alert[];

describe('voices', () => {
  it('of staff and management are kept by name, count in no score and open nothing', async () => {
    const angry = { answers: { nps: 0 }, kind: 'complaint', text: 'I want my money back!' };
    const staff = await say({ ...angry, voice: 'staff', employee: 'anna' });
    const management = await say({ ...angry, voice: 'management', employee: 'mara' });
    const customer = await say({ customer: 'crm-1', answers: { nps: 10 } });
    expect([staff, management].map(({ complaint }) => complaint.verdict)).toEqual(['none', 'none']);
    await eventually(async () => expect(await npsOf('handover')).toEqual([1, 100]), { within: 30_000 });
    await correct(customer.id, 'retract', {});
    await eventually(async () => expect(await npsOf('handover')).toEqual([0, null]));
  });

  it('of unknown customers count, and their complaint may end with an answer that reaches nobody', async () => {
    const said = await say({
      touchpoint: 'delivery',
      answers: { nps: 1 },
      text: 'The parcel never came. I want my money back!',
    });
    await eventually(async () => expect(await npsOf('delivery')).toEqual([1, -100]));
    const { id, customer } = await complaintOf(said.id);
    expect(customer).toBeNull();
    const handler = system.api('complaints', 'handler');
    const answer = { outcome: 'upheld', reasons: ['anonymous'], channel: 'none_reachable', text: 'Sent again.' };
    expectStatus(await handler.post(`/v1/complaints/${id}/answer`, answer), 200);
    expectStatus(await handler.post(`/v1/complaints/${id}/close`, {}), 200);
    expect((await read(id)).status).toBe('closed');
  });

  it('that praise a person reach that person as an alert', async () => {
    const { id } = await say({ customer: 'crm-2', kind: 'praise', employee: 'anna', text: 'Anna was wonderful.' });
    const [alert] = await eventually(async () => {
      const found = await alertsOf('harken.feedback.praise-received');
      return found.length > 0 && found;
    });
    expect(alert?.data).toMatchObject({ feedbackId: id, employee: 'anna' });
    expect(JSON.stringify(alert)).not.toContain('wonderful');
  });
});

describe('a correction', () => {
  it('replaces the figures, flags the complaint and alarms, and leaves the complaint as it is', async () => {
    const customer = 'crm-corrected';
    const said = await say({ customer, touchpoint: 'viewing', answers: { nps: 1 }, text: 'I want my money back!' });
    await eventually(async () => expect(await npsOf('viewing')).toEqual([1, -100]));
    const before = await complaintOf(said.id);
    await correct(said.id, 'supersede', {
      ...{
        touchpoint: 'handover',
        answers: { nps: 9 },
        text: 'All was well.',
        reason: 'Mixed up.',
        onBehalfOf: 'anna',
      },
    });
    await eventually(async () =>
      expect([await npsOf('viewing'), await npsOf('handover')]).toEqual([
        [0, null],
        [1, 100],
      ]),
    );
    const after = await eventually(async () => {
      const complaint = await read(before.id);
      return complaint.flags.includes('feedback_superseded') && complaint;
    });
    expect([after.status, after.team]).toEqual([before.status, before.team]);
    const [alert] = await eventually(async () => {
      const found = await alertsOf('harken.complaints.complaint-feedback-corrected');
      return found.length > 0 && found;
    });
    expect(alert?.data).toMatchObject({ complaintId: before.id, correction: 'superseded' });
    const { items } = expectStatus(
      await system.api('feedback', 'handler').get<Page<object>>(`/v1/customers/${customer}/timeline`),
      200,
    );
    expect(items).toContainEqual(expect.objectContaining({ data: expect.objectContaining({ version: 2 }) }));
    const { items: versions } = expectStatus(
      await system.api('feedback', 'handler').get<{ items: object[] }>(`/v1/feedback/${said.id}/versions`),
      200,
    );
    expect(versions).toMatchObject([{ version: 1, reason: 'Mixed up.', onBehalfOf: 'anna', content: { version: 1 } }]);
  });
});

describe('conversations', () => {
  const record = async (conversation: object): Promise<{ id: string }> =>
    expectStatus(await system.api('feedback', 'analyst').post<{ id: string }>('/v1/conversations', conversation), 201);
  const occurredAt = '2026-03-02T09:15:00.000Z';

  it('of a focus group give quotes that are evidence by id', async () => {
    const participants = [{ id: 'P1' }, { id: 'M', voice: 'staff', employee: 'anna' }];
    const { id } = await record({ source: 'research', id: 'fg-1', kind: 'focus_group', participants, occurredAt });
    const analyst = system.api('feedback', 'analyst');
    const segments = [
      { id: 's-1', speaker: 'M', text: 'How was the handover?' },
      { id: 's-2', speaker: 'P1', text: 'ไม่มีใครบอกเราเลย', factor: 'service', quote: true, replyTo: 's-1' },
    ];
    const { results } = expectStatus(
      await analyst.post<{ results: { id: string }[] }>(`/v1/conversations/${id}/segments`, { segments }),
      200,
    );
    const quote = expectStatus(await analyst.get(`/v1/quotes/${results[1]?.id}`), 200);
    expect(quote).toMatchObject({ conversationId: id, text: 'ไม่มีใครบอกเราเลย', factor: 'service' });
  });

  it('of a forum become feedback, and a complaint among the posts is opened', async () => {
    const { id } = await record({ source: 'forum', id: 't-1', kind: 'forum', touchpoint: 'delivery', occurredAt });
    const segments = [{ id: 'p-1', speaker: 'sunny88', text: 'My order never came, I want my money back!' }];
    const { results } = expectStatus(
      await system
        .api('feedback', 'crm')
        .post<{ results: { feedbackId: string }[] }>(`/v1/conversations/${id}/segments`, { segments }),
      200,
    );
    expect(await complaintOf(results[0]?.feedbackId ?? '')).toMatchObject({ customer: null, status: 'received' });
  });
});
