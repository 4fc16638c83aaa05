import { FeedbackReceived, FeedbackVerdictRaised, happened, type Verdict } from '@harken/contracts';
import { outbox } from '@harken/messaging';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type RunningComplaints, runComplaints } from '../complaints.fixture.ts';

jest.setTimeout(60_000);

let service: RunningComplaints;
beforeAll(async () => {
  service = await runComplaints();
});
afterAll(() => service?.stop());

const patient = { within: 20_000, every: 50 };
const saidAt = '2026-01-05T08:00:00.000Z';
const hear = async (verdict: Verdict): Promise<string> =>
  (await service.hear({ complaint: { verdict, reasons: [] }, occurredAt: saidAt }))[0] as string;
const raise = (feedbackId: string, before: Verdict, verdict: Verdict) => {
  const { feedbackId: _, ...facts } = FeedbackReceived.sample;
  const data = {
    ...{ ...facts, occurredAt: saidAt, feedbackId, before, at: '2026-03-02T09:15:04.000Z' },
    complaint: { verdict, reasons: ['reader:en:0.93'] },
    reader: { model: 'e5', version: '1' },
  };
  return service.database.dataSource.transaction((tx) =>
    outbox.add(tx, [happened(FeedbackVerdictRaised, feedbackId, data)]),
  );
};
const complaintsOf = (feedbackId: string): Promise<{ id: string }[]> =>
  service.database.dataSource.query('SELECT id FROM complaints WHERE feedback_id = $1', [feedbackId]);
const triageOf = async (feedbackId: string) =>
  (
    await service.database.dataSource.query(
      'SELECT decision, decided_by AS by, complaint_id AS "complaintId" FROM triage WHERE feedback_id = $1',
      [feedbackId],
    )
  )[0];
const opened = (feedbackId: string) => eventually(async () => (await complaintsOf(feedbackId))[0] ?? false, patient);
const waits = (feedbackId: string) => eventually(async () => (await triageOf(feedbackId)) ?? false, patient);

describe('a verdict that was raised', () => {
  it('opens a complaint whose clocks begin then, not when it was said', async () => {
    const feedbackId = await hear('none');
    const begun = Date.now();
    await raise(feedbackId, 'none', 'certain');
    const { id } = await opened(feedbackId);
    const { body } = await service.call('GET', `/v1/complaints/${id}`);
    expect(Date.parse(body.openedAt)).toBeGreaterThan(begun - 60_000);
    for (const { startedAt } of body.clocks) expect(Date.parse(startedAt)).toBeGreaterThan(begun - 60_000);
    await raise(feedbackId, 'none', 'certain');
    await waits(await suspectedAfterwards());
    expect(await complaintsOf(feedbackId)).toHaveLength(1);
  });

  it('goes to triage where it is only suspected', async () => {
    const feedbackId = await suspectedAfterwards();
    expect(await waits(feedbackId)).toMatchObject({ decision: null });
    expect(await complaintsOf(feedbackId)).toEqual([]);
  });

  it('takes what waits out of triage, and nobody is said to have decided it', async () => {
    const feedbackId = await hear('suspected');
    await waits(feedbackId);
    await raise(feedbackId, 'suspected', 'certain');
    const { id } = await opened(feedbackId);
    expect(await triageOf(feedbackId)).toEqual({ decision: 'opened', by: 'system', complaintId: id });
    const told = await service.database.dataSource.query(
      `SELECT 1 FROM outbox WHERE type = 'harken.complaints.triage-decided.v1' AND key = $1`,
      [feedbackId],
    );
    expect(told).toEqual([]);
  });

  it('changes nothing that a person has decided', async () => {
    const feedbackId = await hear('suspected');
    await waits(feedbackId);
    const dismissed = await service.call('POST', `/v1/triage/${feedbackId}/dismiss`, { body: { reason: 'a joke' } });
    expect(dismissed.status).toBeLessThan(300);
    await raise(feedbackId, 'suspected', 'certain');
    await waits(await suspectedAfterwards());
    expect(await complaintsOf(feedbackId)).toEqual([]);
    expect(await triageOf(feedbackId)).toMatchObject({ decision: 'dismissed' });
  });
});

async function suspectedAfterwards(): Promise<string> {
  const feedbackId = await hear('none');
  await raise(feedbackId, 'none', 'suspected');
  return feedbackId;
}
