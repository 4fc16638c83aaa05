import { expectStatus, type Page, pagesOf } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type System, startSystem } from '../harness/system.ts';

const day = 86_400_000;
const count = 4000;
const perRequest = 1000;
const openEvery = 40;
const touchpoints = ['viewing', 'signing', 'handover', 'living'];

/** The same numbers in each run. */
const random = ((seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
})(42);
const iso = (ms: number): string => new Date(ms).toISOString();

interface Item {
  readonly id: string;
  readonly openedAt: string;
  readonly answeredAt?: string;
  readonly resolvedAt?: string;
  readonly [field: string]: unknown;
}

/** Complaints of 2015 to 2018, most over, of 300 customers. */
const items = Array.from({ length: count }, (_, index): Item => {
  const opened = Date.UTC(2015, 0, 1) + Math.floor(random() * 1460 * day);
  const facts = {
    ...{ source: 'old-crm', id: `case-${index}`, customer: `crm-${index % 300}`, channel: 'phone' },
    text: `The lock of flat ${index} does not close.`,
    touchpoint: touchpoints[index % touchpoints.length],
    ...{ team: 'customer-care', severity: 'normal', openedAt: iso(opened) },
  };
  if (index % openEvery === 0) return facts;
  const answered = opened + Math.floor((1 + random() * 5) * day);
  const resolved = answered + Math.floor(random() * 10 * day);
  return {
    ...facts,
    answeredAt: iso(answered),
    resolvedAt: iso(resolved),
    closedAt: iso(resolved + day),
    answers: [{ outcome: 'upheld', reasons: ['lock'], channel: 'email', text: 'We replaced it.' }],
  };
});
const open = items.filter(({ resolvedAt }) => resolvedAt === undefined).length;

interface FigureRow {
  readonly period: string;
  readonly n: number;
  /** The share with an answer. */
  readonly value: number;
  readonly timeToFirstAnswer: object;
}

describe('complaints of years ago, imported', () => {
  let system: System;
  const importId = 'old-crm-2018';
  const get = async <T>(service: 'complaints' | 'analytics' | 'notifications' | 'feedback', path: string) =>
    expectStatus(await system.api(service, 'manager').get<T>(path), 200);
  const alerts = () => get<{ items: { type: string; data: unknown }[] }>('notifications', '/v1/alerts?limit=500');
  const figures = () =>
    get<Page<FigureRow>>(
      'analytics',
      '/v1/complaint-figures?from=2015-01-01T00:00:00Z&to=2019-01-01T00:00:00Z&period=month&limit=500',
    );

  beforeAll(async () => {
    system = await startSystem();
    const crm = system.api('complaints', 'crm');
    for (let first = 0; first < count; first += perRequest) {
      const lines = items.slice(first, first + perRequest).map((one) => JSON.stringify(one));
      const answer = await crm.post<{ accepted: number; results: unknown[] }>(
        `/v1/complaints/import?importId=${importId}`,
        lines.join('\n'),
        { 'content-type': 'application/x-ndjson' },
      );
      expect(expectStatus(answer, 200).accepted).toBe(perRequest);
    }
    await eventually(async () => expect((await figures()).items.reduce((sum, { n }) => sum + n, 0)).toBe(count), {
      within: 120_000,
      every: 500,
    });
  }, 240_000);
  afterAll(() => system?.stop(), 60_000);

  it('are taken over once', async () => {
    const lines = items.slice(0, 100).map((one) => JSON.stringify(one));
    const again = await system
      .api('complaints', 'ops')
      .post(`/v1/complaints/import?importId=${importId}`, lines.join('\n'), { 'content-type': 'application/x-ndjson' });
    expect(again.body).toMatchObject({ accepted: 0, duplicates: 100 });
    expect(await get('complaints', `/v1/complaints/imports/${importId}`)).toMatchObject({
      ...{ accepted: count, duplicates: 100, rejected: 0, open, overdue: open },
    });
  });

  it('count in the figures of their own months as a recount does', async () => {
    const recount = new Map<string, { n: number; answered: number; days: number[] }>();
    for (const { openedAt, answeredAt } of items) {
      const month = `${openedAt.slice(0, 7)}-01T00:00:00.000Z`;
      const cell = recount.get(month) ?? { n: 0, answered: 0, days: [] };
      recount.set(month, cell);
      cell.n += 1;
      if (!answeredAt) continue;
      cell.answered += 1;
      cell.days.push(Date.parse(answeredAt) - Date.parse(openedAt));
    }
    const rows = (await figures()).items;
    expect(rows.map(({ period, n, value }) => [period, n, value])).toEqual(
      [...recount].sort().map(([month, { n, answered }]) => [month, n, answered / n]),
    );
    for (const { period, timeToFirstAnswer } of rows) {
      const times = recount.get(period)?.days.sort((a, b) => a - b) ?? [];
      const median = times[Math.ceil(times.length / 2) - 1] ?? 0;
      expect(timeToFirstAnswer).toMatchObject({ n: times.length, medianSeconds: median / 1000 });
    }
  });

  it('open nothing of today: only what is open is in lists, boards and the worklist', async () => {
    const client = system.api('complaints', 'manager');
    const listOf = async <T>(path: string): Promise<T[]> => {
      const found: T[] = [];
      const pages = pagesOf(path, async (page) => expectStatus(await client.get<Page<T>>(page), 200));
      for await (const one of pages) found.push(one);
      return found;
    };
    const all = await listOf<{ flags: string[] }>('/v1/complaints?overdue=true');
    expect(all).toHaveLength(open);
    expect(all.every(({ flags }) => flags.length === 0)).toBe(true);
    const board = expectStatus(
      await client.get<{ open: number; escalated: number }>('/v1/teams/customer-care/board'),
      200,
    );
    expect(board).toMatchObject({ open, escalated: open });
    const worklist = await listOf<{ complaintId: string }>('/v1/worklists/management?level=3');
    expect(new Set(worklist.map(({ complaintId }) => complaintId)).size).toBe(open);
    expect(await listOf('/v1/duplicate-proposals')).toEqual([]);
    expect((await alerts()).items).toEqual([]);
  });

  it('stand in the timeline of their customer', async () => {
    await eventually(async () => {
      const { items: entries } = await get<Page<{ data: { action: string } }>>(
        'feedback',
        '/v1/customers/crm-1/timeline?limit=500',
      );
      const opened = entries.filter(({ data }) => data.action === 'opened');
      expect(opened).toHaveLength(items.filter(({ customer }) => customer === 'crm-1').length);
    });
  });

  it('make a new complaint of today no third one, and tell once of what is overdue', async () => {
    const today = await system
      .api('complaints', 'call_centre')
      .post<{ id: string; flags: string[] }>('/v1/complaints', {
        customer: 'crm-1',
        text: 'The lift.',
        channel: 'phone',
      });
    expect(expectStatus(today, 201).flags).toEqual([]);
    expectStatus(await system.api('complaints', 'crm').post(`/v1/complaints/imports/${importId}/finish`), 200);
    const told = await eventually(async () => {
      const found = (await alerts()).items.filter(({ type }) => /import/.test(type));
      expect(found).toHaveLength(1);
      return found;
    });
    expect(told).toMatchObject([
      {
        type: 'harken.complaints.complaint-import-finished',
        data: { importId, complaints: count, open, overdue: { total: open } },
      },
    ]);
    const others = (await alerts()).items.filter(
      ({ type, data }) => !/import/.test(type) && (data as { complaintId: string }).complaintId !== today.body.id,
    );
    expect(others).toEqual([]);
  });
});
