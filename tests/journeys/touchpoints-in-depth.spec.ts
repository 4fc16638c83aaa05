import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type AlertListener, expectStatus, listen, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { type System, startSystem } from '../harness/system.ts';

interface TouchpointAlert {
  readonly id: string;
  readonly state: string;
  readonly suppressedBy: { readonly by: string; readonly id: string } | null;
}

interface Health {
  readonly value: number | null;
  readonly coverage: number;
  readonly missing: readonly string[];
  readonly parts: readonly { readonly touchpoint: string; readonly contribution: number | null; readonly n: number }[];
}

const firedType = 'harken.touchpoints.touchpoint-alert-fired';
const example = resolve(import.meta.dirname, '../../examples/journeys/property-developer.yaml');

describe('touchpoints in depth', () => {
  let system: System;
  let listener: AlertListener;
  let sent = 0;
  const send = async (touchpoint: string, answers: object, count: number) => {
    const occurredAt = new Date().toISOString();
    const items = Array.from({ length: count }, () => {
      sent += 1;
      const origin = { source: 'kiosk', id: `d-${sent}`, customer: `d-${sent}`, method: 'survey' };
      return { ...origin, touchpoint, answers, occurredAt };
    });
    const answer = await system.api('feedback', 'crm').post<{ accepted: number }>('/v1/feedback/batch', { items });
    expect(expectStatus(answer, 200).accepted).toBe(count);
  };
  const alertOf = async (monitor: string) => {
    const path = `/v1/touchpoint-alerts?monitor=${monitor}`;
    return expectStatus(await system.api('touchpoints', 'manager').get<Page<TouchpointAlert>>(path), 200).items[0];
  };
  const watch = async (touchpoint: string) => {
    const ops = system.api('touchpoints', 'ops');
    const standard = { touchpoint, metric: 'csat', comparator: '>=', target: 0.8, window: 'PT1H', minimumSample: 10 };
    expectStatus(await ops.put(`/v1/standards/${touchpoint}-csat`, { ...standard, owner: 'sales' }), 201);
    const monitor = { touchpoint, metric: 'csat', method: 'standard', severity: 'high' };
    expectStatus(await ops.put(`/v1/monitors/${touchpoint}-csat`, monitor), 201);
  };
  const toldOf = (alert: string) =>
    listener
      .alertsOf(alert)
      .webhook.filter(({ type }) => type === firedType)
      .map(({ data }) => (data as { why: string }).why);

  beforeAll(async () => {
    system = await startSystem();
    const map = parse(readFileSync(example, 'utf8')) as object;
    expectStatus(await system.api('touchpoints', 'ops').put('/v1/journeys/property-developer', map), 201);
    for (const touchpoint of ['showroom-visit', 'site-models', 'sales-hotline']) await watch(touchpoint);
    listener = await listen(system);
  }, 240_000);
  afterAll(async () => {
    await listener?.close();
    await system?.stop();
  }, 60_000);

  it("the alert of a touchpoint silences its children's: people are told of one", async () => {
    await send('site-models', { csat: 1 }, 12);
    await eventually(async () => {
      expect((await alertOf('showroom-visit-csat'))?.state).toBe('firing');
      expect((await alertOf('site-models-csat'))?.state).toBe('inhibited');
    });
    const [parent, child] = [await alertOf('showroom-visit-csat'), await alertOf('site-models-csat')];
    expect(child?.suppressedBy).toEqual({ by: 'alert', id: parent?.id });
    await eventually(() => expect(toldOf(parent?.id ?? '')).toEqual(['fired']));
    expect(toldOf(child?.id ?? '')).toEqual([]);
  });

  it('a silence mutes an alert, which stays in the list; when the silence ends, people are told of it', async () => {
    const ops = system.api('touchpoints', 'ops');
    const silence = { matchers: { touchpoints: ['first-contact'] }, comment: 'New telephones' };
    const until = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
    expectStatus(await ops.put('/v1/silences/telephones', { ...silence, until: until(3600) }), 201);
    await send('sales-hotline', { csat: 1 }, 12);
    const muted = await eventually(async () => {
      const alert = await alertOf('sales-hotline-csat');
      return alert?.state === 'silenced' ? alert : false;
    });
    expect(toldOf(muted.id)).toEqual([]);
    expectStatus(await ops.put('/v1/silences/telephones', { ...silence, until: until(2) }), 200);
    await eventually(() => expect(toldOf(muted.id)).toEqual(['no_longer_suppressed']));
    expect((await alertOf('sales-hotline-csat'))?.state).toBe('firing');
  });

  it('the health of the example journey adds up, says what it does not know, and is a map', async () => {
    await send('gate-reception', { csat: 4, nps: 9 }, 5);
    const path = '/v1/journeys/property-developer/health';
    const api = system.api('touchpoints', 'manager');
    const health = await eventually(async () => {
      const found = expectStatus(await api.get<Health>(path), 200);
      return found.parts.some(({ touchpoint, n }) => touchpoint === 'gate-reception' && n === 10) ? found : false;
    });
    const sum = health.parts.reduce((all, { contribution }) => all + (contribution ?? 0), 0);
    expect(sum).toBeCloseTo(health.value ?? Number.NaN, 9);
    expect(health.missing.length).toBe(health.parts.filter(({ n }) => n === 0).length);
    expect(health.coverage).toBeGreaterThan(0);
    expect(health.coverage).toBeLessThan(0.5);
    const investor = expectStatus(await api.get<Health>(`${path}?segment=investor`), 200);
    expect([investor.value, investor.coverage]).toEqual([null, 0]);
  });

  it('a target is proposed from the voice of the customer, and a person adopts it', async () => {
    const factors = [{ factor: 'service', experience: 9, expectation: 8, importance: 9 }];
    await send('sales-hotline', { csat: 5, factors }, 12);
    const api = system.api('touchpoints', 'manager');
    const proposal = await eventually(async () => {
      const body = { touchpoint: 'first-contact', metric: 'experience:service' };
      const answer = await api.post<{ id: string; content: { target: number } }>('/v1/standards/proposals', body);
      return answer.status === 201 ? expectStatus(answer, 201) : false;
    });
    expect(proposal.content.target).toBe(9);
    const adopt = { standard: 'hotline-service', owner: 'sales', target: 8.5 };
    expectStatus(await api.post(`/v1/standard-proposals/${proposal.id}/adopt`, adopt), 200);
    const standard = expectStatus(await api.get<{ target: number }>('/v1/standards/hotline-service'), 200);
    expect(standard.target).toBe(8.5);
  });
});
