import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningTouchpoints, runTouchpoints, smallMap } from '../touchpoints.fixture.ts';

let app: RunningTouchpoints;
beforeAll(async () => {
  app = await runTouchpoints();
}, 60_000);
afterAll(() => app?.stop());

const unmapped = async (id: string) =>
  (await app.call('GET', '/v1/unmapped-touchpoints')).body.items.find((item: { id: string }) => item.id === id);
const healthOf = async (journey: string, query = '') =>
  (await app.call('GET', `/v1/journeys/${journey}/health${query}`)).body;

describe('touchpoints that no map has', () => {
  it('are listed with counts, and adopted into a map by one command', async () => {
    await app.call('PUT', '/v1/journeys/a', { body: smallMap('a-') });
    await app.submitFeedback(
      { touchpoint: 'a-kiosk', answers: { csat: 5 } },
      { touchpoint: 'a-kiosk', answers: { csat: 3 } },
    );
    await eventually(async () => expect(await unmapped('a-kiosk')).toMatchObject({ events: 2 }));
    const body = { journey: 'a', stage: 'visit', parent: 'a-hall', name: 'Kiosk' };
    const nowhere = await app.call('POST', '/v1/unmapped-touchpoints/a-kiosk/adopt', {
      body: { ...body, parent: 'a-attic' },
    });
    expect([nowhere.status, nowhere.body.code]).toEqual([409, 'unmapped-touchpoint.place-unknown']);
    const adopted = await app.call('POST', '/v1/unmapped-touchpoints/a-kiosk/adopt', { body });
    expect([adopted.status, adopted.body.version]).toEqual([200, 2]);
    expect(await unmapped('a-kiosk')).toBeUndefined();
    const { changes } = (await app.call('GET', '/v1/journeys/a/diff?from=1&to=2')).body;
    expect(changes).toEqual([
      {
        kind: 'added',
        of: 'touchpoint',
        id: 'a-kiosk',
        before: null,
        after: { path: ['a', 'visit', 'a-hall', 'a-kiosk'], name: 'Kiosk' },
      },
    ]);
    const health = await healthOf('a');
    expect([health.value, health.missing]).toEqual([75, ['a-pen', 'a-garden']]);
    expect((await app.call('POST', '/v1/unmapped-touchpoints/a-kiosk/adopt', { body })).status).toBe(404);
  });

  it('stand for a touchpoint after a rename: what was measured moves there, and what comes follows', async () => {
    await app.call('PUT', '/v1/journeys/b', { body: smallMap('b-') });
    await app.submitFeedback(
      { touchpoint: 'b garden', answers: { csat: 1 } },
      { touchpoint: 'b-garden', answers: { csat: 3 } },
    );
    await eventually(async () => expect(await unmapped('b garden')).toMatchObject({ events: 1 }));
    const path = `/v1/unmapped-touchpoints/${encodeURIComponent('b garden')}`;
    const adopt = { journey: 'b', stage: 'visit', name: 'Garden' };
    expect((await app.call('POST', `${path}/adopt`, { body: adopt })).body.code).toBe(
      'unmapped-touchpoint.id-not-allowed',
    );
    expect((await app.call('POST', `${path}/rename`, { body: { to: 'b-attic' } })).status).toBe(409);
    const renamed = await app.call('POST', `${path}/rename`, { body: { to: 'b-garden' } });
    expect([renamed.status, renamed.body]).toEqual([200, { id: 'b garden', touchpoint: 'b-garden', events: 1 }]);
    await app.submitFeedback({ touchpoint: 'b garden', answers: { csat: 5 } });
    await eventually(async () => expect(await healthOf('b')).toMatchObject({ value: 50 }));
    expect((await healthOf('b')).parts.find((part: { touchpoint: string }) => part.touchpoint === 'b-garden').n).toBe(
      3,
    );
    expect(await unmapped('b garden')).toBeUndefined();
  });
});

describe('the health of a journey', () => {
  it('weighs by segment, takes one metric, compares with an earlier time, and is a map as well', async () => {
    const map = smallMap('c-');
    const [stage] = map.stages as { touchpoints: object[] }[];
    stage?.touchpoints.push({ id: 'c-door', name: 'Door', weight: 0, segmentWeights: { 'owner-occupier': 97 } });
    expect((await app.call('PUT', '/v1/journeys/c', { body: map })).status).toBe(201);
    await app.submitFeedback(
      { touchpoint: 'c-door', answers: { csat: 5 } },
      { touchpoint: 'c-garden', answers: { csat: 1, nps: 0 } },
      { touchpoint: 'c-garden', answers: { csat: 3 }, secondsAgo: 40 * 86_400 },
    );
    await eventually(async () => expect((await healthOf('c', '?metric=csat')).coverage).toBeCloseTo(1 / 3, 10));
    expect((await healthOf('c', '?metric=csat')).value).toBe(0);
    expect((await healthOf('c', '?metric=csat&segment=owner-occupier')).value).toBeCloseTo(97 / 98, 10);
    const against = new Date(Date.now() - 30 * 86_400_000).toISOString();
    const compared = await healthOf('c', `?against=${against}`);
    expect([compared.value, compared.comparison.value, compared.comparison.change]).toEqual([0, 50, -50]);
    const svg = await app.call('GET', '/v1/journeys/c/health', { headers: { accept: 'image/svg+xml' } });
    expect([svg.status, svg.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(svg.body).toMatch(/^<svg .*<title id="title">Small: 0<\/title>/);
    for (const wrong of ['?window=P1M', '?metric=joy', '?at=yesterday']) {
      expect((await app.call('GET', `/v1/journeys/c/health${wrong}`)).status).toBe(400);
    }
    expect((await app.call('GET', '/v1/journeys/nobody/health')).status).toBe(404);
  });
});
