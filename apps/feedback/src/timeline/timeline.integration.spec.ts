import {
  CompensationApproved,
  ComplaintAnswered,
  ComplaintClosed,
  ComplaintEscalated,
  ComplaintImported,
  ComplaintOpened,
  ComplaintReopened,
  CustomerChanged,
  happened,
  sampleCustomer,
} from '@harken/contracts';
import { newId } from '@harken/messaging';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningFeedback, runFeedback, someFeedback, someInteraction } from '../feedback.fixture.ts';

// The events go through Kafka and back: on a busy machine a new consumer takes its time.
const patient = { within: 50_000, every: 100 };
let app: RunningFeedback;
beforeAll(async () => {
  app = await runFeedback();
}, 60_000);
afterAll(() => app?.stop());

const timeline = (customer: string, query = '') =>
  app.call('GET', `/v1/customers/${customer}/timeline?${query}`, { as: 'handler' });
const at = (hour: number) => `2026-05-01T${String(hour).padStart(2, '0')}:00:00.000Z`;

const complaintOf = (externalId: string, customerId = newId()) => ({
  ...ComplaintOpened.sample.complaint,
  complaintId: newId(),
  customer: { ...sampleCustomer, externalId, customerId },
});

describe('the timeline', () => {
  it('has interactions, feedback, complaints and answers, newest first, each once over all pages', async () => {
    await app.call('POST', '/v1/interactions', { body: someInteraction({ customer: 't1', occurredAt: at(1) }) });
    await app.call('POST', '/v1/feedback', { body: someFeedback({ customer: 't1', occurredAt: at(2), text: 'Help' }) });
    await app.call('POST', '/v1/interactions', { body: someInteraction({ customer: 't1', occurredAt: at(9) }) });
    const complaint = complaintOf('t1');
    const { complaintId: id } = complaint;
    await app.publish(
      happened(ComplaintOpened, id, { ...ComplaintOpened.sample, complaint, occurredAt: at(3) }),
      happened(ComplaintEscalated, id, { ...ComplaintEscalated.sample, complaint, at: '2099-01-01T00:00:00.000Z' }),
      happened(ComplaintAnswered, id, { ...ComplaintAnswered.sample, complaint, at: at(5) }),
      happened(ComplaintClosed, id, { ...ComplaintClosed.sample, complaint, at: at(6) }),
      happened(ComplaintReopened, id, { ...ComplaintReopened.sample, complaint, at: at(7) }),
      happened(CompensationApproved, id, { ...CompensationApproved.sample, complaint, at: at(8) }),
    );
    await eventually(async () => expect((await timeline('t1')).body.items).toHaveLength(9), patient);
    const seen: { type: string; id: string; at: string; data: { action?: string } }[] = [];
    let cursor = '';
    do {
      const { body } = await timeline('t1', `limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items);
      cursor = body.next ?? '';
    } while (cursor);
    expect(new Set(seen.map((entry) => entry.id)).size).toBe(9);
    expect(seen.map((entry) => entry.at)).toEqual(
      seen
        .map((entry) => entry.at)
        .sort()
        .reverse(),
    );
    const changes = seen.filter((entry) => entry.data.action !== 'opened');
    expect(changes.map(({ type, data }) => [type, data.action])).toEqual([
      ['complaint', 'escalated'],
      ['interaction', undefined],
      ['complaint', 'compensation_approved'],
      ['complaint', 'reopened'],
      ['complaint', 'closed'],
      ['answer', 'answered'],
      ['feedback', undefined],
      ['interaction', undefined],
    ]);
    const answer = seen.find((entry) => entry.type === 'answer');
    expect(answer).toMatchObject({ channel: 'email', data: { complaintId: id, outcome: 'upheld' } });
  }, 60_000);

  it('begins with the opening, also where it was escalated or assigned in the same moment (case 29)', async () => {
    const openedAt = new Date(Date.now() - 5).toISOString();
    const complaint = { ...complaintOf('t4'), openedAt };
    const { complaintId: id } = complaint;
    await app.publish(
      happened(ComplaintOpened, id, { ...ComplaintOpened.sample, complaint }),
      happened(ComplaintEscalated, id, { ...ComplaintEscalated.sample, complaint, at: openedAt }),
    );
    await eventually(async () => {
      const { items } = (await timeline('t4')).body;
      expect(items.map(({ data }: { data: { action: string } }) => data.action)).toEqual(['escalated', 'opened']);
      expect(items[1].at).toBe(openedAt);
    }, patient);
  }, 60_000);

  it('has the whole course of an imported complaint at its own times', async () => {
    const { openedAt } = ComplaintImported.sample.complaint;
    const complaint = { ...complaintOf('t5'), status: 'closed' as const, openedAt };
    const imported = { ...ComplaintImported.sample, complaint };
    await app.publish(happened(ComplaintImported, complaint.complaintId, imported));
    await eventually(async () => expect((await timeline('t5')).body.items).toHaveLength(7), patient);
    const { items } = (await timeline('t5')).body;
    const seen = items.map(({ at, data }: { at: string; data: { action: string } }) => [data.action, at]);
    expect(seen.reverse()).toEqual([
      ['opened', openedAt],
      ['acknowledged', imported.acknowledgedAt],
      ['message-received', imported.messages[0]?.at],
      ['escalated', imported.escalations[0]?.at],
      ['answered', imported.answeredAt],
      ['resolved', imported.endedAt],
      ['closed', imported.closedAt],
    ]);
  }, 60_000);

  it('creates a customer that only a complaint names, with the id from the complaint', async () => {
    const complaint = complaintOf('t2');
    await app.publish(happened(ComplaintOpened, complaint.complaintId, { ...ComplaintOpened.sample, complaint }));
    const { body } = await eventually(async () => {
      const found = await app.call('GET', '/v1/customers/t2');
      expect(found.status).toBe(200);
      return found;
    }, patient);
    expect(body).toMatchObject({ id: complaint.customer.customerId, stub: true });
    const changes = (await app.published(CustomerChanged.type)).map(({ key }) => key);
    expect(changes).toContain(complaint.customer.customerId);
  }, 60_000);

  it('keeps the stored customer when a complaint has another id for it', async () => {
    const { body: feedback } = await app.call('POST', '/v1/feedback', { body: someFeedback({ customer: 't3' }) });
    const complaint = complaintOf('t3');
    await app.publish(happened(ComplaintOpened, complaint.complaintId, { ...ComplaintOpened.sample, complaint }));
    await eventually(async () => expect((await timeline('t3')).body.items).toHaveLength(2), patient);
    expect((await app.call('GET', '/v1/customers/t3')).body.id).toBe(feedback.customerId);
  }, 60_000);

  it('is for handlers, and an unknown customer is not found', async () => {
    expect((await timeline('nobody')).status).toBe(404);
    expect((await app.call('GET', '/v1/customers/t1/timeline')).status).toBe(403);
    expect((await timeline('t1', 'cursor=zzz')).status).toBe(400);
  });
});
