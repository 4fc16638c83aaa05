import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningTouchpoints, runTouchpoints, smallMap } from '../touchpoints.fixture.ts';

let app: RunningTouchpoints;
beforeAll(async () => {
  app = await runTouchpoints();
  await app.addReplica();
}, 60_000);
afterAll(() => app?.stop());

const event = (name: string) => `harken.touchpoints.touchpoint-alert-${name}.v1`;
const times = (n: number, touchpoint: string, nps: number, ago = 0) =>
  Array.from({ length: n }, () => ({ touchpoint, answers: { nps }, ago }));

const eventsOf = async (name: string, monitor: string) =>
  (await app.published(event(name))).filter(({ alert }) => (alert as { monitorId: string }).monitorId === monitor);
const alertsOf = async (monitor: string) =>
  (await app.call('GET', `/v1/touchpoint-alerts?monitor=${monitor}`)).body.items;
const conditionOf = async (monitor: string) => (await app.call('GET', `/v1/monitors/${monitor}`)).body.judgement;

/** A map of its own with a standard on the hall's NPS and a monitor on that, all named by the prefix. */
async function watched(prefix: string, standard: object = {}, monitor: object = {}): Promise<string> {
  await app.call('PUT', `/v1/journeys/${prefix}j`, { body: smallMap(prefix) });
  const id = `${prefix}nps`;
  const promise = { touchpoint: `${prefix}hall`, metric: 'nps', comparator: '>=', target: 20, window: 'P1D' };
  const put = await app.call('PUT', `/v1/standards/${id}`, {
    body: { ...promise, minimumSample: 10, owner: 'front', ...standard },
  });
  expect(put.status).toBe(201);
  const body = { touchpoint: `${prefix}hall`, metric: 'nps', method: 'standard', severity: 'high', ...monitor };
  expect((await app.call('PUT', `/v1/monitors/${id}`, { body })).status).toBe(201);
  return id;
}

