import { expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type System, startSystem } from '../harness/system.ts';

interface Alert {
  readonly id: string;
  readonly state: string;
  readonly method: string;
  readonly evidence: Readonly<Record<string, unknown>>;
}

interface Backtest {
  readonly slots: number;
  readonly alarms: readonly { readonly from: string; readonly observed: number; readonly expected: number }[];
}

interface Chart {
  readonly points: readonly { readonly at: string; readonly value: number; readonly centre: number | null }[];
}

const day = 86_400_000;
let system: System;
let sent = 0;

const visits = async (count: number, at: Date, history = false) => {
  const items = Array.from({ length: count }, () => {
    sent += 1;
    return {
      source: 'crm',
      id: `v-${sent}`,
      customer: `c-${sent % 50}`,
      type: 'repair',
      touchpoint: 'front-door',
      occurredAt: at.toISOString(),
      ...(history && { history: true }),
    };
  });
  const crm = system.api('feedback', 'crm');
  for (let from = 0; from < items.length; from += 20) {
    const answers = await Promise.all(items.slice(from, from + 20).map((item) => crm.post('/v1/interactions', item)));
    for (const answer of answers) expectStatus(answer, 200, 201);
  }
};

const alerts = async () =>
  expectStatus(
    await system.api('touchpoints', 'manager').get<Page<Alert>>('/v1/touchpoint-alerts?monitor=repairs'),
    200,
  ).items;

beforeAll(async () => {
  system = await startSystem();
  const ops = system.api('touchpoints', 'ops');
  const touchpoints = [
    { id: 'house', name: 'House', team: 'after-sales', touchpoints: [{ id: 'front-door', name: 'Front door' }] },
  ];
  const journey = { name: 'Living', stages: [{ id: 'living', name: 'Living', phase: 'after', touchpoints }] };
  expectStatus(await ops.put('/v1/journeys/living', journey), 200, 201);
  const monitor = {
    touchpoint: 'house',
    metric: 'interaction:repair',
    method: 'rate',
    severity: 'high',
    parameters: { baseline: { perDay: 4, dispersion: 0.1 } },
  };
  expectStatus(await ops.put('/v1/monitors/repairs', monitor), 201);
});
afterAll(() => system?.stop());

it('a rate monitor with a baseline finds a surge below its touchpoint once, while the day goes on', async () => {
  await visits(3, new Date());
  await visits(22, new Date());
  const [alert] = await eventually(async () => {
    const found = await alerts();
    expect(found).toMatchObject([{ state: 'firing', method: 'rate', evidence: { expected: 4 } }]);
    return found;
  });
  // A second evaluation, and the same records sent again: still one alert.
  sent -= 22;
  await visits(22, new Date());
  await visits(2, new Date());
  await eventually(async () => {
    const { body } = await system
      .api('touchpoints', 'manager')
      .get<{ judgement: { n: number } }>('/v1/monitors/repairs');
    expect(body).toMatchObject({ judgement: { condition: 'breached', n: 27 }, baseline: { state: 'ready' } });
  });
  expect(await alerts()).toMatchObject([{ id: alert?.id, state: 'firing' }]);
});

it('the chart shows it, and the backtest finds a surge in what was imported, which alarms nobody', async () => {
  const midday = (daysAgo: number) => new Date(Math.floor(Date.now() / day) * day - daysAgo * day + day / 2);
  for (let daysAgo = 40; daysAgo >= 1; daysAgo--) {
    await visits(daysAgo === 10 || daysAgo === 9 ? 40 : 3 + (daysAgo % 3), midday(daysAgo), true);
  }
  const from = midday(40).toISOString();
  const manager = system.api('touchpoints', 'manager');
  const { alarms } = await eventually(async () => {
    const found = expectStatus(await manager.get<Backtest>(`/v1/monitors/repairs/backtest?from=${from}`), 200);
    expect(found.alarms.length).toBeGreaterThanOrEqual(2);
    return found;
  });
  expect(alarms[0]?.from.slice(0, 10)).toBe(midday(10).toISOString().slice(0, 10));
  expect(alarms[0]?.observed).toBeGreaterThanOrEqual(80);
  const chart = expectStatus(await manager.get<Chart>('/v1/monitors/repairs/chart'), 200);
  expect(chart.points.at(-1)).toMatchObject({ value: 27 });
  expect(await alerts()).toHaveLength(1);
});
