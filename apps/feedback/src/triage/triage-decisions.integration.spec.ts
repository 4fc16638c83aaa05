import { happened, TriageDecided } from '@harken/contracts';
import { newId } from '@harken/messaging';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningFeedback, runFeedback, someFeedback } from '../feedback.fixture.ts';

// The events go through Kafka and back: on a busy machine a new consumer takes its time.
const patient = { within: 50_000, every: 100 };
let app: RunningFeedback;
beforeAll(async () => {
  app = await runFeedback();
}, 60_000);
afterAll(() => app?.stop());

const read = (path = '') => app.call('GET', `/v1/triage-decisions${path}`, { as: 'manager' });

describe('the decisions of triage', () => {
  it('are kept once each, listed with text and label, and give the precision by language', async () => {
    const receive = async (text: string, language: string): Promise<string> =>
      (await app.call('POST', '/v1/feedback', { body: someFeedback({ text, language }) })).body.id;
    const [broken, question, chinese] = [
      await receive('Is it broken?', 'en-GB'),
      await receive('When do you open?', 'en'),
      await receive('没人回复', 'zh'),
    ];
    const decide = (feedbackId: string, decision: 'opened' | 'dismissed', minute: number) =>
      happened(TriageDecided, feedbackId, {
        feedbackId,
        decision,
        complaintId: decision === 'opened' ? newId() : null,
        at: `2026-05-01T10:0${minute}:00.000Z`,
      });
    await app.publish(decide(broken, 'opened', 1), decide(question, 'dismissed', 2), decide(chinese, 'opened', 3));
    await app.publish(decide(broken, 'dismissed', 4));
    await eventually(async () => expect((await read()).body.items).toHaveLength(3), patient);
    const first = await read('?limit=2');
    const second = await read(`?limit=2&cursor=${first.body.next}`);
    const items: Record<string, unknown>[] = [...first.body.items, ...second.body.items];
    expect(items.map(({ text, label, language }) => [text, label, language])).toEqual([
      ['没人回复', 'yes', 'zh'],
      ['When do you open?', 'no', 'en'],
      ['Is it broken?', 'yes', 'en-GB'],
    ]);
    expect((await read('/precision?from=2026-05-01T00:00:00Z')).body).toEqual({
      items: [
        { language: 'en', decided: 2, opened: 1, precision: 0.5 },
        { language: 'zh', decided: 1, opened: 1, precision: 1 },
      ],
    });
    expect((await read('/precision?from=2026-06-01T00:00:00Z')).body).toEqual({ items: [] });
  });

  it('are for those who lead and analyse, not for the CRM', async () => {
    expect((await app.call('GET', '/v1/triage-decisions', { as: 'crm' })).status).toBe(403);
    expect((await read('/precision?from=yesterday')).status).toBe(400);
  });
});
