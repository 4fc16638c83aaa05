import { expectStatus } from '@harken/simulator';
import { furnishCompany } from '../harness/company.ts';
import type { System } from '../harness/system.ts';
import { touchpoints } from './load/feedback-bodies.ts';

/** Teams, rules, deadlines that are far, a journey, and for each of its touchpoints a standard that is watched. */
export async function furnish(system: System): Promise<void> {
  await furnishCompany(system, 3_600, 3_600);
  const ops = system.api('touchpoints', 'ops');
  const stage = {
    id: 'owning',
    name: 'Owning a home',
    phase: 'during',
    touchpoints: touchpoints.map((id) => ({ id, name: id, team: 'after-sales' })),
  };
  expectStatus(await ops.put('/v1/journeys/property', { name: 'Buying a home', stages: [stage] }), 200, 201);
  for (const touchpoint of touchpoints) {
    const standard = {
      touchpoint,
      metric: 'csat',
      comparator: '>=',
      target: 0.4,
      window: 'PT1H',
      minimumSample: 10,
      owner: 'after-sales',
    };
    expectStatus(await ops.put(`/v1/standards/${touchpoint}-csat`, standard), 200, 201);
    const monitor = { touchpoint, metric: 'csat', method: 'standard', severity: 'high' };
    expectStatus(await ops.put(`/v1/monitors/${touchpoint}-csat`, monitor), 200, 201);
  }
}