describe('a monitor on a standard', () => {
  it('says insufficient data below the minimum sample, fires on a breach, and resolves on recovery', async () => {
    const monitor = await watched('b-');
    await app.say(...times(9, 'b-hall', 0));
    await eventually(async () => expect(await conditionOf(monitor)).toMatchObject({ n: 9, value: -100 }));
    expect(await conditionOf(monitor)).toMatchObject({ condition: 'insufficient-data' });
    expect(await alertsOf(monitor)).toEqual([]);

    await app.say(...times(3, 'b-hall', 0));
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

    await app.say(...times(40, 'b-hall', 10));
    await eventually(async () => expect(await eventsOf('resolved', monitor)).toHaveLength(1));
    const [resolved] = await alertsOf(monitor);
    expect(resolved).toMatchObject({ state: 'resolved', resolution: 'recovered' });
    expect(resolved.evidence.recovery).toMatchObject({ condition: 'ok' });
    expect(await eventsOf('fired', monitor)).toHaveLength(1);
  });

  it('counts what was said at the touchpoints nested below, and before the standard was put', async () => {
    await app.call('PUT', '/v1/journeys/n-j', { body: smallMap('n-') });
    await app.say(...times(8, 'n-pen', 0), ...times(8, 'n-desk', 0), ...times(50, 'n-garden', 10));
    const { dataSource } = app.service;
    await eventually(async () => {
      const [row] = await dataSource.query(
        "SELECT sum(n)::int AS n FROM measurements WHERE touchpoint LIKE 'n-%' AND width = 1",
      );
      return row.n === 66;
    });
    const monitor = await watched('n-');
    expect(await conditionOf(monitor)).toMatchObject({ condition: 'breached', n: 16, value: -100 });
    expect(await alertsOf(monitor)).toMatchObject([{ state: 'firing' }]);
  });

  it('is not moved by an event that comes twice, nor by the order in which events come', async () => {
    const monitor = await watched('o-', { window: 'PT2H' });
    await app.say(...times(5, 'o-hall', 10, 60), ...times(5, 'o-hall', 0, 5400), ...times(5, 'o-hall', 10, 600));
    await app.say(...times(7, 'o-hall', 0, 3 * 3600));
    await eventually(async () => expect(await conditionOf(monitor)).toMatchObject({ n: 15 }));
    await app.repeatFeedback();
    // Enough events to follow the repeated ones on every partition: when these are counted, those were seen.
    await app.say(...times(60, 'o-garden', 5));
    const counted = async (touchpoint: string): Promise<number> => {
      const sum = 'SELECT sum(n)::int AS n FROM measurements WHERE touchpoint = $1 AND width = 3600';
      return (await app.service.dataSource.query(sum, [touchpoint]))[0].n;
    };
    await eventually(async () => (await counted('o-garden')) === 60);
    expect(await counted('o-hall')).toBe(22);
    expect(await conditionOf(monitor)).toMatchObject({ n: 15 });
  });

  it('looks again when the bad data has left the window, though nothing comes in', async () => {
    const monitor = await watched('w-', { window: 'PT2S' });
    await app.say(...times(12, 'w-hall', 0));
    await eventually(async () => expect(await eventsOf('fired', monitor)).toHaveLength(1));
    await eventually(async () => expect(await eventsOf('resolved', monitor)).toHaveLength(1));
    expect(await alertsOf(monitor)).toMatchObject([{ state: 'resolved', resolution: 'insufficient-data' }]);
    expect(await conditionOf(monitor)).toMatchObject({ n: 0, value: null, interval: null });
  });

  it('waits for `for` before it fires and for `keepFiringFor` before it resolves', async () => {
    const monitor = await watched('f-', {}, { for: 'PT1S', keepFiringFor: 'PT1S' });
    await app.say(...times(12, 'f-hall', 0));
    await eventually(async () => expect(await alertsOf(monitor)).toMatchObject([{ state: 'pending', firedAt: null }]));
    await eventually(async () => expect(await eventsOf('fired', monitor)).toHaveLength(1));
    const [firing] = await alertsOf(monitor);
    const waited = Date.parse(firing.firedAt) - Date.parse(firing.since);
    expect(waited).toBeGreaterThanOrEqual(1000);
    expect(waited).toBeLessThan(2000);
    await app.say(...times(60, 'f-hall', 10));
    await eventually(async () => expect((await alertsOf(monitor))[0].clearedAt).not.toBeNull());
    await eventually(async () => expect(await eventsOf('resolved', monitor)).toHaveLength(1));
    const [resolved] = await alertsOf(monitor);
    expect(Date.parse(resolved.resolvedAt) - Date.parse(resolved.clearedAt)).toBeGreaterThanOrEqual(1000);
  });

  it('looks again when its standard promises something else', async () => {
    const monitor = await watched('s-');
    await app.say(...times(12, 's-hall', 0));
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
    const monitor = await watched('c-', { minimumSample: 1000 });
    const places = ['c-hall', 'c-desk', 'c-pen'];
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        app.say(
          ...Array.from({ length: 30 }, (_, j) => ({ touchpoint: places[(i + j) % 3] ?? '', answers: { nps: 9 } })),
        ),
      ),
    );
    await eventually(async () => expect(await conditionOf(monitor)).toMatchObject({ n: 600, value: 100 }));
  });
});

describe('a monitor on silence', () => {
  const silence = (touchpoint: string, longerThan: string) => ({
    body: { touchpoint, method: 'silence', severity: 'normal', parameters: { longerThan } },
  });

  it('fires when nothing came in for too long, and ends with the next event of any kind', async () => {
    await app.call('PUT', '/v1/journeys/q-j', { body: smallMap('q-') });
    expect((await app.call('PUT', '/v1/monitors/q-silence', silence('q-hall', 'PT1S'))).status).toBe(201);
    await eventually(async () => expect(await eventsOf('fired', 'q-silence')).toHaveLength(1));
    expect(await alertsOf('q-silence')).toMatchObject([
      { state: 'firing', metric: null, evidence: { longerThan: 'PT1S' } },
    ]);
    await app.meet('q-pen');
    await eventually(async () => expect(await eventsOf('resolved', 'q-silence')).toHaveLength(1));
    await eventually(async () => expect(await eventsOf('fired', 'q-silence')).toHaveLength(2));
  });

  it('does not fire while events keep coming', async () => {
    await app.call('PUT', '/v1/journeys/k-j', { body: smallMap('k-') });
    await app.call('PUT', '/v1/monitors/k-silence', silence('k-hall', 'PT1H'));
    await app.meet('k-desk');
    await eventually(async () => expect((await conditionOf('k-silence')).lastEventAt).not.toBeNull());
    expect(await conditionOf('k-silence')).toMatchObject({ condition: 'ok', n: 1 });
    expect(await alertsOf('k-silence')).toEqual([]);
  });
});

