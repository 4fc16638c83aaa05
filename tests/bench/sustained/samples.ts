import { services } from '@harken/contracts';
import type { System } from '../../harness/system.ts';
import { type Line, singleLine } from '../figures.ts';
import { peakMiB, residentMiB } from '../process-figures.ts';
import { metricsOf, sumOf } from '../services.ts';

export interface Sample {
  readonly seconds: number;
  readonly offered: number;
  readonly accepted: number;
  readonly published: number;
  readonly consumed: number;
  readonly lag: number;
  /** By service, in the order of `services`. */
  readonly memory: readonly number[];
}

export interface Counted {
  readonly published: number;
  readonly consumed: number;
  /** Rows that are committed and not on the log yet. */
  readonly outbox: number;
}

export async function countEvents(system: System): Promise<Counted> {
  const metrics = await Promise.all(services.map((service) => metricsOf(system.services[service])));
  const all = (name: string) => sumOf(metrics.flatMap((of) => of(name)));
  return {
    published: all('harken_events_published_total'),
    consumed: all('harken_events_consumed_total'),
    outbox: all('harken_outbox_lag_rows'),
  };
}

export const memoryNow = (system: System): number[] =>
  services.map((service) => residentMiB(system.services[service].pid));

/** Least squares, in units of y for each unit of x. */
function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (of: 0 | 1) => sumOf(points.map((point) => point[of])) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = sumOf(points.map((point) => (point[0] - x) * (point[1] - y)));
  return covariance / sumOf(points.map((point) => (point[0] - x) ** 2));
}

/** Memory is flat when its second half does not grow: the first fills caches and pools. */
export function memoryLines(system: System, samples: readonly Sample[]): Line[] {
  const half = samples.slice(Math.floor(samples.length / 2));
  return services.flatMap((service, index) => [
    {
      ...singleLine(
        `sustained: memory of ${service} at the end`,
        'MiB',
        [samples.at(-1)?.memory[index] ?? Number.NaN],
        '<= 200',
      ),
      series: {
        seconds: samples.map(({ seconds }) => Math.round(seconds)),
        MiB: samples.map(({ memory }) => Math.round(memory[index] ?? Number.NaN)),
      },
    },
    singleLine(`sustained: peak memory of ${service}`, 'MiB', [peakMiB(system.services[service].pid)], '<= 200'),
    singleLine(
      `sustained: growth of ${service} in the second half`,
      'MiB a minute',
      [slope(half.map(({ seconds, memory }) => [seconds / 60, memory[index] ?? Number.NaN]))],
      'flat',
    ),
  ]);
}
