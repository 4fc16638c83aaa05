import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningTouchpoints, runTouchpoints, smallMap } from '../../touchpoints.fixture.ts';
import { monitorSteps, repeatedAnswers } from './monitor-steps.fixture.ts';

let app: RunningTouchpoints;
beforeAll(async () => {
  app = await runTouchpoints();
}, 60_000);
afterAll(() => app?.stop());

const { eventsOf, alertsOf, resultOf, createMonitor } = monitorSteps(() => app);

describe('a monitor on silence', () => {
  const silence = (touchpoint: string, longerThan: string) => ({
    body: { touchpoint, method: 'silence', severity: 'normal', parameters: { longerThan } },
  });

  it('fires when no event came in for too long, and ends with the next event of any kind', async () => {
    await app.call('PUT', '/v1/journeys/q-j', { body: smallMap('q-') });
    expect((await app.call('PUT', '/v1/monitors/q-silence', silence('q-hall', 'PT1S'))).status).toBe(201);
    await eventually(async () => expect(await eventsOf('fired', 'q-silence')).toHaveLength(1));
    expect(await alertsOf('q-silence')).toMatchObject([
      { state: 'firing', metric: null, evidence: { longerThan: 'PT1S' } },
    ]);
    await app.recordInteraction('q-pen');
    await eventually(async () => expect(await eventsOf('resolved', 'q-silence')).toHaveLength(1));
    await eventually(async () => expect(await eventsOf('fired', 'q-silence')).toHaveLength(2));
  });

  it('is not ended by history (case 18)', async () => {
    await app.call('PUT', '/v1/journeys/h-j', { body: smallMap('h-') });
    await app.call('PUT', '/v1/monitors/h-silence', silence('h-hall', 'PT1S'));
    await app.call('PUT', '/v1/monitors/h-garden', silence('h-garden', 'PT1H'));
    await eventually(async () => expect(await eventsOf('fired', 'h-silence')).toHaveLength(1));
    await app.recordInteraction('h-desk', true);
    await app.submitFeedback({ touchpoint: 'h-hall', answers: { nps: 10 }, history: true });
    // Of another touchpoint, and after them: when it is here, they have been.
    await app.recordInteraction('h-garden');
    await eventually(async () => expect(await resultOf('h-garden')).toMatchObject({ n: 1 }));
    expect(await eventsOf('resolved', 'h-silence')).toEqual([]);
    expect(await resultOf('h-silence')).toMatchObject({ condition: 'breached', n: 0 });
  });

  it('does not fire while events keep coming', async () => {
    await app.call('PUT', '/v1/journeys/k-j', { body: smallMap('k-') });
    await app.call('PUT', '/v1/monitors/k-silence', silence('k-hall', 'PT1H'));
    await app.recordInteraction('k-desk');
    await eventually(async () => expect((await resultOf('k-silence')).lastEventAt).not.toBeNull());
    expect(await resultOf('k-silence')).toMatchObject({ condition: 'ok', n: 1 });
    expect(await alertsOf('k-silence')).toEqual([]);
  });
});

