import { happened, PersonChanged } from '@harken/contracts';
import { outbox } from '@harken/messaging';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requestAlertReview } from '../../alerts/request-alert-review.use-case.ts';
import { reviewDueAlerts } from '../../alerts/review-alerts.use-case.ts';
import { monitorSteps, repeatedAnswers } from '../../monitors/evaluation/monitor-steps.fixture.ts';
import { type RunningTouchpoints, runTouchpoints } from '../../touchpoints.fixture.ts';

let app: RunningTouchpoints;
beforeAll(async () => {
  app = await runTouchpoints();
  await app.addReplica();
}, 60_000);
afterAll(() => app?.stop());

const { createMonitor, alertsOf, eventsOf } = monitorSteps(() => app);
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const put = (path: string, body: object) => app.call('PUT', path, { body });
const breach = (...touchpoints: string[]) =>
  app.submitFeedback(...touchpoints.flatMap((touchpoint) => repeatedAnswers(12, touchpoint, 0)));
const whys = async (monitor: string) =>
  (await eventsOf('fired', monitor)).map(({ why, alert }) => [
    why,
    (alert as { suppressedBy: { by: string } | null }).suppressedBy?.by ?? null,
  ]);
/** A second monitor on the same map. */
const addMonitor = async (id: string, touchpoint: string, severity = 'high') => {
  const standard = { touchpoint, metric: 'nps', comparator: '>=', target: 20, window: 'P1D', minimumSample: 10 };
  await put(`/v1/standards/${id}`, { ...standard, owner: 'front' });
  const monitor = { touchpoint, metric: 'nps', method: 'standard', severity, parameters: { standard: id } };
  expect((await put(`/v1/monitors/${id}`, monitor)).status).toBe(201);
};

describe('a silence', () => {
  it('keeps what it matches in the list, marked, and lets it be told when it ends while it still fires', async () => {
    const monitor = await createMonitor('a-');
    const body = { matchers: { touchpoints: ['a-hall'] }, until: inAnHour(), comment: 'Maintenance' };
    const preview = await app.call('POST', '/v1/silences/preview', { body });
    expect([preview.status, preview.body]).toEqual([200, { alerts: [], monitors: ['a-nps'] }]);
    const made = await put('/v1/silences/a-quiet', body);
    expect([made.status, made.body.state, made.body.author]).toEqual([201, 'active', 'tests']);
    expect((await put('/v1/silences/a-quiet', body)).headers.get('etag')).toBe('"1"');
    await breach('a-hall');
    await eventually(async () => expect(await alertsOf(monitor)).toMatchObject([{ state: 'silenced' }]));
    const [alert] = await alertsOf(monitor);
    expect(alert).toMatchObject({ suppressedBy: { by: 'silence', id: 'a-quiet' }, announcedAt: null });
    expect((await app.call('GET', '/v1/silences/a-quiet')).body.alerts).toEqual([alert.id]);
    expect((await app.call('GET', '/v1/touchpoint-alerts?state=firing')).body.items).toEqual([]);
    expect(await whys(monitor)).toEqual([['fired', 'silence']]);
    const ending = { ...body, until: new Date(Date.now() + 1_500).toISOString() };
    expect((await put('/v1/silences/a-quiet', ending)).status).toBe(200);
    await eventually(async () => expect(await alertsOf(monitor)).toMatchObject([{ state: 'firing' }]));
    expect(await whys(monitor)).toEqual([
      ['fired', 'silence'],
      ['no_longer_suppressed', null],
    ]);
    expect((await app.call('GET', '/v1/silences?state=expired')).body.items).toMatchObject([{ id: 'a-quiet' }]);
    expect((await app.call('DELETE', '/v1/silences/a-quiet')).status).toBe(204);
  });

  it('is refused when it matches everything or ends before it begins, and is listed when it matches nothing', async () => {
    const wrong = { matchers: {}, from: inAnHour(), until: '2026-01-01T00:00:00Z', comment: 'x' };
    const refused = await put('/v1/silences/x', wrong);
    expect([refused.status, refused.body.errors.map((e: { pointer: string }) => e.pointer)]).toEqual([
      400,
      ['/matchers', '/until'],
    ]);
    await put('/v1/silences/void', { matchers: { monitors: ['nobody'] }, until: inAnHour(), comment: 'x' });
    expect((await app.call('GET', '/v1/silences?state=active')).body.items).toMatchObject([
      { id: 'void', monitors: [] },
    ]);
    expect((await app.call('DELETE', '/v1/silences/unknown')).body.code).toBe('silence.not-found');
  });
});

