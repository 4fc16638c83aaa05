import type { Arena } from './fault.ts';

/** Everything runs and is ready. What a fault has brought down is started again, as a supervisor would. */
export async function recovered({ ground, system, say }: Pick<Arena, 'ground' | 'system' | 'say'>): Promise<void> {
  for (const mortal of [ground.postgres, ground.kafka]) {
    if (!mortal.alive()) say(`${mortal.name} ended and is started again`);
    await mortal.start();
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
