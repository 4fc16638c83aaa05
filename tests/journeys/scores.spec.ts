import { expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type System, startSystem } from '../harness/system.ts';

interface Row {
  readonly group: Readonly<Record<string, string | null>>;
  readonly n: number;
  readonly value: number | null;
  readonly interval: { low: number; high: number; level: number } | null;
}

// Ten answers at two touchpoints. NPS by hand: viewing 9 10 8 6 0 -> 2 promoters, 2 detractors of 5 -> 0;
// handover 10 10 9 3 7 -> 3 promoters, 1 detractor of 5 -> +40; together 5 - 3 of 10 -> +20.
const nps = { viewing: [9, 10, 8, 6, 0], handover: [10, 10, 9, 3, 7] };
// CSAT by hand: 4 and 5 count as satisfied: 3 of 4.
const csat = [5, 4, 4, 2];
// Experience of convenience: (5 + 4.5 + 6) / 3; the fourth customer gave none, which is not a zero.
const convenience = [5, 4.5, 6, null];

describe('scores', () => {
  let system: System;
  const scores = async (query: string) =>
    expectStatus(await system.api('analytics', 'analyst').get<Page<Row>>(`/v1/scores?${query}`), 200).items;

  beforeAll(async () => {
    system = await startSystem();
    const common = { source: 'survey', method: 'survey', occurredAt: '2026-03-02T09:15:00Z' };
    const items = [
      ...Object.entries(nps).flatMap(([touchpoint, values]) =>
        values.map((value, i) => ({
          ...common,
          id: `${touchpoint}-${i}`,
          customer: `c-${i}`,
          touchpoint,
          answers: { nps: value },
        })),
      ),
      ...csat.map((value, i) => ({
        ...common,
        id: `csat-${i}`,
        customer: `c-${i}`,
        touchpoint: 'living',
        answers: { csat: value },
      })),
      ...convenience.map((experience, i) => ({
        ...common,
        id: `factor-${i}`,
        customer: `c-${i}`,
        touchpoint: 'living',
        answers: {
          factors: [{ factor: 'convenience', importance: 9, ...(experience === null ? {} : { experience }) }],
        },
      })),
    ];
    const crm = system.api('feedback', 'crm');
    expect(expectStatus(await crm.post<{ accepted: number }>('/v1/feedback/batch', { items }), 200).accepted).toBe(
      items.length,
    );
    // Sent again: nothing may count twice.
    expect(expectStatus(await crm.post<{ duplicates: number }>('/v1/feedback/batch', { items }), 200).duplicates).toBe(
      items.length,
    );
    // The records have keys of their own: any of them may be counted last.
    await eventually(async () => {
      const counts = ['nps', 'csat', 'experience:convenience'].map(
        async (metric) => (await scores(`metric=${metric}`))[0]?.n,
      );
      expect(await Promise.all(counts)).toEqual([10, 4, 3]);
    });
  }, 240_000);
  afterAll(() => system?.stop(), 60_000);

  it('equal the NPS computed by hand, by touchpoint and together', async () => {
    const byTouchpoint = await scores('metric=nps&groupBy=touchpoint');
    const value = (touchpoint: string) => byTouchpoint.find(({ group }) => group.touchpoint === touchpoint);
    expect(value('viewing')).toMatchObject({ n: 5, value: 0 });
    expect(value('handover')).toMatchObject({ n: 5, value: 40 });
    expect((await scores('metric=nps'))[0]).toMatchObject({ n: 10, value: 20 });
  });

  it('equal the CSAT share and its Wilson interval computed by hand', async () => {
    const [row] = await scores('metric=csat&touchpoint=living');
    expect(row).toMatchObject({ n: 4, value: 0.75 });
    // Wilson for 3 of 4 at 95 %: (p + z2/2n +- z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n) with z = 1.959964.
    expect(row?.interval?.low).toBeCloseTo(0.3006, 3);
    expect(row?.interval?.high).toBeCloseTo(0.9544, 3);
  });

  it('equal the mean experience of those who gave one', async () => {
    const [row] = await scores('metric=experience:convenience');
    expect(row?.n).toBe(3);
    expect(row?.value).toBeCloseTo(15.5 / 3, 9);
  });

  it('are null, not 0, without data', async () => {
    for (const row of await scores('metric=ces')) expect(row).toMatchObject({ n: 0, value: null, interval: null });
  });
});
