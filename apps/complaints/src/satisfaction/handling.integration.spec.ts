import { FeedbackReceived, HandlingRated, happened, sampleCustomer } from '@harken/contracts';
import { newId, outbox } from '@harken/messaging';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type RunningComplaints, runComplaints } from '../complaints.fixture.ts';

jest.setTimeout(60_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints();
});
afterAll(() => service?.stop());

const read = async (id: string) => (await service.call('GET', `/v1/complaints/${id}`)).body;

/** A customer says how a complaint was handled: both events of the feedback, as the feedback service tells them. */
async function rate(
  complaintId: string,
  customer: string,
  csat: number,
  verdict: 'none' | 'suspected' | 'certain',
  history = false,
) {
  const feedbackId = newId();
  const facts = { ...sampleCustomer, externalId: customer };
  const rating = { feedbackId, csat, nps: null, ces: null };
  const complaint = { verdict, reasons: [] };
  await service.services[0]?.dataSource.transaction((tx) =>
    outbox.add(tx, [
      happened(HandlingRated, feedbackId, { ...HandlingRated.sample, complaintId, customer: facts, rating, history }),
      happened(FeedbackReceived, feedbackId, {
        ...FeedbackReceived.sample,
        feedbackId,
        customer: facts,
        complaint,
        history,
      }),
    ]),
  );
  return feedbackId;
}

const complaintOf = async (feedbackId: string): Promise<string | undefined> => {
  const [row] = await service.database.dataSource.query('SELECT id FROM complaints WHERE feedback_id = $1', [
    feedbackId,
  ]);
  return row?.id;
};

describe('satisfaction with the handling', () => {
  it('comes back as feedback, shows on the complaint and raises an event with its version', async () => {
    const complaint = await service.open({ customer: 'crm-content' });
    const feedbackId = await rate(complaint.id, 'crm-content', 5, 'none');
    await eventually(async () => (await read(complaint.id)).handling.length > 0);
    const rated = await read(complaint.id);
    expect(rated.handling).toEqual([
      { feedbackId, csat: 5, nps: null, ces: null, at: HandlingRated.sample.occurredAt },
    ]);
    expect((await service.eventsOf(complaint.id)).at(-1)).toMatchObject({
      type: 'handling-rated',
      data: { rating: { feedbackId, csat: 5 }, complaint: { version: rated.version } },
    });
    expect(await complaintOf(feedbackId)).toBeUndefined();
  });

  it('of history is kept, marked as history, and opens nothing (case 18)', async () => {
    const complaint = await service.open({ customer: 'crm-old-rating' });
    const feedbackId = await rate(complaint.id, 'crm-old-rating', 1, 'certain', true);
    await eventually(async () => (await read(complaint.id)).handling.length > 0);
    expect((await service.eventsOf(complaint.id)).at(-1)).toMatchObject({
      type: 'handling-rated',
      data: { rating: { feedbackId, csat: 1 }, history: true },
    });
    const marker = await rate(complaint.id, 'crm-old-rating', 1, 'certain');
    await eventually(async () => (await complaintOf(marker)) ?? false);
    expect(await complaintOf(feedbackId)).toBeUndefined();
  });

  it('that is itself a complaint opens one that is linked to the first', async () => {
    const complaint = await service.open({ customer: 'crm-cross' });
    const feedbackId = await rate(complaint.id, 'crm-cross', 1, 'certain');
    const second = await eventually(async () => (await complaintOf(feedbackId)) ?? false);
    expect((await read(second)).links).toMatchObject([{ to: complaint.id, kind: 'about_handling', by: 'system' }]);
    expect((await read(complaint.id)).handling).toMatchObject([{ csat: 1 }]);
  });

  it('that may be a complaint opens a linked one when a person says so', async () => {
    const complaint = await service.open({ customer: 'crm-unsure' });
    const feedbackId = await rate(complaint.id, 'crm-unsure', 2, 'suspected');
    const opened = await eventually(async () => {
      const answer = await service.call('POST', `/v1/triage/${feedbackId}/open`, { body: {} });
      return answer.status === 201 && answer.body;
    });
    expect((await read(opened.id)).links).toMatchObject([{ to: complaint.id, kind: 'about_handling' }]);
  });

  it('is not taken from another customer, nor for a complaint that is not there, and holds nothing up', async () => {
    const complaint = await service.open({ customer: 'crm-owner' });
    const stranger = await rate(complaint.id, 'crm-stranger', 1, 'certain');
    const nowhere = await rate(newId(), 'crm-owner', 1, 'certain');
    for (const feedbackId of [stranger, nowhere]) {
      const opened = await eventually(async () => (await complaintOf(feedbackId)) ?? false);
      expect((await read(opened)).links).toEqual([]);
    }
    expect((await read(complaint.id)).handling).toEqual([]);
    expect(await service.database.dataSource.query('SELECT 1 FROM dead_letters')).toEqual([]);
  });
});
