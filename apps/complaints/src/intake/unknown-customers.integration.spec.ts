import { type EventData, FeedbackReceived, FeedbackRetracted, FeedbackSuperseded, happened } from '@harken/contracts';
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

type Feedback = EventData<typeof FeedbackReceived>;

const complaintOf = (feedbackId: string): Promise<string> =>
  eventually(async () => {
    const [row] = await service.database.dataSource.query('SELECT id FROM complaints WHERE feedback_id = $1', [
      feedbackId,
    ]);
    return (row?.id as string) ?? false;
  });
const read = async (id: string, path = '') => (await service.call('GET', `/v1/complaints/${id}${path}`)).body;
const hear = async (said: Partial<Feedback> = {}) => (await service.hear(said))[0] as string;

describe('a complaint of an unknown customer', () => {
  it('is worked like any other, repeats nothing, and may end with an answer that reaches nobody', async () => {
    const said = await service.hear(...Array.from({ length: 4 }, () => ({ customer: null, text: 'Leaking pipe' })));
    const ids = await Promise.all(said.map(complaintOf));
    for (const id of ids) {
      const complaint = await read(id);
      expect(complaint).toMatchObject({ customer: null, customerId: null, segments: [], status: 'received' });
      expect(complaint.flags).not.toContain('third_complaint');
      expect((await read(id, '/file')).customer).toBeNull();
    }
    expect((await service.call('GET', `/v1/duplicate-proposals?complaint=${ids[0]}`)).body.items ?? []).toEqual([]);
    const [id = ''] = ids;
    const answer = { outcome: 'upheld', reasons: ['posted_anonymously'], channel: 'none_reachable', text: 'Repaired.' };
    const act = (command: string, body: object) =>
      service.call('POST', `/v1/complaints/${id}/${command}`, { body, as: 'handler' });
    expect((await act('close', {})).body.code).toBe('complaint.answer-missing');
    const { status, body } = await act('answer', { ...answer, reasons: [] });
    expect([status, body.errors?.[0].pointer]).toEqual([400, '/reasons']);
    expect((await act('answer', answer)).body).toMatchObject({
      status: 'answered',
      answers: [{ channel: 'none_reachable' }],
    });
    expect((await act('close', {})).body.status).toBe('closed');
  });

  it('is the only one whose answer may reach nobody', async () => {
    const known = await service.open();
    const answer = { outcome: 'upheld', reasons: ['moved'], channel: 'none_reachable', text: 'Sorry.' };
    for (const [command, given] of [
      ['answer', answer],
      ['reject', { ...answer, outcome: undefined }],
    ] as const) {
      const { status, body } = await service.call('POST', `/v1/complaints/${known.id}/${command}`, {
        body: given,
        as: 'handler',
      });
      expect([status, body.code]).toEqual([409, 'complaint.customer-known']);
    }
  });

  it('waits in triage, too, where it is only suspected', async () => {
    const feedbackId = await hear({
      customer: null,
      complaint: { verdict: 'suspected', reasons: ['words:en:broken'] },
    });
    const opened = await eventually(async () => {
      const answer = await service.call('POST', `/v1/triage/${feedbackId}/open`, { body: {} });
      return answer.status === 201 && answer.body;
    });
    expect(opened).toMatchObject({ customer: null, feedbackId });
  });
});

describe('a correction of feedback', () => {
  const { feedbackId: _, ...sample } = FeedbackReceived.sample;
  const at = '2026-03-03T09:15:00.000Z';
  const publish = (event: Parameters<typeof outbox.add>[1][number]) =>
    service.services[0]?.dataSource.transaction((tx) => outbox.add(tx, [event]));
  const supersede = (feedbackId: string, after: object) =>
    publish(
      happened(FeedbackSuperseded, feedbackId, {
        ...{ feedbackId, version: 2, before: sample, by: 'anna', at },
        after: { ...sample, ...after },
      }),
    );
  const retract = (feedbackId: string) =>
    publish(happened(FeedbackRetracted, feedbackId, { feedbackId, version: 3, before: sample, by: 'crm', at }));
  const none = { complaint: { verdict: 'none', reasons: [] } };

  it('flags the complaint and tells of it, and ends, reopens and re-routes nothing', async () => {
    const feedbackId = await hear({ customer: null });
    const id = await complaintOf(feedbackId);
    const before = await read(id);
    await supersede(feedbackId, { ...none, touchpoint: 'elsewhere', category: 'another' });
    await retract(feedbackId);
    const after = await eventually(async () => {
      const complaint = await read(id);
      return complaint.flags.includes('feedback_retracted') && complaint;
    });
    // What remains of a clock shrinks while the test runs.
    const kept = ({ version, flags, clocks, ...rest }: typeof before) => ({
      ...rest,
      clocks: clocks.map(({ remainingSeconds: _, ...clock }: Record<string, unknown>) => clock),
    });
    expect(kept(after)).toEqual(kept(before));
    expect(after.flags).toEqual([...before.flags, 'feedback_superseded', 'feedback_retracted']);
    const { items } = await read(id, '/history');
    expect(items).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ action: 'feedback-superseded', actor: 'system', reason: 'by anna', to: feedbackId }),
        expect.objectContaining({ action: 'feedback-retracted', reason: 'by crm' }),
      ]),
    );
    expect(await service.eventsOf(id)).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ type: 'feedback-corrected' }),
        expect.objectContaining({ type: 'feedback-corrected' }),
      ]),
    );
  });

  it('does not reopen what is closed', async () => {
    const feedbackId = await hear({ customer: null });
    const id = await complaintOf(feedbackId);
    const answer = { reasons: ['no_contact'], channel: 'none_reachable', text: 'No.' };
    await service.call('POST', `/v1/complaints/${id}/reject`, { body: answer, as: 'handler' });
    await supersede(feedbackId, {});
    const after = await eventually(async () => {
      const complaint = await read(id);
      return complaint.flags.includes('feedback_superseded') && complaint;
    });
    expect(after).toMatchObject({ status: 'rejected', cycle: 1 });
  });

  it('opens what is a complaint only since then, and tells triage', async () => {
    const harmless = await hear(none as Partial<Feedback>);
    await supersede(harmless, {});
    expect(await read(await complaintOf(harmless))).toMatchObject({ feedbackId: harmless, origin: 'feedback' });
    const suspected = await hear({ complaint: { verdict: 'suspected', reasons: ['words:en:broken'] } });
    await retract(suspected);
    const reasons = await eventually(async () => {
      const { items } = (await service.call('GET', '/v1/triage?limit=500')).body;
      const item = items.find((one: { feedbackId: string }) => one.feedbackId === suspected);
      return item?.reasons.length > 1 && item.reasons;
    });
    expect(reasons).toEqual(['words:en:broken', 'feedback:retracted']);
    const unknown = newId();
    await retract(unknown);
    expect(await service.database.dataSource.query('SELECT 1 FROM dead_letters')).toEqual([]);
  });
});
