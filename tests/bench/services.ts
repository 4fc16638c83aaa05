import type { ServiceName } from '@harken/contracts';
import type { ServiceProcess } from '@harken/stack';
import type { System } from '../harness/system.ts';
import { type Line, singleLine } from './figures.ts';
import { peakMiB, residentMiB } from './process-figures.ts';
import { until } from './repeat.ts';

/** A kept connection may be closed by the service just when it is used again: a second request shows whether it is a fault. */
async function metricsText(url: string): Promise<string> {
  try {
    return await (await fetch(url)).text();
  } catch {
    return (await fetch(url)).text();
  }
}

/** The metrics of a service now. */
export async function metricsOf({ managementUrl }: ServiceProcess): Promise<(name: string) => number[]> {
  const text = await metricsText(`${managementUrl}/metrics`);
  return (name) =>
    [...text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)`, 'gm'))].map(([, value]) => Number(value));
}

/** The values of one metric, by their labels. */
export const metricOf = async (service: ServiceProcess, name: string): Promise<number[]> =>
  (await metricsOf(service))(name);

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Until everything that the service has committed is on the log: what an event costs is not over with its answer. */
export async function untilPublished(service: ServiceProcess, seconds = 300): Promise<void> {
  await until(
    `the outbox of ${service.name} is published`,
    async () => (await metricOf(service, 'harken_outbox_lag_rows'))[0] === 0,
    seconds,
    200,
  );
}

export const memory = (system: System, when: string, of: readonly ServiceName[]): Line[] =>
  of.map((service) =>
    singleLine(`${service}: memory ${when}`, 'MiB', [residentMiB(system.services[service].pid)], '<= 200'),
  );

export const peakMemoryLines = (system: System, what: string, of: readonly ServiceName[]): Line[] =>
  of.map((service) =>
    singleLine(`${what}: peak memory of ${service}`, 'MiB', [peakMiB(system.services[service].pid)], '<= 200'),
  );
