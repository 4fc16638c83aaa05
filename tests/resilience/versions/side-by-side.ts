import { type ServiceName, services } from '@harken/contracts';
import type { ServiceProcess } from '@harken/stack';
import { type System, type SystemOptions, startSystem } from '../../harness/system.ts';
import { buildOf, commitOf } from './build-of.ts';

/**
 * A replica of each service as it was at `commit` beside one of today: they share the partitions, the relay, the timers
 * and the database, which is migrated to today as in every upgrade. Requests go to both in turn.
 */
export async function startSideBySide(options: SystemOptions, commit: string): Promise<System> {
  const build = await buildOf(await commitOf(commit));
  const system = await startSystem(options);
  const older: Partial<Record<ServiceName, ServiceProcess>> = {};
  for (const service of services) older[service] = await system.addReplica(service, build);
  let turn = 0;
  return {
    ...system,
    serviceUrl: (service) => {
      turn += 1;
      return (turn % 2 === 0 ? older[service] : undefined)?.url ?? system.services[service].url;
    },
  };
}