describe('an alert', () => {
  it('is acknowledged once, by a person, and the event says who', async () => {
    const monitor = await watched('a-');
    await app.say(...times(12, 'a-hall', 0));
    await eventually(async () => expect(await alertsOf(monitor)).toHaveLength(1));
    const [{ id }] = await alertsOf(monitor);
    const path = `/v1/touchpoint-alerts/${id}/acknowledge`;
    const body = { by: 'anna', note: 'on it' };
    const headers = { 'idempotency-key': 'ack-1' };
    const seen = await app.call('POST', path, { body, headers });
    expect(seen.body).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'anna', note: 'on it' });
    expect(seen.headers.get('etag')).toBe('"2"');
    expect((await app.call('POST', path, { body, headers })).body).toEqual(seen.body);
    const other = await app.call('POST', path, { body: { by: 'ben' } });
    expect([other.status, other.body.code]).toEqual([409, 'touchpoint-alert.already-acknowledged']);
    expect(await eventsOf('acknowledged', monitor)).toMatchObject([{ by: 'anna' }]);
    const open = await app.call(
      'GET',
      '/v1/touchpoint-alerts?state=acknowledged,firing&touchpoint=a-hall&severity=high',
    );
    expect(open.body.items.map((alert: { id: string }) => alert.id)).toEqual([id]);
  });

  it('ends when its monitor is deleted', async () => {
    const monitor = await watched('d-');
    await app.say(...times(12, 'd-hall', 0));
    await eventually(async () => expect(await alertsOf(monitor)).toHaveLength(1));
    expect((await app.call('DELETE', '/v1/standards/d-nps')).body.code).toBe('standard.in-use');
    expect((await app.call('DELETE', `/v1/monitors/${monitor}`)).status).toBe(204);
    expect(await alertsOf(monitor)).toMatchObject([{ state: 'resolved', resolution: 'monitor-deleted' }]);
    expect(await eventsOf('resolved', monitor)).toHaveLength(1);
    expect((await app.call('DELETE', '/v1/standards/d-nps')).status).toBe(204);
    expect((await app.call('GET', `/v1/monitors/${monitor}`)).status).toBe(404);
  });
});

describe('what cannot be watched is refused', () => {
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
        touchpoint: 'b-hall',
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
      { touchpoint: 'b-hall', metric: 'csat', method: 'standard', severity: 'low' },
      409,
      'monitor.standard-missing',
    ],
    [
      'PUT',
      '/v1/monitors/x',
      { touchpoint: 'b-hall', metric: 'nps', method: 'ewma', severity: 'low' },
      409,
      'monitor.method-not-supported',
    ],
    [
      'PUT',
      '/v1/monitors/x',
      { touchpoint: 'nowhere', method: 'silence', severity: 'low', parameters: { longerThan: 'PT1H' } },
      409,
      'monitor.touchpoint-unknown',
    ],
    ['PUT', '/v1/monitors/x', { touchpoint: 'b-hall', method: 'silence', severity: 'low' }, 400, 'monitor.invalid'],
    ['DELETE', '/v1/monitors/x', undefined, 404, 'monitor.not-found'],
    ['GET', '/v1/standards/x', undefined, 404, 'standard.not-found'],
    ['GET', `/v1/touchpoint-alerts/${nothing}`, undefined, 404, 'touchpoint-alert.not-found'],
    ['POST', `/v1/touchpoint-alerts/${nothing}/acknowledge`, {}, 404, 'touchpoint-alert.not-found'],
  ])('%s %s %j', async (method, path, body, status, code) => {
    const reply = await app.call(method, path, body === undefined ? {} : { body });
    expect([reply.status, reply.body.code]).toEqual([status, code]);
  });
});
