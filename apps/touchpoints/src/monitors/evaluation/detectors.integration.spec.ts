import { ComplaintOpened, happened, InteractionRecorded } from '@harken/contracts';
import { newId, outbox } from '@harken/messaging';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningTouchpoints, runTouchpoints, smallMap } from '../../touchpoints.fixture.ts';
import { monitorSteps } from './monitor-steps.fixture.ts';

const hour = 3_600_000;
const day = 24 * hour;

describe('detectors', () => {
  let app: RunningTouchpoints;
  const { eventsOf, alertsOf, resultOf } = monitorSteps(() => app);
  beforeAll(async () => {
    app = await runTouchpoints();
  });
  afterAll(() => app?.stop());

  const put = async (id: string, body: object) => {
    const prefix = id.split('-')[0];
    await app.call('PUT', `/v1/journeys/${prefix}j`, { body: smallMap(`${prefix}-`) });
    const whole = { touchpoint: `${prefix}-hall`, method: 'rate', metric: 'complaints', severity: 'high', ...body };
    const answer = await app.call('PUT', `/v1/monitors/${id}`, { body: whole });
    expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
    return answer.body;
  };
  const complaints = async (touchpoint: string, count: number, openedAt = new Date()) => {
    const events = Array.from({ length: count }, () => {
      const complaintId = newId();
      const complaint = {
        ...ComplaintOpened.sample.complaint,
        complaintId,
        touchpoint,
        openedAt: openedAt.toISOString(),
      };
      return happened(ComplaintOpened, complaintId, { ...ComplaintOpened.sample, complaint });
    });
    await app.service.dataSource.transaction((tx) => outbox.add(tx, events));
  };
  const visits = async (touchpoint: string, perDay: (daysAgo: number) => number, days: number, history: boolean) => {
    const events = Array.from({ length: days }, (_, index) => index + 1).flatMap((daysAgo) =>
      Array.from({ length: perDay(daysAgo) }, () => {
        const interactionId = newId();
        const occurredAt = new Date(Date.now() - daysAgo * day).toISOString();
        const data = { ...InteractionRecorded.sample, interactionId, touchpoint, occurredAt, history };
        return happened(InteractionRecorded, interactionId, data);
      }),
    );
    await app.service.dataSource.transaction((tx) => outbox.add(tx, events));
  };

  it('fire once in the middle of a slot when there are too many already, below the touchpoint too', async () => {
    const monitor = await put('s-rate', { parameters: { baseline: { perDay: 2 } } });
    expect(monitor.baseline).toMatchObject({ state: 'ready', from: null, slot: 'day', version: 1 });
    expect(monitor.promise.falseAlarmEveryDays).toBeGreaterThanOrEqual(1095);
    expect(monitor.promise.sentence).toMatch(
      /^About one false alarm in 3 years; a doubling is found in about \d+ days\.$/,
    );
    await complaints('s-hall', 3);
    await eventually(async () => expect(await resultOf('s-rate')).toMatchObject({ condition: 'ok', n: 3 }));
    await complaints('s-desk', 15);
    await eventually(async () => expect(await eventsOf('fired', 's-rate')).toHaveLength(1));
    await complaints('s-pen', 2);
    await eventually(async () => expect(await resultOf('s-rate')).toMatchObject({ condition: 'breached', n: 20 }));
    expect(await eventsOf('fired', 's-rate')).toHaveLength(1);
    const [alert] = await alertsOf('s-rate');
    expect(alert).toMatchObject({ state: 'firing', evidence: { expected: 2, slot: { unit: 'day' } } });
  });

  it('learn from history and are ready, and history alarms nobody', async () => {
    await put('h-visits', { metric: 'interaction:visit' });
    expect(await resultOf('h-visits')).toMatchObject({ condition: 'learning' });
    await visits('h-hall', (daysAgo) => (daysAgo < 3 ? 60 : 4), 60, true);
    await eventually(
      async () => {
        const { body } = await app.call('GET', '/v1/monitors/h-visits');
        expect(body.baseline).toMatchObject({ state: 'ready', slot: 'day' });
      },
      { within: 30_000 },
    );
    expect(await alertsOf('h-visits')).toEqual([]);
    const { body } = await app.call(
      'GET',
      `/v1/monitors/h-visits/backtest?from=${new Date(Date.now() - 30 * day).toISOString()}`,
    );
    expect(body.alarms).toHaveLength(1);
    expect(body.alarms[0].observed).toBeGreaterThanOrEqual(100);
    expect(body.alarms[0].expected).toBeLessThan(20);
  }, 60_000);

  it('show a chart of what was judged and what arrived too late, as JSON and as a picture', async () => {
    await put('c-rate', { parameters: { baseline: { perDay: 24 }, slot: 'hour' } });
    const now = Date.now();
    // Two slots that are over, as if the monitor had been there.
    await app.service.dataSource.query(
      `UPDATE monitors SET due_at = now(), watch = jsonb_set(watch, '{nextSlot}', to_jsonb($1::bigint)) WHERE id = 'c-rate'`,
      [Math.floor(now / hour) * hour - 3 * hour],
    );
    await eventually(async () => {
      const { body } = await app.call('GET', '/v1/monitors/c-rate/chart');
      expect(body.points.filter(({ centre }: { centre: number | null }) => centre !== null).length).toBeGreaterThan(1);
    });
    await complaints('c-hall', 30, new Date(Math.floor(now / hour) * hour - 2.5 * hour));
    const chart = await eventually(async () => {
      const { body } = await app.call('GET', '/v1/monitors/c-rate/chart');
      expect(body.late).toBe(30);
      return body;
    });
    expect(chart.points.at(-1)).toMatchObject({ centre: null });
    expect(chart.points.find(({ centre }: { centre: number | null }) => centre !== null)).toMatchObject({
      value: 0,
      centre: 1,
      signal: null,
    });
    expect(await alertsOf('c-rate')).toEqual([]);
    const to = encodeURIComponent(new Date(now).toISOString());
    const picture = () =>
      app.call('GET', `/v1/monitors/c-rate/chart?to=${to}`, { headers: { accept: 'image/svg+xml' } });
    const [first, second] = [await picture(), await picture()];
    expect(first.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(first.body).toMatch(/^<svg role="img"[^>]*>\n<title>complaints at c-hall<\/title><desc>No alarm from/);
    expect(first.body).toContain('</text>');
    expect(second.body).toBe(first.body);
  });

  it('learn anew by command: the alert ends, and they are learning', async () => {
    await put('l-rate', { parameters: { baseline: { perDay: 2 } } });
    await complaints('l-hall', 30);
    await eventually(async () => expect(await eventsOf('fired', 'l-rate')).toHaveLength(1));
    const answer = await app.call('POST', '/v1/monitors/l-rate/relearn', { body: {} });
    expect([answer.status, answer.body.baseline.state, answer.body.version]).toEqual([200, 'learning', 2]);
    expect(await alertsOf('l-rate')).toMatchObject([{ state: 'resolved', resolution: 'monitor-changed' }]);
  });

  it('share the promise: a stricter one is a new version of the baseline, and open alerts stay', async () => {
    await put('p-rate', { parameters: { baseline: { perDay: 2 } } });
    await complaints('p-hall', 30);
    await eventually(async () => expect(await eventsOf('fired', 'p-rate')).toHaveLength(1));
    expect((await app.call('GET', '/v1/monitoring-promise')).body).toMatchObject({ falseAlarmsPerMonth: 2 });
    const published = await app.call('PUT', '/v1/monitoring-promise', { body: { falseAlarmsPerMonth: 0.01 } });
    expect(published.status).toBe(200);
    await eventually(async () => {
      const { body } = await app.call('GET', '/v1/monitors/p-rate');
      expect(body.baseline.version).toBe(2);
      expect(body.promise.falseAlarmEveryDays).toBeGreaterThan(5000);
    });
    expect(await alertsOf('p-rate')).toMatchObject([{ state: 'firing' }]);
    expect(await eventsOf('fired', 'p-rate')).toHaveLength(1);
  });

  it('are refused with every fault', async () => {
    await app.call('PUT', '/v1/journeys/fj', { body: smallMap('f-') });
    const body = {
      touchpoint: 'f-hall',
      metric: 'nps',
      method: 'rate',
      severity: 'high',
      parameters: { slot: 'week', learn: 'P1D', baseline: { perDay: 0, weekdays: [1] }, k: 3 },
    };
    const answer = await app.call('PUT', '/v1/monitors/f-rate', { body });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/metric',
      '/parameters/baseline/perDay',
      '/parameters/baseline/weekdays',
      '/parameters/k',
      '/parameters/learn',
      '/parameters/slot',
    ]);
    const standard = { ...body, method: 'p_chart', metric: 'ces', parameters: {} };
    expect((await app.call('PUT', '/v1/monitors/f-share', { body: standard })).status).toBe(400);
    expect(
      (
        await app.call('PUT', '/v1/monitors/f-silent', {
          body: { touchpoint: 'f-hall', method: 'silence', parameters: { longerThan: 'PT1H' }, severity: 'low' },
        })
      ).status,
    ).toBe(201);
    const chart = await app.call('GET', '/v1/monitors/f-silent/chart');
    expect([chart.status, chart.body.code]).toEqual([409, 'monitor.no-baseline']);
  });
});
