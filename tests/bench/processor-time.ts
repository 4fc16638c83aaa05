import type { Infrastructure } from '@harken/local-infrastructure';
import { alone, besideFloor, type Line } from './figures.ts';
import { treeCpuMs } from './process-figures.ts';

const parties = ['services', 'broker', 'database'] as const;

/** Microseconds of processor time for each event. */
export type Used = Readonly<Record<(typeof parties)[number], number>>;

/** Starts to count; the function that comes back tells what was used since, for each of so many events. */
export function countProcessorTime(
  { kafka, postgres }: Infrastructure,
  services: readonly number[],
): (events: number) => Used {
  const roots = { services, broker: [kafka.pid()], database: [postgres.pid()] };
  const read = () => parties.map((party) => treeCpuMs(roots[party]));
  const before = read();
  return (events) => {
    const used = read().map((ms, index) => ((ms - (before[index] ?? Number.NaN)) * 1_000) / events);
    return { services: used[0] ?? Number.NaN, broker: used[1] ?? Number.NaN, database: used[2] ?? Number.NaN };
  };
}

/** `floor` has the parties that take part in it. */
export function processorLines(
  what: string,
  per: string,
  runs: readonly { figure: Used; floor?: Partial<Used> }[],
): Line[] {
  return parties.map((party) => {
    const name = `${what}: processor time, ${party}`;
    const unit = `µs per ${per}`;
    const pairs = runs.flatMap(({ figure, floor }) => {
      const least = floor?.[party];
      return least === undefined ? [] : [{ figure: figure[party], floor: least }];
    });
    if (pairs.length === runs.length) return besideFloor(name, unit, pairs);
    return alone(
      name,
      unit,
      runs.map(({ figure }) => figure[party]),
    );
  });
}
