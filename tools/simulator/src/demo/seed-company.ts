import { expectStatus } from '../api-client.ts';
import { demoLimits } from './compensation.ts';
import type { RunningSystem } from './running-system.ts';

const teams: Readonly<Record<string, { name: string; members: readonly string[]; assignment: string }>> = {
  'after-sales': { name: 'After sales', members: ['anna', 'ben', 'chai'], assignment: 'round_robin' },
  hotline: { name: 'Hotline', members: ['dao', 'emil'], assignment: 'round_robin' },
  'chinese-desk': { name: 'Chinese desk', members: ['fang', 'gao'], assignment: 'least_loaded' },
  'thai-desk': { name: 'Thai desk', members: ['hathai', 'intira'], assignment: 'round_robin' },
  airport: { name: 'Airport', members: ['jo'], assignment: 'queue' },
  'customer-care': { name: 'Customer care', members: ['kim', 'lee'], assignment: 'round_robin' },
};

const airport = [
  'airport',
  'airport-restaurants',
  'airport-shops',
  'airport-signs',
  'airport-wifi',
  'airport-restrooms',
];

const rules = [
  { id: 'airport', when: { touchpoint: airport }, team: 'airport' },
  { id: 'thai', when: { language: 'th' }, team: 'thai-desk' },
  { id: 'chinese', when: { language: 'zh' }, team: 'chinese-desk' },
  { id: 'defects', when: { category: 'defect' }, team: 'after-sales', severity: 'high' },
  { id: 'callers', when: { channel: 'phone' }, team: 'hotline' },
];

const target = { acknowledge: 'PT4S', firstResponse: 'PT8S', resolution: 'PT1H' };
const policy = {
  targets: { critical: target, high: target, normal: target, low: target },
  warnAt: 0.8,
  ladder: [
    { level: 1, after: 'PT0S' },
    { level: 2, after: 'PT2S' },
    { level: 3, after: 'PT4S' },
  ],
  straightToManagement: ['safety', 'legal', 'regulator', 'media', 'top_tier'],
};

type Document = Readonly<Record<string, unknown>>;
const only = (from: Document, names: readonly string[]): Document =>
  Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));

/** Teams, rules and deadlines of seconds for the demonstration; returns a function that restores rules, policy and limits. */
export async function seedCompany(system: RunningSystem): Promise<() => Promise<void>> {
  const ops = system.api('complaints', 'ops');
  const rulesBefore = expectStatus(await ops.get<Document>('/v1/routing-rules'), 200);
  const policyBefore = expectStatus(await ops.get<Document>('/v1/response-policy'), 200);
  const limitsBefore = expectStatus(await ops.get<Document>('/v1/compensation-limits'), 200);
  for (const [id, { members, ...team }] of Object.entries(teams)) {
    const body = { ...team, members: members.map((member) => ({ id: member, name: member, role: 'handler' })) };
    expectStatus(await ops.put(`/v1/teams/${id}`, body), 200, 201);
  }
  expectStatus(await ops.put('/v1/routing-rules', { rules, fallbackTeam: 'customer-care' }), 200);
  expectStatus(await ops.put('/v1/response-policy', policy), 200);
  expectStatus(await ops.put('/v1/compensation-limits', demoLimits), 200);
  return async () => {
    const policyNames = [
      ...['targets', 'calendar', 'overrides', 'warnAt', 'ladder', 'straightToManagement', 'topTiers'],
      ...['reopenWindow', 'reopenOnMessage', 'pauseCap', 'regulatory'],
    ];
    expectStatus(await ops.put('/v1/routing-rules', only(rulesBefore, ['rules', 'fallbackTeam'])), 200);
    expectStatus(await ops.put('/v1/response-policy', only(policyBefore, policyNames)), 200);
    const limitNames = ['limits', 'fourEyesAbove', 'managementAbove', 'proposalExpiresAfter', 'fulfilWithin'];
    expectStatus(await ops.put('/v1/compensation-limits', only(limitsBefore, limitNames)), 200);
  };
}
