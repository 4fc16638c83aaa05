import { type ApiClient, expectStatus } from '@harken/simulator';
import type { RunningHarken } from './system.ts';

export const put = async (client: ApiClient, path: string, body: unknown): Promise<void> => {
  expectStatus(await client.put(path, body), 200, 201);
};

const severities = ['critical', 'high', 'normal', 'low'] as const;
type Severity = (typeof severities)[number];
type Target = Readonly<Record<string, unknown>>;

/** A response policy with one target for all severities, except those that have their own. */
export const responsePolicy = (target: Target, rest: object = {}, targets: Partial<Record<Severity, Target>> = {}) => ({
  targets: { ...Object.fromEntries(severities.map((severity) => [severity, target])), ...targets },
  warnAt: 0.8,
  ladder: [{ level: 1, after: 'PT0S' }],
  straightToManagement: [],
  ...rest,
});

export interface CompanyOptions {
  readonly acknowledge?: string;
  readonly firstResponse?: string;
  readonly resolution?: string;
  readonly ladder?: readonly { readonly level: number; readonly after: string }[];
  readonly straightToManagement?: readonly string[];
  /** Of complaints about the handover; null: the service decides. */
  readonly severity?: string | null;
  /** Each gets a place in a journey, standards and monitors. */
  readonly touchpoints?: readonly string[];
  readonly standards?: readonly Standard[];
}

export interface Standard {
  readonly metric: string;
  readonly target: number;
  readonly window: string;
  readonly minimumSample: number;
  readonly severity: string;
}

/** A team for the handover, a fallback team for the rest, a response policy short enough to watch, a journey with standards. */
export async function seedCompany(system: RunningHarken, options: CompanyOptions = {}): Promise<void> {
  const { acknowledge = 'PT1S', firstResponse = 'PT2S', resolution = 'PT1H', severity = 'high' } = options;
  const complaints = system.api('complaints', 'ops');
  const members = ['anna', 'ben', 'chai'].map((id) => ({ id, name: id, role: 'handler' }));
  await put(complaints, '/v1/teams/after-sales', { name: 'After sales', members, assignment: 'round_robin' });
  await put(complaints, '/v1/teams/customer-care', { name: 'Customer care', members: [], assignment: 'queue' });
  const rule = { id: 'handover', when: { touchpoint: 'handover' }, team: 'after-sales', ...(severity && { severity }) };
  await put(complaints, '/v1/routing-rules', { rules: [rule], fallbackTeam: 'customer-care' });
  const {
    ladder = [1, 2, 3].map((level) => ({ level, after: `PT${level - 1}S` })),
    straightToManagement = ['safety', 'legal', 'regulator', 'media', 'top_tier'],
  } = options;
  const target = { acknowledge, firstResponse, resolution };
  await put(complaints, '/v1/response-policy', responsePolicy(target, { ladder, straightToManagement }));
  if (options.touchpoints) await seedStandards(system, options.touchpoints, options.standards ?? []);
}

async function seedStandards(system: RunningHarken, touchpoints: readonly string[], standards: readonly Standard[]) {
  const client = system.api('touchpoints', 'ops');
  const named = touchpoints.map((id) => ({ id, name: id, team: 'after-sales' }));
  const stages = [{ id: 'all', name: 'All of it', phase: 'during', touchpoints: named }];
  await put(client, '/v1/journeys/property', { name: 'Buying a home', stages });
  for (const touchpoint of touchpoints) {
    for (const { metric, severity, ...standard } of standards) {
      const id = `${touchpoint}-${metric}`;
      const owned = { touchpoint, metric, comparator: '>=', owner: 'after-sales', ...standard };
      await put(client, `/v1/standards/${id}`, owned);
      await put(client, `/v1/monitors/${id}`, { touchpoint, metric, method: 'standard', severity });
    }
  }
}
