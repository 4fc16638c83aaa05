import { expectStatus } from '@harken/simulator';
import type { System } from '../harness/system.ts';
import type { Ledger } from './ledger/ledger.ts';
import { touchpoints } from './load/story.ts';
import type { Rung } from './verdict/clock-faults.ts';

// Short enough that every complaint which is left alone has climbed to the top ten seconds after it was opened.
const target = { acknowledge: 'PT4S', firstResponse: 'PT6S', resolution: 'P2D' };
const ladder: readonly (Rung & { readonly after: string })[] = [
  { level: 1, after: 'PT0S', afterMs: 0 },
  { level: 2, after: 'PT2S', afterMs: 2_000 },
  { level: 3, after: 'PT4S', afterMs: 4_000 },
];

/** Reasons for which a complaint goes before management at once. */
const straight = ['safety', 'third_complaint'];

/** After so long nothing more happens to a complaint that nobody touches. */
export const climbsMs = 10_000;

/** Teams, rules, promises, a map and its standards: what a company has before its customers speak. */
export async function furnish(system: System, ledger: Ledger): Promise<void> {
  const complaints = system.api('complaints', 'ops');
  const put = async (path: string, body: unknown, api = complaints) =>
    expectStatus(await api.put(path, body), 200, 201);
  const members = ['anna', 'ben', 'chai'].map((id) => ({ id, name: id, role: 'handler' }));
  await put('/v1/teams/after-sales', { name: 'After sales', members, assignment: 'round_robin' });
  await put('/v1/teams/customer-care', { name: 'Customer care', members: [], assignment: 'queue' });
  await put('/v1/routing-rules', {
    rules: [{ id: 'handover', when: { touchpoint: 'handover' }, team: 'after-sales' }],
    fallbackTeam: 'customer-care',
  });
  await put('/v1/response-policy', {
    targets: { critical: target, high: target, normal: target, low: target },
    warnAt: 0.8,
    ladder: ladder.map(({ level, after }) => ({ level, after })),
    straightToManagement: straight,
  });
  ledger.note('ladder', JSON.stringify(ladder.map(({ level, afterMs }) => ({ level, afterMs }))));
  ledger.note('straight', JSON.stringify(straight));

  const watch = system.api('touchpoints', 'ops');
  const named = touchpoints.map((id) => ({ id, name: id }));
  const stages = [{ id: 'all', name: 'All of it', phase: 'during', touchpoints: named }];
  await put('/v1/journeys/buying', { name: 'Buying', stages }, watch);
  for (const touchpoint of touchpoints) {
    const standard = { touchpoint, comparator: '>=', window: 'P7D', minimumSample: 20, owner: 'after-sales' };
    for (const [metric, promised] of [
      ['nps', -100],
      ['csat', 1],
    ] as const) {
      const id = `${touchpoint}-${metric}`;
      await put(`/v1/standards/${id}`, { ...standard, metric, target: promised }, watch);
      await put(`/v1/monitors/${id}`, { touchpoint, metric, method: 'standard', severity: 'low' }, watch);
    }
  }
}

/** What the rig sets so that a run fits into minutes: endpoints that come back are tried again within seconds. */
export const quickRetries: NodeJS.ProcessEnv = {
  WEBHOOK_TIMEOUT: 'PT4S',
  DELIVERY_RETRY_DELAYS: Array.from({ length: 400 }, () => 'PT2S').join(','),
  DELIVERY_BREAKER_PAUSE: 'PT2S',
};
