import type { FaultContext } from './fault.ts';

/** Everything runs and is ready. What a fault has brought down is started again, as a supervisor would. */
export async function recovered({
  infrastructure,
  system,
  say,
}: Pick<FaultContext, 'infrastructure' | 'system' | 'say'>): Promise<void> {
  for (const server of [infrastructure.postgres, infrastructure.kafka]) {
    if (server.pid() === 0) say(`${server.name} ended and is started again`);
    await server.start();
  }
  await Promise.all(
    Object.values(system.services).map(async (service) => {
      if (!service.alive) {
        say(`${service.name} ended and is started again`);
        service.start();
      }
      await service.ready();
    }),
  );
}
