import type { Infrastructure } from '@harken/local-infrastructure';
import { compared, type Line, type Runs, singleLine } from './figures.ts';
import { treeCpuMs } from './process-figures.ts';

export type Party = 'services' | 'broker' | 'database';
const parties: readonly Party[] = ['services', 'broker', 'database'];

/** Microseconds of processor time for each event. */
export type Used = Readonly<Record<Party, number>>;

interface Cost {
  readonly used: Used;
}

/** Starts to count; the function it returns gives what was used since, for each of so many events. */
export function countProcessorTime(
  { kafka, postgres }: Infrastructure,
  services: readonly { readonly pid: number }[],
): (events: number) => Used {
  const roots = { services: services.map(({ pid }) => pid), broker: [kafka.pid()], database: [postgres.pid()] };
  const before = parties.map((party) => treeCpuMs(roots[party]));
  return (events) => {
    const since = (party: Party, index: number) => treeCpuMs(roots[party]) - (before[index] ?? Number.NaN);
    return Object.fromEntries(
      parties.map((party, n) => [party, (since(party, n) * 1_000) / events]),
    ) as unknown as Used;
  };
}

/** Beside the baseline for the parties that take part in it. */
export function processorLines(
  what: string,
  per: string,
  runs: Runs<Cost, Cost>,
  ofBaseline: readonly Party[],
): Line[] {
  const unit = `µs per ${per}`;
  return parties.map((party) => {
    const name = `${what}: processor time, ${party}`;
    if (ofBaseline.includes(party)) return compared(name, unit, runs, ({ used }) => used[party]);
    return costLine(
      name,
      unit,
      party,
      runs.map(({ figure }) => figure),
    );
  });
}

const costLine = (name: string, unit: string, party: Party, costs: readonly Cost[]): Line =>
  singleLine(
    name,
    unit,
    costs.map(({ used }) => used[party]),
  );

/** Where there is no baseline. */
export const processorLinesAlone = (what: string, per: string, costs: readonly Cost[]): Line[] =>
  parties.map((party) => costLine(`${what}: processor time, ${party}`, `µs per ${per}`, party, costs));
