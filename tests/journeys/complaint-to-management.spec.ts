import { afterAll, describe } from '@jest/globals';
import { complaintToManagement } from '../harness/complaint-to-management.ts';
import { type System, startSystem } from '../harness/system.ts';

describe('a complaint travels from the CRM to the call centre and to management', () => {
  let system: System | undefined;
  afterAll(() => system?.stop(), 60_000);

  complaintToManagement(async () => {
    system = await startSystem();
    return system;
  });
});
