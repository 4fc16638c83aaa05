import { type AlertListener, expectStatus, listen, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type System, startSystem } from '../harness/system.ts';

interface TouchpointAlert {
  readonly id: string;
  readonly state: string;
  readonly touchpoint: string;
  readonly evidence: Readonly<Record<string, unknown>>;
}

describe('a service standard of a touchpoint', () => {
  let system: System;
  let listener: AlertListener;
  let sent = 0;
  const send = async (touchpoint: string, csat: number, count: number) => {
    const occurredAt = new Date().toISOString();
    const items = Array.from({ length: count }, () => {
      sent += 1;
      return {
        source: 'kiosk',
        id: `s-${sent}`,
        customer: `c-${sent}`,
        method: 'survey',
        touchpoint,
        answers: { csat },
        occurredAt,
      };
    });
    const answer = await system.api('feedback', 'crm').post<{ accepted: number }>('/v1/feedback/batch', { items });
    expect(expectStatus(answer, 200).accepted).toBe(count);
  };
  const alerts = async (query: string) =>
    expectStatus(
      await system.api('touchpoints', 'manager').get<Page<TouchpointAlert>>(`/v1/touchpoint-alerts?${query}`),
      200,
    ).items;

  beforeAll(async () => {
    system = await startSystem();
    const ops = system.api('touchpoints', 'ops');
    expectStatus(
      await ops.put('/v1/journeys/property', {
        name: 'Buying a home',
        stages: [
          {
            id: 'moving-in',
            name: 'Moving in',
            phase: 'after',
            touchpoints: [
              {
                id: 'handover',
                name: 'Handover of the keys',
                team: 'after-sales',
                touchpoints: [{ id: 'key-check', name: 'Trying the keys' }],
              },
            ],
          },
        ],
      }),
      200,
      201,
    );
    const standard = {
      touchpoint: 'handover',
      metric: 'csat',
      comparator: '>=',
      target: 0.8,
      window: 'PT1H',
      minimumSample: 10,
      owner: 'after-sales',
    };
    expectStatus(await ops.put('/v1/standards/handover-csat', standard), 200, 201);
    const monitor = { touchpoint: 'handover', metric: 'csat', method: 'standard', severity: 'high' };
    expectStatus(await ops.put('/v1/monitors/handover-csat', monitor), 200, 201);
    const silence = {
      touchpoint: 'key-check',
      metric: 'csat',
      method: 'silence',
      parameters: { longerThan: 'PT2S' },
      severity: 'low',
    };
    expectStatus(await ops.put('/v1/monitors/key-check-silence', silence), 200, 201);
    listener = await listen(system);
  }, 240_000);
  afterAll(async () => {
    await listener?.close();
    await system?.stop();
  }, 60_000);

  it('says insufficient data below the minimum sample, and raises nothing', async () => {
    await send('handover', 1, 9);
    await eventually(async () => {
      const path = '/v1/touchpoints/handover';
      expect(JSON.stringify(expectStatus(await system.api('touchpoints', 'manager').get(path), 200))).toMatch(
        /insufficient/,
      );
    });
    expect(await alerts('touchpoint=handover')).toEqual([]);
  });

  it('fires when the whole interval lies on the wrong side, with the evidence, and alerts the call centre', async () => {
    await send('handover', 1, 11);
    const alert = await eventually(async () => (await alerts('touchpoint=handover&state=firing'))[0] ?? false);
    // It fires as soon as the breach is certain, which may be before the last of the answers.
    expect(alert.evidence).toMatchObject({ value: 0 });
    expect(alert.evidence.n).toBeGreaterThanOrEqual(10);
    await eventually(() =>
      listener.alertsOf(alert.id).webhook.some(({ type }) => type === 'harken.touchpoints.touchpoint-alert-fired'),
    );
    const acknowledge = `/v1/touchpoint-alerts/${alert.id}/acknowledge`;
    expectStatus(await system.api('touchpoints', 'supervisor').post(acknowledge, { onBehalfOf: 'anna' }), 200);
  });

  it('resolves when the touchpoint recovers', async () => {
    await send('handover', 5, 400);
    const alert = await eventually(async () => (await alerts('touchpoint=handover&state=resolved'))[0] ?? false);
    await eventually(() => {
      const types = listener.alertsOf(alert.id).stream.map(({ type }) => type);
      expect(types).toEqual([
        'harken.touchpoints.touchpoint-alert-fired',
        'harken.touchpoints.touchpoint-alert-acknowledged',
        'harken.touchpoints.touchpoint-alert-resolved',
      ]);
    });
  });

  it('notices a touchpoint that has gone silent, and when it speaks again', async () => {
    await eventually(async () => (await alerts('touchpoint=key-check&state=firing')).length === 1);
    await send('key-check', 5, 1);
    await eventually(async () => (await alerts('touchpoint=key-check&state=resolved')).length === 1);
  });
});
