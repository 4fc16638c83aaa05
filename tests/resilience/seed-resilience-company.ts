import { seedCompany } from '../harness/seed-company.ts';
import type { System } from '../harness/system.ts';
import type { Ledger } from './ledger/ledger.ts';
import { touchpoints } from './load/story.ts';
import type { EscalationStep } from './verdict/clock-errors.ts';

const chain: readonly EscalationStep[] = [1, 2, 3].map((level) => ({ level, afterMs: (level - 1) * 2_000 }));

/** Reasons for which a complaint goes before management at once. */
const straightToManagement = ['safety', 'third_complaint'];

/** After so long nothing more happens to a complaint that nobody touches. */
export const escalationEndsMs = 10_000;

// Targets that every answer meets: the rig counts samples and raises no alert about them.
const standard = { window: 'P7D', minimumSample: 20, severity: 'low' };

/** Deadlines so short that a complaint nobody touches is before the top ten seconds after it was opened. */
export async function seedResilienceCompany(system: System, ledger: Ledger): Promise<void> {
  await seedCompany(system, {
    acknowledge: 'PT4S',
    firstResponse: 'PT6S',
    resolution: 'P2D',
    ladder: chain.map(({ level, afterMs }) => ({ level, after: `PT${afterMs / 1_000}S` })),
    straightToManagement,
    severity: null,
    touchpoints,
    standards: [
      { ...standard, metric: 'nps', target: -100 },
      { ...standard, metric: 'csat', target: 1 },
    ],
  });
  ledger.note('ladder', JSON.stringify(chain));
  ledger.note('straight', JSON.stringify(straightToManagement));
}

/** Retries within seconds, so that a run fits into minutes. */
export const quickRetries: NodeJS.ProcessEnv = {
  WEBHOOK_TIMEOUT: 'PT4S',
  DELIVERY_RETRY_DELAYS: Array.from({ length: 400 }, () => 'PT2S').join(','),
  DELIVERY_BREAKER_PAUSE: 'PT2S',
};