describe('an alert', () => {
  it('is acknowledged once, by a person, and the event says who', async () => {
    const monitor = await createMonitor('a-');
    await app.submitFeedback(...repeatedAnswers(12, 'a-hall', 0));
    await eventually(async () => expect(await alertsOf(monitor)).toHaveLength(1));
    const [{ id }] = await alertsOf(monitor);
    const path = `/v1/touchpoint-alerts/${id}/acknowledge`;
    const body = { onBehalfOf: 'anna', note: 'on it' };
    const headers = { 'idempotency-key': 'ack-1' };
    const seen = await app.call('POST', path, { body, headers });
    expect(seen.body).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'anna', note: 'on it' });
    expect(seen.headers.get('etag')).toBe('"2"');
    expect((await app.call('POST', path, { body, headers })).body).toEqual(seen.body);
    const other = await app.call('POST', path, { body: { onBehalfOf: 'ben' } });
    expect([other.status, other.body.code]).toEqual([409, 'touchpoint-alert.already-acknowledged']);
    expect(await eventsOf('acknowledged', monitor)).toMatchObject([{ by: 'anna' }]);
    await app.submitFeedback(...repeatedAnswers(8, 'a-hall', 0));
    await eventually(async () => expect((await alertsOf(monitor))[0].latest).toMatchObject({ n: 20, value: -100 }));
    const open = await app.call(
      'GET',
      '/v1/touchpoint-alerts?state=acknowledged,firing&touchpoint=a-hall&severity=high',
    );
    expect(open.body.items.map((alert: { id: string }) => alert.id)).toEqual([id]);
  });

  it('ends when its monitor is deleted', async () => {
    const monitor = await createMonitor('d-');
    await app.submitFeedback(...repeatedAnswers(12, 'd-hall', 0));
    await eventually(async () => expect(await alertsOf(monitor)).toHaveLength(1));
    expect((await app.call('DELETE', '/v1/standards/d-nps')).body.code).toBe('standard.in-use');
    expect((await app.call('DELETE', `/v1/monitors/${monitor}`)).status).toBe(204);
    expect(await alertsOf(monitor)).toMatchObject([{ state: 'resolved', resolution: 'monitor-deleted' }]);
    expect(await eventsOf('resolved', monitor)).toHaveLength(1);
    expect((await app.call('DELETE', '/v1/standards/d-nps')).status).toBe(204);
    expect((await app.call('GET', `/v1/monitors/${monitor}`)).status).toBe(404);
  });
});

describe('a standard or monitor that cannot work is refused', () => {
  beforeAll(() => createMonitor('x-'));

  const nothing = '01926f3a-7c1e-7b54-9d0e-000000000000';
  it.each([
    [
      'PUT',
      '/v1/standards/x',
      {
        touchpoint: 'nowhere',
        metric: 'nps',
        comparator: '>=',
        target: 1,
        window: 'P1D',
        minimumSample: 1,
        owner: 'x',
      },
      409,
      'standard.touchpoint-unknown',
    ],
    [
      'PUT',
      '/v1/standards/x',
      {
        touchpoint: 'x-hall',
        metric: 'speed',
        comparator: '>=',
        target: 1,
        window: 'P1D',
        minimumSample: 1,
        owner: 'x',
      },
      400,
      'standard.invalid',
    ],
    [
      'PUT',
      '/v1/monitors/x',
      { touchpoint: 'x-hall', metric: 'csat', method: 'standard', severity: 'low' },
      409,
      'monitor.standard-missing',
    ],
    [
      'PUT',
      '/v1/monitors/x',
      { touchpoint: 'x-hall', metric: 'nps', method: 'rate', severity: 'low' },
      400,
      'monitor.invalid',
    ],
    [
      'PUT',
      '/v1/monitors/x',
      { touchpoint: 'nowhere', method: 'silence', severity: 'low', parameters: { longerThan: 'PT1H' } },
      409,
      'monitor.touchpoint-unknown',
    ],
    ['PUT', '/v1/monitors/x', { touchpoint: 'x-hall', method: 'silence', severity: 'low' }, 400, 'monitor.invalid'],
    ['DELETE', '/v1/monitors/x', undefined, 404, 'monitor.not-found'],
    ['GET', '/v1/standards/x', undefined, 404, 'standard.not-found'],
    ['GET', `/v1/touchpoint-alerts/${nothing}`, undefined, 404, 'touchpoint-alert.not-found'],
    ['POST', `/v1/touchpoint-alerts/${nothing}/acknowledge`, {}, 404, 'touchpoint-alert.not-found'],
  ])('%s %s %j', async (method, path, body, status, code) => {
    const reply = await app.call(method, path, body === undefined ? {} : { body });
    expect([reply.status, reply.body.code]).toEqual([status, code]);
  });
});
