import { type ServiceName, services } from '@harken/contracts';
import type { System } from '../harness/system.ts';
import { alone, type Line } from './figures.ts';
import { cpuMs, residentMiB } from './process-figures.ts';

/** Each service stopped and started again while the others run idle: ready time, and the processor time until then. */
export async function measureStarts(system: System, repetitions: number): Promise<Line[]> {
  const lines: Line[] = [];
  for (const service of services) {
    const ready: number[] = [];
    const cpu: number[] = [];
    for (let n = 0; n < repetitions; n += 1) {
      await system.services[service].stop();
      const started = performance.now();
      system.services[service].start();
      await system.services[service].ready();
      ready.push((performance.now() - started) / 1_000);
      cpu.push(cpuMs(system.services[service].pid) / 1_000);
    }
    lines.push(
      alone(`${service}: ready`, 's', ready, '<= 3'),
      alone(`${service}: processor time until ready`, 's', cpu),
    );
  }
  return lines;
}

/** All five at once, as `npm start` does it. */
export async function measureJointStart(system: System): Promise<Line> {
  await Promise.all(services.map((service) => system.services[service].stop()));
  const started = performance.now();
  for (const service of services) system.services[service].start();
  await Promise.all(services.map((service) => system.services[service].ready()));
  return alone('all five at once: ready', 's', [(performance.now() - started) / 1_000]);
}

export const memory = (system: System, when: string, of: readonly ServiceName[] = services): Line[] =>
  of.map((service) =>
    alone(`${service}: memory ${when}`, 'MiB', [residentMiB(system.services[service].pid)], '<= 200'),
  );
