import { FeedbackRetracted, happened, PersonChanged } from '@harken/contracts';
import { outbox } from '@harken/messaging';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningTouchpoints, runTouchpoints, smallMap } from '../../touchpoints.fixture.ts';

let app: RunningTouchpoints;
beforeAll(async () => {
  app = await runTouchpoints();
  const map = smallMap();
  const [stage] = map.stages as { touchpoints: { actions?: string[] }[] }[];
  if (stage?.touchpoints[0]) stage.touchpoints[0].actions = ['Greet', 'Smile'];
  await app.call('PUT', '/v1/journeys/j', { body: map });
}, 60_000);
afterAll(() => app?.stop());

const compliance = async (query = '') => (await app.call('GET', `/v1/touchpoints/hall/compliance${query}`)).body;
const n = (count: number, make: (index: number) => object) =>
  Array.from({ length: count }, (_, index) => make(index) as Parameters<RunningTouchpoints['submitFeedback']>[0]);

describe('standards in use', () => {
  it('count what observers saw of each standard action, by team and person, and follow corrections', async () => {
    const person = { ...PersonChanged.sample.person, personId: 'anna', teams: ['night', 'desk'] };
    await app.service.dataSource.transaction((tx) =>
      outbox.add(tx, [happened(PersonChanged, 'anna', { ...PersonChanged.sample, person })]),
    );
    await app.submitFeedback(
      ...n(4, (index) => ({
        touchpoint: 'hall',
        answers: {},
        employee: index < 3 ? 'anna' : 'ben',
        actions: [{ action: 'Greet', done: index > 0 }],
      })),
    );
    await eventually(async () => expect((await compliance()).total).toMatchObject({ n: 4, done: 3, share: 0.75 }));
    const { items } = await compliance('?by=employee');
    expect(
      items.map((item: { action: string; group: string; n: number }) => [item.action, item.group, item.n]),
    ).toEqual([
      ['Greet', 'anna', 3],
      ['Greet', 'ben', 1],
      ['Smile', null, 0],
    ]);
    await eventually(async () =>
      expect(
        (await compliance('?by=team')).groups.map(({ group, n: of }: { group: string; n: number }) => [group, of]),
      ).toEqual([
        ['desk', 3],
        ['front', 1],
        ['night', 3],
      ]),
    );
    expect((await compliance('?to=2026-01-01T00:00:00Z')).total).toMatchObject({ n: 0, share: null });
    const [{ feedbackId, ...before }] = (await app.publishedEvents('harken.feedback.feedback-received.v1')) as [
      { feedbackId: string },
    ];
    const retracted = { ...FeedbackRetracted.sample, feedbackId, before } as typeof FeedbackRetracted.sample;
    await app.service.dataSource.transaction((tx) =>
      outbox.add(tx, [happened(FeedbackRetracted, feedbackId, retracted)]),
    );
    await eventually(async () => expect((await compliance()).total).toMatchObject({ n: 3, done: 3 }));
  });

  it('are proposed from the voice of the customer, adopted by a person once, and reported by period', async () => {
    const body = { touchpoint: 'hall', metric: 'experience:service' };
    const few = await app.call('POST', '/v1/standards/proposals', { body });
    expect([few.status, few.body.code]).toEqual([409, 'standard-proposal.not-enough-data']);
    const wrong = await app.call('POST', '/v1/standards/proposals', { body: { ...body, metric: 'nps' } });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'standard-proposal.invalid']);
    const factor = { factor: 'service', importance: 9, ideal: null };
    await app.submitFeedback(
      ...n(10, () => ({
        touchpoint: 'desk',
        answers: { csat: 5, factors: [{ ...factor, experience: 8, expectation: 7 }] },
      })),
      ...n(20, () => ({
        touchpoint: 'hall',
        answers: { csat: 1, factors: [{ ...factor, experience: 2, expectation: null }] },
      })),
    );
    await eventually(async () => {
      const health = (await app.call('GET', '/v1/journeys/j/health?metric=experience:service')).body;
      expect(health.parts.reduce((sum: number, part: { n: number }) => sum + part.n, 0)).toBe(30);
    });
    const proposed = await app.call('POST', '/v1/standards/proposals', { body });
    expect(proposed.status).toBe(201);
    expect(proposed.body).toMatchObject({
      state: 'proposed',
      basis: 'satisfied',
      content: { touchpoint: 'hall', metric: 'experience:service', comparator: '>=', target: 8 },
      evidence: {
        expectation: { n: 10, mean: 7 },
        importance: { n: 30, mean: 9 },
        satisfied: { n: 10, mean: 8 },
        experience: { n: 30, mean: 4 },
      },
    });
    const path = `/v1/standard-proposals/${proposed.body.id}`;
    const adopt = { standard: 'hall-service', owner: 'front', minimumSample: 5 };
    const adopted = await app.call('POST', `${path}/adopt`, { body: adopt });
    expect([adopted.status, adopted.body.state, adopted.body.standardId]).toEqual([200, 'adopted', 'hall-service']);
    const again = await app.call('POST', `${path}/adopt`, { body: adopt });
    expect([again.status, again.body.code]).toEqual([409, 'standard-proposal.adopted']);
    const standard = (await app.call('GET', '/v1/standards/hall-service')).body;
    expect(standard).toMatchObject({ target: 8, minimumSample: 5, owner: 'front', version: 1 });
    expect((await app.call('GET', '/v1/standard-proposals')).body.items).toMatchObject([{ id: proposed.body.id }]);

    const { body: report } = await app.call('GET', '/v1/standards/hall-service/report?period=day');
    expect(report.items).toHaveLength(12);
    expect(report.items.at(-1)).toMatchObject({ outcome: 'breached', n: 30, value: 4, target: 8, version: 1 });
    expect([report.breached, report.met, report.items[0].outcome]).toEqual([1, 0, 'no_standard']);
    const days = '?period=hour&from=2026-01-01&to=2026-06-01';
    expect((await app.call('GET', `/v1/standards/hall-service/report${days}`)).status).toBe(400);
    expect((await app.call('GET', '/v1/standards/nobody/report')).status).toBe(404);
  });
});
