import { expectStatus } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type System, startSystem } from '../harness/system.ts';

interface Gap {
  readonly group: { readonly factor: string };
  readonly n: number;
  readonly satisfaction: number | null;
  readonly priority: number | null;
  readonly gap: number | null;
  readonly keyExperience: boolean;
  readonly perceptionGap: number | null;
}

const common = { source: 'survey', method: 'survey', touchpoint: 'shop', occurredAt: '2026-03-02T09:15:00Z' };
// The worked example of the seven steps: what was not given is left out.
const factors = [
  { factor: 'price', experience: 7, expectation: 7, ideal: 7 },
  { factor: 'brand', experience: 7, expectation: 7, ideal: 7 },
  { factor: 'service', experience: 6, ideal: 6 },
  { factor: 'product', experience: 6, expectation: 7, ideal: 6 },
  { factor: 'convenience', experience: 5, expectation: 7, importance: 9, ideal: 10 },
  { factor: 'relationship', experience: 4, ideal: 4 },
];

describe('insight', () => {
  let system: System;
  const ask = async <T>(path: string): Promise<T> =>
    expectStatus(await system.api('analytics', 'analyst').get<T>(path), 200);

  beforeAll(async () => {
    system = await startSystem();
  }, 240_000);
  afterAll(() => system?.stop(), 60_000);

  it('finds the gap of the worked example in what customers said, and follows a correction', async () => {
    const crm = system.api('feedback', 'crm');
    const said = { ...common, id: 'meisu', customer: 'c-1', answers: { nps: 6, factors } };
    const { id } = expectStatus(await crm.post<{ id: string }>('/v1/feedback', said), 201);
    const belief = { factor: 'convenience', experience: 9 };
    const manager = { ...common, id: 'board', voice: 'management', employee: 'e-1', answers: { factors: [belief] } };
    expectStatus(await crm.post('/v1/feedback', manager), 201);
    const gaps = async () => (await ask<{ items: Gap[] }>('/v1/gaps?by=factor&touchpoint=shop')).items;
    const convenience = await eventually(async () => {
      const found = (await gaps()).find(({ group }) => group.factor === 'convenience');
      expect(found).toMatchObject({ n: 1, perceptionGap: 4 });
      return found;
    });
    expect(convenience).toMatchObject({ satisfaction: -2, priority: -18, gap: -5, keyExperience: true });
    expect((await gaps()).map(({ group, satisfaction }) => [group.factor, satisfaction])).toEqual([
      ['brand', 0],
      ['convenience', -2],
      ['price', 0],
      ['product', -1],
      ['relationship', null],
      ['service', null],
    ]);

    expectStatus(await crm.post(`/v1/feedback/${id}/retract`, {}), 200);
    await eventually(async () => {
      const left = (await gaps()).find(({ group }) => group.factor === 'convenience');
      expect(left).toMatchObject({ n: 0, satisfaction: null, perceptionGap: null });
    });
  }, 60_000);

  it('says why there are no drivers, no change and no study, and never 0', async () => {
    expect(await ask('/v1/drivers?of=ces')).toMatchObject({ n: 0, enough: false, reason: expect.any(String) });
    expect(await ask('/v1/changes?metric=ces&from=2026-03-01&to=2026-04-01')).toMatchObject({
      change: null,
      reason: expect.any(String),
    });
    for (const pattern of ['past', 'present', 'potential']) {
      const path = `/v1/patterns/${pattern}?touchpoint=nowhere`;
      expect(await ask(path)).toMatchObject({ items: [], reason: expect.any(String) });
    }
  });
});
