import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningTouchpoints, runTouchpoints, smallMap } from '../../touchpoints.fixture.ts';
import { monitorSteps, repeatedAnswers } from './monitor-steps.fixture.ts';

let app: RunningTouchpoints;
beforeAll(async () => {
  app = await runTouchpoints();
  await app.addReplica();
}, 60_000);
afterAll(() => app?.stop());

const { eventsOf, alertsOf, resultOf, createMonitor } = monitorSteps(() => app);

describe('a monitor on a standard', () => {
  it('has insufficient data below the minimum sample, fires on a breach, and resolves on recovery', async () => {
    const monitor = await createMonitor('b-');
    await app.submitFeedback(...repeatedAnswers(9, 'b-hall', 0));
    await eventually(async () => expect(await resultOf(monitor)).toMatchObject({ n: 9, value: -100 }));
    expect(await resultOf(monitor)).toMatchObject({ condition: 'insufficient-data' });
    expect(await alertsOf(monitor)).toEqual([]);

    await app.submitFeedback(...repeatedAnswers(3, 'b-hall', 0));
    await eventually(async () => expect(await eventsOf('fired', monitor)).toHaveLength(1));
    const [alert] = await alertsOf(monitor);
    expect(alert).toMatchObject({
      state: 'firing',
      severity: 'high',
      journey: 'b-j',
      stage: 'visit',
      team: 'front',
      evidence: { standard: { target: 20, comparator: '>=', version: 1 }, value: -100 },
    });
    expect(alert.evidence.interval.high).toBeLessThan(20);
    const { body: touchpoint } = await app.call('GET', '/v1/touchpoints/b-hall');
    expect(touchpoint.health).toMatchObject({ state: 'alerting', alerts: [alert.id] });

    await app.submitFeedback(...repeatedAnswers(40, 'b-hall', 10));
    await eventually(async () => expect(await eventsOf('resolved', monitor)).toHaveLength(1));
    const [resolved] = await alertsOf(monitor);
    expect(resolved).toMatchObject({ state: 'resolved', resolution: 'recovered' });
    expect(resolved.evidence.recovery).toMatchObject({ condition: 'ok' });
    expect(await eventsOf('fired', monitor)).toHaveLength(1);
  });

  it('is not breached by history, however recent (case 18)', async () => {
    const monitor = await createMonitor('hist-');
    const history = repeatedAnswers(30, 'hist-hall', 0, 3600).map((one) => ({ ...one, history: true }));
    await app.submitFeedback(...history, ...repeatedAnswers(12, 'hist-hall', 10));
    await eventually(async () => expect(await resultOf(monitor)).toMatchObject({ condition: 'ok', n: 12, value: 100 }));
    expect(await alertsOf(monitor)).toEqual([]);
  });

  it('counts feedback at nested touchpoints, and from before the standard was set', async () => {
    await app.call('PUT', '/v1/journeys/n-j', { body: smallMap('n-') });
    await app.submitFeedback(
      ...repeatedAnswers(8, 'n-pen', 0),
      ...repeatedAnswers(8, 'n-desk', 0),
      ...repeatedAnswers(50, 'n-garden', 10),
    );
    const { dataSource } = app.service;
    await eventually(async () => {
      const [row] = await dataSource.query(
        "SELECT sum(n)::int AS n FROM measurements WHERE touchpoint LIKE 'n-%' AND width = 1",
      );
      return row.n === 66;
    });
    const monitor = await createMonitor('n-');
    expect(await resultOf(monitor)).toMatchObject({ condition: 'breached', n: 16, value: -100 });
    expect(await alertsOf(monitor)).toMatchObject([{ state: 'firing' }]);
  });

  it('does not depend on repeated events or on the order of events', async () => {
    const monitor = await createMonitor('o-', { window: 'PT2H' });
    await app.submitFeedback(
      ...repeatedAnswers(5, 'o-hall', 10, 60),
      ...repeatedAnswers(5, 'o-hall', 0, 5400),
      ...repeatedAnswers(5, 'o-hall', 10, 600),
    );
    await app.submitFeedback(...repeatedAnswers(7, 'o-hall', 0, 3 * 3600));
    await eventually(async () => expect(await resultOf(monitor)).toMatchObject({ n: 15 }));
    await app.repeatFeedback();
    // Enough events to follow the repeated ones on every partition: when these are counted, those were seen.
    await app.submitFeedback(...repeatedAnswers(60, 'o-garden', 5));
    const counted = async (touchpoint: string): Promise<number> => {
      const sum = `SELECT sum(n)::int AS n FROM measurements WHERE touchpoint = $1 AND width = 3600 AND segment = ''`;
      return (await app.service.dataSource.query(sum, [touchpoint]))[0].n;
    };
    await eventually(async () => (await counted('o-garden')) === 60);
    expect(await counted('o-hall')).toBe(22);
    expect(await resultOf(monitor)).toMatchObject({ n: 15 });
  });

  it('is evaluated again when bad data leaves the window, without a new event', async () => {
    const monitor = await createMonitor('w-', { window: 'PT2S' });
    await app.submitFeedback(...repeatedAnswers(12, 'w-hall', 0));
    await eventually(async () => expect(await eventsOf('fired', monitor)).toHaveLength(1));
    await eventually(async () => expect(await eventsOf('resolved', monitor)).toHaveLength(1));
    expect(await alertsOf(monitor)).toMatchObject([{ state: 'resolved', resolution: 'insufficient-data' }]);
    expect(await resultOf(monitor)).toMatchObject({ n: 0, value: null, interval: null });
  });

  it('waits for `for` before it fires and for `keepFiringFor` before it resolves', async () => {
    const monitor = await createMonitor('f-', {}, { for: 'PT1S', keepFiringFor: 'PT1S' });
    await app.submitFeedback(...repeatedAnswers(12, 'f-hall', 0));
    await eventually(async () => expect(await alertsOf(monitor)).toMatchObject([{ state: 'pending', firedAt: null }]));
    await eventually(async () => expect(await eventsOf('fired', monitor)).toHaveLength(1));
    const [firing] = await alertsOf(monitor);
    const waited = Date.parse(firing.firedAt) - Date.parse(firing.since);
    expect(waited).toBeGreaterThanOrEqual(1000);
    expect(waited).toBeLessThan(2000);
    await app.submitFeedback(...repeatedAnswers(60, 'f-hall', 10));
    await eventually(async () => expect((await alertsOf(monitor))[0].clearedAt).not.toBeNull());
    await eventually(async () => expect(await eventsOf('resolved', monitor)).toHaveLength(1));
    const [resolved] = await alertsOf(monitor);
    expect(Date.parse(resolved.resolvedAt) - Date.parse(resolved.clearedAt)).toBeGreaterThanOrEqual(1000);
  });

  it('is evaluated again when its standard changes', async () => {
    const monitor = await createMonitor('s-');
    await app.submitFeedback(...repeatedAnswers(12, 's-hall', 0));
    await eventually(async () => expect(await eventsOf('fired', monitor)).toHaveLength(1));
    const standard = { touchpoint: 's-hall', metric: 'nps', comparator: '>=', target: -100, window: 'P1D' };
    const body = { ...standard, minimumSample: 10, owner: 'front' };
    const put = await app.call('PUT', '/v1/standards/s-nps', { body, headers: { 'if-match': '"1"' } });
    expect([put.status, put.body.version]).toEqual([200, 2]);
    expect(await alertsOf(monitor)).toMatchObject([{ state: 'resolved', resolution: 'recovered' }]);
    const versions = await app.call('GET', '/v1/standards/s-nps/versions');
    expect(versions.body.items.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
  });

  it('counts every answer once when many come at once to two replicas', async () => {
    const monitor = await createMonitor('c-', { minimumSample: 1000 });
    const places = ['c-hall', 'c-desk', 'c-pen'];
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        app.submitFeedback(
          ...Array.from({ length: 30 }, (_, j) => ({ touchpoint: places[(i + j) % 3] ?? '', answers: { nps: 9 } })),
        ),
      ),
    );
    await eventually(async () => expect(await resultOf(monitor)).toMatchObject({ n: 600, value: 100 }));
  });
});
