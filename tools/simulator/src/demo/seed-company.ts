import { expectStatus } from '../api-client.ts';
import { demoLimits } from './compensation.ts';
import type { RunningSystem } from './running-system.ts';

// Ids of its own: a real team with one of these names keeps its people.
const teams: Readonly<Record<string, { name: string; members: readonly string[]; assignment: string }>> = {
  'demo-after-sales': { name: 'Demo: after sales', members: ['anna', 'ben', 'chai'], assignment: 'round_robin' },
  'demo-hotline': { name: 'Demo: hotline', members: ['dao', 'emil'], assignment: 'round_robin' },
  'demo-chinese-desk': { name: 'Demo: Chinese desk', members: ['fang', 'gao'], assignment: 'least_loaded' },
  'demo-thai-desk': { name: 'Demo: Thai desk', members: ['hathai', 'intira'], assignment: 'round_robin' },
  'demo-airport': { name: 'Demo: airport', members: ['jo'], assignment: 'queue' },
  'demo-customer-care': { name: 'Demo: customer care', members: ['kim', 'lee'], assignment: 'round_robin' },
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
  { id: 'airport', when: { touchpoint: airport }, team: 'demo-airport' },
  { id: 'thai', when: { language: 'th' }, team: 'demo-thai-desk' },
  { id: 'chinese', when: { language: 'zh' }, team: 'demo-chinese-desk' },
  { id: 'defects', when: { category: 'defect' }, team: 'demo-after-sales', severity: 'high' },
  { id: 'callers', when: { channel: 'phone' }, team: 'demo-hotline' },
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

const documents = {
  'routing-rules': { rules, fallbackTeam: 'demo-customer-care' },
  'response-policy': policy,
  'compensation-limits': demoLimits,
};

/**
 * Teams, rules and deadlines of seconds for the demonstration. Returns what removes them: rules, policy and limits are
 * again what they were, and the teams of the demonstration have nobody to whom a complaint could be dealt.
 */
export async function seedCompany(system: RunningSystem): Promise<() => Promise<void>> {
  const ops = system.api('complaints', 'ops');
  const before: Record<string, unknown> = {};
  for (const name of Object.keys(documents)) before[name] = expectStatus(await ops.get(`/v1/${name}`), 200);
  const saveTeams = async (staffed: boolean): Promise<void> => {
    for (const [id, { members, ...team }] of Object.entries(teams)) {
      const staff = staffed ? members.map((name) => ({ id: `demo-${name}`, name, role: 'handler' })) : [];
      expectStatus(await ops.put(`/v1/teams/${id}`, { ...team, members: staff }), 200, 201);
    }
  };
  const publish = async (bodies: Readonly<Record<string, unknown>>): Promise<void> => {
    for (const [name, body] of Object.entries(bodies)) expectStatus(await ops.put(`/v1/${name}`, body), 200);
  };
  const restore = async (): Promise<void> => {
    await publish(before);
    await saveTeams(false);
  };
  try {
    await saveTeams(true);
    await publish(documents);
  } catch (error) {
    await restore();
    throw error;
  }
  return restore;
}
