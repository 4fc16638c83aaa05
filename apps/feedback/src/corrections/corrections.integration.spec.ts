import { FeedbackReceived, FeedbackRetracted, FeedbackSuperseded, PraiseReceived } from '@harken/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningFeedback, runFeedback, someFeedback } from '../feedback.fixture.ts';

let app: RunningFeedback;
beforeAll(async () => {
  app = await runFeedback();
}, 60_000);
afterAll(() => app?.stop());

const give = async (overrides: Record<string, unknown> = {}) => {
  const body = someFeedback(overrides);
  return { body, record: (await app.call('POST', '/v1/feedback', { body })).body };
};
const correct = (id: string, how: 'supersede' | 'retract', body: unknown, headers = {}) =>
  app.call('POST', `/v1/feedback/${id}/${how}`, { body, headers });
const read = async (id: string, path = '') =>
  (await app.call('GET', `/v1/feedback/${id}${path}`, { as: 'handler' })).body;
const eventsOf = async (type: string, id: string) =>
  (await app.published(type)).filter(({ key }) => key === id).map(({ data }) => data);

describe('POST /v1/feedback/{id}/supersede', () => {
  it('replaces the fields given, keeps the first version, and tells what held before and after', async () => {
    const { record } = await give({
      touchpoint: 'handover',
      text: 'The keys did not fit. I want my money back!',
      answers: { nps: 1, csat: 2 },
    });
    const reason = 'The interviewer mistook 1 for 7.';
    const { status, body, headers } = await correct(record.id, 'supersede', {
      answers: { nps: 7 },
      text: 'Thank you, everything was fine and friendly.',
      customer: 'k-right',
      reason,
      onBehalfOf: 'anna',
    });
    expect([status, headers.get('etag')]).toEqual([200, '"2"']);
    expect(body).toMatchObject({ id: record.id, version: 2, touchpoint: 'handover', customer: 'k-right' });
    expect(body.answers).toEqual({ nps: 7, csat: null, ces: null, ratings: [], factors: [] });
    expect([record.complaint.verdict, body.complaint.verdict]).toEqual(['certain', 'none']);
    expect(await read(record.id)).toEqual(body);
    expect((await read(record.id, '/versions')).items).toEqual([
      {
        ...{ feedbackId: record.id, version: 1, correction: 'superseded', reason, actor: 'crm', onBehalfOf: 'anna' },
        at: body.correctedAt,
        content: record,
      },
    ]);
    expect(await eventsOf(FeedbackSuperseded.type, record.id)).toMatchObject([
      {
        version: 2,
        before: { answers: { nps: 1 }, customer: { externalId: record.customer } },
        after: { answers: { nps: 7 }, customer: { externalId: 'k-right' }, complaint: { verdict: 'none' } },
        by: 'anna',
      },
    ]);
    expect(await eventsOf(FeedbackReceived.type, record.id)).toHaveLength(1);
  });

  it('lets the source repeat what it sent first: the feedback as it is now', async () => {
    const { body, record } = await give({ text: 'first', answers: { nps: 1 } });
    const corrected = (await correct(record.id, 'supersede', { ...body, answers: { nps: 8 } })).body;
    expect(corrected).toMatchObject({ version: 2, text: 'first', answers: { nps: 8 } });
    const again = await app.call('POST', '/v1/feedback', { body });
    expect([again.status, again.body]).toEqual([200, corrected]);
  });

  it('changes nothing where nothing differs', async () => {
    const { body, record } = await give({ text: '服务很好', method: 'interview', answers: { csat: 5 } });
    expect((await correct(record.id, 'supersede', body)).body).toEqual(record);
    expect((await read(record.id, '/versions')).items).toEqual([]);
    expect(await eventsOf(FeedbackSuperseded.type, record.id)).toEqual([]);
  });

  it.each([
    ['/answers/nps', { answers: { nps: 11 } }],
    ['/answers/ratings/0/value', { answers: { ratings: [{ name: 'x', value: 9, min: 1, max: 5 }] } }],
    ['/source', { source: 'another' }],
    ['/method', { method: null }],
    ['/employee', { voice: 'staff' }],
    ['/occurredAt', { occurredAt: '2199-01-01T00:00:00Z' }],
    ['/history', { history: true }],
  ])('is checked like any feedback: %s', async (pointer, given) => {
    const { record } = await give({ answers: { nps: 9 } });
    const { status, body } = await correct(record.id, 'supersede', given);
    expect([status, body.errors?.[0].pointer]).toEqual([400, pointer]);
  });

  it('honours If-Match, and is for those who bring feedback in', async () => {
    const { record } = await give({ answers: { nps: 9 } });
    expect((await correct(record.id, 'supersede', { answers: { nps: 8 } }, { 'if-match': '"1"' })).status).toBe(200);
    const { status, body } = await correct(record.id, 'supersede', { answers: { nps: 7 } }, { 'if-match': '"1"' });
    expect([status, body.code]).toEqual([412, 'feedback.stale']);
    const path = `/v1/feedback/${record.id}/supersede`;
    expect((await app.call('POST', path, { body: {}, as: 'handler' })).status).toBe(403);
    expect((await correct('01926f3a-7c1e-7b54-9d0e-000000000002', 'retract', {})).status).toBe(404);
  });
});

describe('POST /v1/feedback/{id}/retract', () => {
  it('takes it back once: readable, in the timeline, and never corrected again', async () => {
    const { record } = await give({ customer: 'k-retract', answers: { nps: 1 } });
    const { status, body } = await correct(record.id, 'retract', { reason: 'A test entry.' });
    expect([status, body]).toMatchObject([200, { id: record.id, version: 2, answers: { nps: 1 } }]);
    expect(body.retractedAt).not.toBeNull();
    expect(await read(record.id)).toEqual(body);
    expect((await read(record.id, '/versions')).items).toMatchObject([{ version: 1, correction: 'retracted' }]);
    expect(await eventsOf(FeedbackRetracted.type, record.id)).toMatchObject([
      { version: 2, before: { answers: { nps: 1 } }, by: 'crm' },
    ]);
    const { items } = (await app.call('GET', '/v1/customers/k-retract/timeline', { as: 'handler' })).body;
    expect(items).toMatchObject([{ id: record.id, data: { version: 2, retractedAt: body.retractedAt } }]);
    for (const how of ['supersede', 'retract'] as const) {
      const again = await correct(record.id, how, {
        answers: { nps: 9 },
        ...(how === 'retract' && { answers: undefined }),
      });
      expect([again.status, again.body.code]).toEqual([409, 'feedback.retracted']);
    }
  });
});

describe('praise', () => {
  it('reaches the person it names by an event without words', async () => {
    const praise = { kind: 'praise', employee: 'anna', touchpoint: 'handover', text: 'Anna was wonderful.' };
    const { record } = await give(praise);
    const [event, ...more] = await eventsOf(PraiseReceived.type, record.id);
    expect([event, more]).toMatchObject([{ feedbackId: record.id, employee: 'anna', touchpoint: 'handover' }, []]);
    expect(JSON.stringify(event)).not.toContain('wonderful');
    const silent = [{ kind: 'other' }, { employee: null }, { history: true }, { voice: 'staff' }];
    for (const other of silent) {
      const { record: none } = await give({ ...praise, ...other });
      expect(await eventsOf(PraiseReceived.type, none.id)).toEqual([]);
    }
  });
});
