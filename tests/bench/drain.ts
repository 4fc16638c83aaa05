import { type ServiceName, services } from '@harken/contracts';
import type { System } from '../harness/system.ts';
import { alone, type Line } from './figures.ts';

const behind = services.filter((service) => service !== 'feedback');
const seconds = 15;

/** Events whose effects a service has committed, by its own metric. */
async function consumed(system: System, service: ServiceName): Promise<number> {
  const text = await (await fetch(`${system.services[service].managementUrl}/metrics`)).text();
  return [...text.matchAll(/^harken_events_consumed_total\{.*\} (\d+)/gm)].reduce((sum, [, n]) => sum + Number(n), 0);
}

/** How fast the four others work through what the intake left on the log, all at once. */
export async function measureDrain(system: System): Promise<Line[]> {
  for (const service of behind) system.services[service].start();
  await Promise.all(behind.map((service) => system.services[service].ready()));
  const counts = async () => Promise.all(behind.map((service) => consumed(system, service)));
  const started = performance.now();
  const before = await counts();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const after = await counts();
  const passed = (performance.now() - started) / 1_000;
  return behind.map((service, n) =>
    alone(`${service}: events worked off, all services at once`, 'per second', [
      ((after[n] ?? 0) - (before[n] ?? 0)) / passed,
    ]),
  );
}
