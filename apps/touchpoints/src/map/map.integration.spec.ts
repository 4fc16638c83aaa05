import { readdirSync, readFileSync } from 'node:fs';
import { checkOpenApi, generateOpenApi, lintOpenApi } from '@harken/service';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningTouchpoints, runTouchpoints, smallMap } from '../touchpoints.fixture.ts';
import { touchpointsService } from '../touchpoints.module.ts';
import { activateJourneys } from './activate-journeys.use-case.ts';

let app: RunningTouchpoints;
beforeAll(async () => {
  app = await runTouchpoints();
}, 60_000);
afterAll(() => app?.stop());

const publishedType = 'harken.touchpoints.journey-published.v1';
const publishedFor = async (journeyId: string) =>
  (await app.publishedEvents(publishedType)).filter((event) => event.journeyId === journeyId);

describe('publishing a map', () => {
  it('makes a version per change, with an event that has every touchpoint and its path', async () => {
    const first = await app.call('PUT', '/v1/journeys/a', { body: smallMap('a-') });
    expect([first.status, first.headers.get('etag'), first.body.version]).toEqual([201, '"1"', 1]);
    const same = await app.call('PUT', '/v1/journeys/a', { body: smallMap('a-') });
    expect([same.status, same.body.version]).toEqual([200, 1]);
    const changed = await app.call('PUT', '/v1/journeys/a', { body: { ...smallMap('a-'), name: 'Changed' } });
    expect([changed.status, changed.body.version]).toEqual([200, 2]);
    const events = await publishedFor('a');
    expect(events.map(({ version }) => version)).toEqual([1, 2]);
    expect(events[0]?.touchpoints).toContainEqual({
      touchpoint: 'a-pen',
      name: 'Pen',
      path: ['a', 'visit', 'a-hall', 'a-desk', 'a-pen'],
      stage: 'visit',
      phase: 'during',
      channel: null,
      team: 'front',
    });
    expect((await app.call('GET', '/v1/journeys/a?version=1')).body.name).toBe('Small');
    expect((await app.call('GET', '/v1/journeys/a?version=9')).status).toBe(404);
  });

  it('takes YAML and returns it so that it can be put again', async () => {
    const yaml = 'name: 家\nstages:\n  - {id: s, name: S, phase: after, touchpoints: [{id: y-one, name: One}]}\n';
    expect((await app.call('PUT', '/v1/journeys/y', { yaml })).status).toBe(201);
    const out = await app.call('GET', '/v1/journeys/y', { headers: { accept: 'application/yaml' } });
    expect(out.headers.get('content-type')).toMatch('application/yaml');
    const again = await app.call('PUT', '/v1/journeys/y', { yaml: out.body });
    expect([again.status, again.body.version]).toEqual([200, 1]);
    expect((await app.call('PUT', '/v1/journeys/y', { yaml: 'name: [' })).status).toBe(400);
  });

  it('honours If-Match', async () => {
    await app.call('PUT', '/v1/journeys/m', { body: smallMap('m-') });
    const other = { ...smallMap('m-'), name: 'Other' };
    const stale = await app.call('PUT', '/v1/journeys/m', { body: other, headers: { 'if-match': '"7"' } });
    expect(stale.status).toBe(412);
    const right = await app.call('PUT', '/v1/journeys/m', { body: other, headers: { 'if-match': '"1"' } });
    expect([right.status, right.body.version]).toEqual([200, 2]);
  });

  it('lists every error of a map with its place', async () => {
    const wrong = {
      name: 'x',
      stages: [{ id: 's', name: 's', phase: 'once', touchpoints: [{ id: 't', weight: -1 }] }],
    };
    const { status, body } = await app.call('PUT', '/v1/journeys/w', { body: wrong });
    expect([status, body.code]).toEqual([400, 'journey.invalid']);
    expect(body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([
      '/stages/0/phase',
      '/stages/0/touchpoints/0/name',
      '/stages/0/touchpoints/0/weight',
    ]);
    expect((await app.call('PUT', '/v1/journeys/a%20b', { body: smallMap('z-') })).status).toBe(400);
  });

  it('refuses a touchpoint of another journey, also when two maps race for it', async () => {
    await app.call('PUT', '/v1/journeys/t1', { body: smallMap('t-') });
    const taken = await app.call('PUT', '/v1/journeys/t2', { body: smallMap('t-') });
    expect([taken.status, taken.body.code]).toEqual([409, 'journey.touchpoint-taken']);
    const race = await Promise.all(
      ['r1', 'r2', 'r3'].map((id) => app.call('PUT', `/v1/journeys/${id}`, { body: smallMap('r-') })),
    );
    expect(race.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('puts a map in effect when its date comes, not before', async () => {
    await app.call('PUT', '/v1/journeys/e', { body: smallMap('e-') });
    const soon = new Date(Date.now() + 1500).toISOString();
    const later = { ...smallMap('e-'), name: 'Later', effectiveFrom: soon };
    expect((await app.call('PUT', '/v1/journeys/e', { body: later })).body.version).toBe(2);
    expect((await app.call('GET', '/v1/journeys/e')).body.name).toBe('Small');
    expect((await app.call('GET', `/v1/journeys/e?at=${soon}`)).body.name).toBe('Later');
    await eventually(async () => {
      expect((await publishedFor('e')).map(({ version }) => version)).toEqual([1, 2]);
    });
    expect((await app.call('GET', '/v1/journeys/e')).body.name).toBe('Later');
  });

  it('puts a map in effect also when its date comes in the middle of a check', async () => {
    const { dataSource } = app.service;
    const far = new Date(Date.now() + 3_600_000).toISOString();
    await app.call('PUT', '/v1/journeys/moment', { body: smallMap('moment-') });
    for (let version = 2; version <= 25; version += 1) {
      const next = { ...smallMap('moment-'), name: `Version ${version}`, effectiveFrom: far };
      await app.call('PUT', '/v1/journeys/moment', { body: next });
      await dataSource.query(
        `UPDATE journey_versions SET due_at = m.soon, effective_from = m.soon
           FROM (SELECT date_trunc('milliseconds', clock_timestamp()) + interval '6 ms' AS soon) m
          WHERE journey_id = 'moment' AND version = $1`,
        [version],
      );
      const isClaimed = async () =>
        (await dataSource.query(`SELECT FROM journey_versions WHERE journey_id = 'moment' AND due_at IS NOT NULL`))
          .length === 0;
      while (!(await isClaimed())) await dataSource.transaction(activateJourneys);
      expect((await publishedFor('moment')).at(-1)?.version).toBe(version);
    }
  });

  it('keeps touchpoints that standards or monitors watch', async () => {
    await app.call('PUT', '/v1/journeys/u', { body: smallMap('u-') });
    const standard = { touchpoint: 'u-pen', metric: 'nps', comparator: '>=', target: 0, window: 'P1D' };
    const body = { ...standard, minimumSample: 5, owner: 'front' };
    expect((await app.call('PUT', '/v1/standards/u-pen-nps', { body })).status).toBe(201);
    const without = smallMap('u-');
    without.stages[0]?.touchpoints.shift();
    const refused = await app.call('PUT', '/v1/journeys/u', { body: without });
    expect([refused.status, refused.body.code]).toEqual([409, 'journey.touchpoint-in-use']);
    await app.call('DELETE', '/v1/standards/u-pen-nps');
    expect((await app.call('PUT', '/v1/journeys/u', { body: without })).status).toBe(200);
    expect((await app.call('GET', '/v1/touchpoints/u-pen')).status).toBe(404);
  });
});

describe('reading the map', () => {
  it('pages through journeys and touchpoints', async () => {
    await app.call('PUT', '/v1/journeys/p', { body: smallMap('p-') });
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await app.call('GET', `/v1/touchpoints?journey=p&limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.next ?? '';
    } while (cursor);
    expect(seen).toEqual(['p-desk', 'p-garden', 'p-hall', 'p-pen']);
    const under = await app.call('GET', '/v1/touchpoints?under=p-desk');
    expect(under.body.items.map(({ id }: { id: string }) => id)).toEqual(['p-desk', 'p-pen']);
    const { body } = await app.call('GET', '/v1/journeys?limit=500');
    expect(body.items).toContainEqual(expect.objectContaining({ id: 'p', version: 1, stages: 1, touchpoints: 4 }));
  });

  it('shows a touchpoint with its place, and that it has no monitor', async () => {
    await app.call('PUT', '/v1/journeys/v', { body: smallMap('v-') });
    const { body } = await app.call('GET', '/v1/touchpoints/v-desk');
    expect(body).toMatchObject({
      path: ['v', 'visit', 'v-hall', 'v-desk'],
      team: 'front',
      health: { state: 'unwatched' },
    });
  });

  it('refuses what is no cursor, id or parameter', async () => {
    for (const path of ['journeys?cursor=x', 'touchpoints?colour=red', 'touchpoints/a%00b', 'journeys/v?at=soon']) {
      expect((await app.call('GET', `/v1/${path}`)).status).toBe(400);
    }
  });
});

describe('the example journeys', () => {
  const folder = new URL('../../../../examples/journeys/', import.meta.url);
  const read = (path: string): string => readFileSync(new URL(path, folder), 'utf8');

  it.each(['property-developer', 'electronics-retailer'])('%s loads as documented, twice', async (journey) => {
    const statuses = async (): Promise<number[]> => {
      const all = [(await app.call('PUT', `/v1/journeys/${journey}`, { yaml: read(`${journey}.yaml`) })).status];
      for (const what of ['standards', 'monitors']) {
        for (const file of readdirSync(new URL(`${journey}/${what}`, folder))) {
          const body = JSON.parse(read(`${journey}/${what}/${file}`));
          all.push((await app.call('PUT', `/v1/${what}/${file.replace('.json', '')}`, { body })).status);
        }
      }
      return all;
    };
    expect(new Set(await statuses())).toEqual(new Set([201]));
    expect(new Set(await statuses())).toEqual(new Set([200]));
  });
});

describe('the OpenAPI document', () => {
  it('describes every operation with examples and passes the linter', async () => {
    const document = await generateOpenApi(touchpointsService);
    expect(checkOpenApi(document)).toEqual([]);
    expect(await lintOpenApi(document)).toEqual([]);
  }, 60_000);
});
