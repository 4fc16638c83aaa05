import { type CompanyOptions, seedCompany } from '../harness/seed-company.ts';
import type { System } from '../harness/system.ts';
import { touchpoints } from './load/feedback-bodies.ts';

const farDeadlines: CompanyOptions = { acknowledge: 'PT1H', firstResponse: 'PT1H' };
const standard = { metric: 'csat', target: 0.4, window: 'PT1H', minimumSample: 10, severity: 'high' };

/** A company whose deadlines are far and whose touchpoints have standards. */
export const seedBenchCompany = (system: System): Promise<void> =>
  seedCompany(system, { ...farDeadlines, touchpoints, standards: [standard] });