describe('one cause', () => {
  it('is one alert: of two monitors one is told, and the touchpoint above silences those below (two replicas)', async () => {
    await createMonitor('b-');
    await addMonitor('b-second', 'b-hall');
    await addMonitor('b-below', 'b-desk', 'critical');
    await breach('b-desk');
    await eventually(async () => {
      const { items } = (await app.call('GET', '/v1/touchpoint-alerts?grouped=true')).body;
      const ours = items.filter((alert: { monitor: string }) => alert.monitor.startsWith('b-'));
      const states = Object.fromEntries(
        ours.map((alert: { monitor: string; state: string }) => [alert.monitor, alert.state]),
      );
      expect(Object.values(states).sort()).toEqual(['firing', 'inhibited', 'inhibited']);
      expect(states['b-below']).toBe('inhibited');
    });
    const { items } = (await app.call('GET', '/v1/touchpoint-alerts?touchpoint=b-hall')).body;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ group: 'b-hall/nps', state: 'firing' });
    const events = await Promise.all(['b-nps', 'b-second', 'b-below'].map(whys));
    expect(events.flat().sort()).toEqual(
      [
        ['fired', null],
        ['fired', 'alert'],
        ['fired', 'group'],
      ].sort(),
    );
    // The other one of the group takes over when the first is gone.
    await app.call('DELETE', `/v1/monitors/${items[0].monitor}`);
    const other = items[0].monitor === 'b-nps' ? 'b-second' : 'b-nps';
    await eventually(async () =>
      expect(await whys(other)).toEqual([
        ['fired', 'group'],
        ['no_longer_suppressed', null],
      ]),
    );
  });
});

describe('a review that dies before its commit', () => {
  it('has told nobody: the next one tells each alert once (case 14)', async () => {
    const monitor = await createMonitor('k-');
    await breach('k-hall');
    await eventually(async () => expect(await alertsOf(monitor)).toHaveLength(1));
    const died = app.service.dataSource.transaction(async (tx) => {
      await requestAlertReview(tx);
      await tx.query("UPDATE alerts SET fired_at = fired_at - interval '1 minute' WHERE monitor_id = $1", [monitor]);
      await reviewDueAlerts(tx);
      throw new Error('killed');
    });
    await expect(died).rejects.toThrow('killed');
    await eventually(async () => expect(await whys(monitor)).toEqual([['fired', null]]));
    await app.service.dataSource.transaction((tx) => requestAlertReview(tx));
    await app.service.dataSource.transaction(reviewDueAlerts);
    expect(await whys(monitor)).toEqual([['fired', null]]);
  });
});

describe('the alert policy', () => {
  it('repeats what nobody acknowledges and hands it to the deputy of the owner, each once', async () => {
    const person = { ...PersonChanged.sample.person, personId: 'wei', deputy: 'ben' };
    await app.service.dataSource.transaction((tx) =>
      outbox.add(tx, [happened(PersonChanged, 'wei', { ...PersonChanged.sample, person })]),
    );
    const wrong = await put('/v1/alert-policy', { repeatEvery: 'P1M' });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'alert-policy.invalid']);
    const acknowledgeWithin = { critical: 'PT1S', high: 'PT2S', normal: null, low: null };
    expect((await put('/v1/alert-policy', { groupWait: 'PT0S', repeatEvery: 'PT3S', acknowledgeWithin })).status).toBe(
      200,
    );
    const monitor = await createMonitor('c-');
    await app.service.dataSource.query("UPDATE touchpoints SET owner = 'wei' WHERE id = 'c-hall'");
    await breach('c-hall');
    await eventually(async () =>
      expect((await whys(monitor)).slice(0, 2)).toEqual([
        ['fired', null],
        ['repeated', null],
      ]),
    );
    const escalated = await app.publishedEvents('harken.touchpoints.touchpoint-alert-escalated.v1');
    const ours = escalated.filter(({ alert }) => (alert as { monitorId: string }).monitorId === monitor);
    expect(ours).toMatchObject([{ to: 'ben', alert: { owner: 'wei' } }]);
    const [{ id }] = await alertsOf(monitor);
    expect((await alertsOf(monitor))[0]).toMatchObject({ state: 'firing', escalatedTo: 'ben' });
    await app.call('POST', `/v1/touchpoint-alerts/${id}/acknowledge`, { body: {} });
    const { length } = await whys(monitor);
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    expect(await whys(monitor)).toHaveLength(length);
  });
});
