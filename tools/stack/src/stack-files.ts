import { type ServiceName, services } from '@harken/contracts';
import { inHome, ownedProcess, pidFileOf, root, secretFile, stopOrphan } from '@harken/local-infrastructure';
import { stopBroker, stopDatabase } from './infrastructure.ts';

export const database = 'harken';
export const logFileOf = (name: string): string => inHome('logs', `${name}.log`);
export const mainOf = (service: ServiceName): string => `${root}/apps/${service}/dist/main.js`;
export const secretOf = (role: string): string => secretFile(inHome('secrets', role));

export const launcherPid = pidFileOf('launcher');
const launcherMark = 'tools/stack/src/start.main.ts';

export const runningLauncher = async (): Promise<number | undefined> => {
  const pid = await ownedProcess(launcherPid, launcherMark);
  return pid === process.pid ? undefined : pid;
};

/** How long each may take to stop, in milliseconds: together less than 15 s. */
const graces = { service: 9_700, kafka: 3_000, postgres: 1_000 };

/** Stops everything that runs, also what an earlier launcher started: services first, then the broker, then the database. */
export async function stopEverything(): Promise<boolean> {
  const stopped = await Promise.all(
    services.map((service) => stopOrphan(pidFileOf(service), `apps/${service}/dist/main.js`, graces.service)),
  );
  stopped.push(await stopBroker(graces.kafka), await stopDatabase(graces.postgres));
  return stopped.some(Boolean);
}
