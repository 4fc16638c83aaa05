import { expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { seedCompany } from '../harness/seed-company.ts';
import { type System, startSystem } from '../harness/system.ts';

interface Row {
  readonly group: Readonly<Record<string, string | null>>;
  readonly period?: string;
  readonly n: number;
  readonly value: number | null;
}

const touchpoints = ['viewing', 'handover', 'living'];
const count = 4000;
const start = Date.UTC(2015, 0, 1);
const end = Date.UTC(2019, 0, 1);

/** Four years of answers with no order in them: low scores, complaints in words, and declared ones. */
const answers = Array.from({ length: count }, (_, index) => {
  const mixed = (index * 2_654_435_761) % 4_294_967_296;
  const at = new Date(start + Math.floor(((end - start) * mixed) / 4_294_967_296));
  return {
    source: 'old-crm',
    id: `old-${index}`,
    customer: `c-${index % 40}`,
    method: 'survey',
    touchpoint: touchpoints[index % touchpoints.length] as string,
    answers: { nps: mixed % 11 },
    ...(index % 5 === 0 && { text: 'Nobody called back, I want my money back!' }),
    ...(index % 7 === 0 && { kind: 'complaint' }),
    occurredAt: at.toISOString(),
    history: true,
  };
});

let system: System;
beforeAll(async () => {
  system = await startSystem();
  await seedCompany(system, {
    touchpoints,
    standards: [{ metric: 'nps', target: 50, window: 'P30D', minimumSample: 1, severity: 'high' }],
  });
}, 240_000);
afterAll(() => system?.stop(), 60_000);

it('four years of history count in their months, and open, alarm and trigger nothing (case 18)', async () => {
  const crm = system.api('feedback', 'crm');
  const verdicts = new Set<string>();
  for (let from = 0; from < count; from += 1000) {
    const items = answers.slice(from, from + 1000);
    const { accepted } = expectStatus(await crm.post<{ accepted: number }>('/v1/feedback/batch', { items }), 200);
    expect(accepted).toBe(items.length);
  }
  const feedback = system.api('feedback', 'analyst');
  for (const verdict of ['certain', 'suspected']) {
    const { items } = expectStatus(await feedback.get<Page<unknown>>(`/v1/feedback?verdict=${verdict}&limit=1`), 200);
    if (items.length > 0) verdicts.add(verdict);
  }
  expect(verdicts).toContain('certain');

  const scores = async (query: string) =>
    expectStatus(
      await system.api('analytics', 'analyst').get<Page<Row>>(`/v1/scores?metric=nps&limit=500&${query}`),
      200,
    ).items;
  await eventually(async () => expect((await scores(''))[0]?.n).toBe(count), { within: 60_000 });
  const found = new Map(
    (await scores('groupBy=touchpoint&period=month')).map(({ group, period, n, value }) => [
      `${group.touchpoint} ${period?.slice(0, 7)}`,
      { n, value },
    ]),
  );
  expect(found).toEqual(recount());

  // One answer of today, at the same touchpoint: what it opens is all there is.
  const today = { ...answers[0], id: 'today', customer: 'c-0', history: false, occurredAt: '2017-05-05T10:00:00Z' };
  expectStatus(await crm.post('/v1/feedback', { ...today, answers: { nps: 0 } }), 201);
  const complaints = system.api('complaints', 'handler');
  const listed = async (path: string) =>
    expectStatus(await complaints.get<Page<{ flags?: readonly string[]; customer: string }>>(path), 200).items;
  await eventually(async () => expect(await listed('/v1/complaints')).toHaveLength(1), { within: 30_000 });
  expect(await listed('/v1/complaints')).toMatchObject([{ customer: 'c-0' }]);
  expect(await listed('/v1/triage')).toEqual([]);
  const alerts = system.api('touchpoints', 'handler');
  expect(expectStatus(await alerts.get<Page<unknown>>('/v1/touchpoint-alerts'), 200).items).toEqual([]);
  const timeline = await system
    .api('feedback', 'handler')
    .get<Page<{ type: string; data: { history?: boolean } }>>('/v1/customers/c-1/timeline?limit=500');
  const ofCustomer = expectStatus(timeline, 200).items;
  expect(ofCustomer).toHaveLength(count / 40);
  expect(ofCustomer.every(({ type, data }) => type === 'feedback' && data.history === true)).toBe(true);
}, 180_000);

/** NPS in points of every touchpoint and month, counted here. */
function recount() {
  const groups = Map.groupBy(answers, ({ touchpoint, occurredAt }) => `${touchpoint} ${occurredAt.slice(0, 7)}`);
  return new Map(
    [...groups].map(([key, all]) => {
      const of = (low: number, high: number) => all.filter(({ answers: { nps } }) => nps >= low && nps <= high).length;
      return [key, { n: all.length, value: (100 * (of(9, 10) - of(0, 6))) / all.length }];
    }),
  );
}
