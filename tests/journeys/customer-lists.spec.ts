import { expectStatus, type Page } from '@harken/simulator';
import { eventually } from '@harken/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seedCompany } from '../harness/seed-company.ts';
import { type System, startSystem } from '../harness/system.ts';

interface Entry {
  readonly id: string;
  readonly customer: { readonly externalId: string };
  readonly reasons: readonly { readonly code: string; readonly evidence: readonly string[] }[];
  readonly contacted: { readonly outcome: string } | null;
}
interface Cycle {
  readonly keyExperience: { readonly factor: string; readonly priority: number } | null;
  readonly gap: { readonly gap: number } | null;
  readonly feedback: { readonly verdict: string } | null;
  readonly brandValues: readonly string[];
  readonly plans: readonly { readonly result: { readonly verdict: string } | null }[];
}

const day = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * day).toISOString();

describe('insight', () => {
  let system: System;
  let sent = 0;
  const say = async (customer: string, answers: object, occurredAt = new Date().toISOString(), history = false) => {
    sent += 1;
    const body = {
      source: 'kiosk',
      id: `s-${sent}`,
      customer,
      method: 'survey',
      touchpoint: 'shop',
      answers,
      occurredAt,
      history,
    };
    return expectStatus(await system.api('feedback', 'crm').post<{ id: string }>('/v1/feedback', body), 201).id;
  };
  const intervention = async () =>
    expectStatus(await system.api('analytics', 'call_centre').get<Page<Entry>>('/v1/customer-lists/intervention'), 200)
      .items;

  beforeAll(async () => {
    system = await startSystem();
    await seedCompany(system, { touchpoints: ['shop'], acknowledge: 'PT1H', firstResponse: 'PT2H' });
  }, 240_000);
  afterAll(async () => {
    await system?.stop();
  }, 60_000);

  it('puts a customer on the list after a bad experience, keeps the call, and takes the customer off after a good one', async () => {
    const bad = await say('crm-7', { nps: 3 });
    const entry = await eventually(async () => {
      const [found] = await intervention();
      expect(found).toMatchObject({ customer: { externalId: 'crm-7' } });
      return found as Entry;
    });
    expect(entry.reasons[0]).toEqual({ code: 'bad-experience', evidence: [bad] });
    const contacted = await system
      .api('analytics', 'call_centre')
      .post<Entry>(`/v1/customer-lists/intervention/entries/${entry.id}/contacted`, { outcome: 'reached' });
    expect(expectStatus(contacted, 200).contacted).toMatchObject({ outcome: 'reached' });
    await say('crm-7', { nps: 10 });
    await eventually(async () => expect(await intervention()).toEqual([]));
    const summary = await system.api('analytics', 'handler').get<object>('/v1/customers/crm-7/summary');
    expect(expectStatus(summary, 200)).toMatchObject({ lists: [], feedback: { count: 2 } });
    await eventually(async () => {
      const path = '/v1/alerts?types=harken.analytics.customer-list-changed';
      const alerts = await system.api('notifications', 'call_centre').get<Page<{ data: { change: string } }>>(path);
      const changes = expectStatus(alerts, 200).items.map(({ data }) => data.change);
      expect(changes).toEqual(['entered', 'left']);
    });
  }, 60_000);

  it('walks a whole cycle: data in, gap found, plan made, intervention, verdict, next cycle', async () => {
    const factor = (experience: number) => ({
      factors: [{ factor: 'convenience', experience, expectation: 7, importance: 9, ideal: 10 }],
    });
    for (let i = 0; i < 40; i++) await say(`c-${i}`, factor(4 + (i % 3)), ago(100 - i), true);
    const analyst = system.api('analytics', 'analyst');
    await eventually(async () => {
      const rows = expectStatus(await analyst.get<Page<{ n: number }>>('/v1/gaps?by=factor'), 200).items;
      expect(rows[0]?.n).toBe(40);
    });
    const [from, to] = [ago(110), ago(60)];
    const first = { name: 'Convenience', from, to, actionPlans: ['more-shops'], requirements: ['More shops'] };
    const found = expectStatus(await analyst.put<Cycle>('/v1/improvement-cycles/one', first), 200);
    expect(found.keyExperience?.factor).toBe('convenience');
    expect(found.gap?.gap).toBeCloseTo(-5, 0);
    const plan = {
      name: 'More shops',
      owner: 'ann',
      from: to,
      due: ago(1),
      metric: 'experience:convenience',
      target: 7,
    };
    expectStatus(await analyst.put<object>('/v1/action-plans/more-shops', plan), 200);
    for (let i = 0; i < 40; i++) await say(`d-${i}`, factor(8 + (i % 3)), ago(50 - i), true);
    await eventually(async () => {
      const cycle = expectStatus(await analyst.get<Cycle>('/v1/improvement-cycles/one'), 200);
      expect(cycle.feedback).toMatchObject({ verdict: 'better' });
      expect(cycle.plans[0]?.result).toMatchObject({ verdict: 'better' });
    });
    const next = { name: 'Next', from: to, to: ago(0), previous: 'one' };
    const second = expectStatus(await analyst.put<Cycle>('/v1/improvement-cycles/two', next), 200);
    expect(second.brandValues).toEqual(['convenience']);
  }, 120_000);
});
