import { compared, type Line, type Runs } from './figures.ts';
import type { Used } from './processor-time.ts';

/** Milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p99: number;
}

/** Of one question: the service, and beside it the same as plain SQL. */
export type TimesRuns = Runs<Times & { readonly used: Used }, Times>;

export interface SizedBench<Q> {
  readonly sizes: readonly number[];
  nameOf(size: number): string;
  readonly baseline: string;
  /** Which time is compared with that at the smallest size. */
  readonly growthOf: keyof Times;
  say(text: string): void;
  /** Adds rows from the `from`-th to the `to`-th. */
  fill(from: number, to: number): Promise<void>;
  questions(size: number, nth: number): readonly Q[];
  ask(question: Q): Promise<TimesRuns>;
}

/** Asks every question at each size; the lines are those of the largest. Returns the runs of each size by question. */
export async function measureSizes<Q extends { readonly name: string }>(
  bench: SizedBench<Q>,
): Promise<{ lines: Line[]; found: readonly ReadonlyMap<string, TimesRuns>[] }> {
  const { sizes, say, nameOf } = bench;
  const found: Map<string, TimesRuns>[] = [];
  let filled = 0;
  for (const [nth, size] of sizes.entries()) {
    const began = performance.now();
    say(`making ${nameOf(size)} by SQL`);
    await bench.fill(filled + 1, size);
    filled = size;
    say(`made in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    const runs = new Map<string, TimesRuns>();
    for (const question of bench.questions(size, nth)) {
      say(`${nameOf(size)}: ${question.name}`);
      runs.set(question.name, await bench.ask(question));
    }
    found.push(runs);
  }
  const [smallest, largest] = [found[0], found.at(-1)];
  const lines = [...(largest ?? [])].flatMap(([name, runs]) => linesOf(bench, name, runs, smallest?.get(name) ?? []));
  return { lines, found };
}

function linesOf<Q>(
  { sizes, nameOf, baseline, growthOf }: SizedBench<Q>,
  name: string,
  runs: TimesRuns,
  before: TimesRuns,
): Line[] {
  const at = `${name}, ${nameOf(sizes.at(-1) ?? 0)}`;
  const micros = (of: 'services' | 'database') => runs.map(({ figure }) => Math.round(figure.used[of]));
  const growth = runs.flatMap(({ figure }, n) => {
    const smaller = before[n];
    return smaller ? [{ figure, baseline: smaller.figure }] : [];
  });
  const besideSmallest = `${at}: ${growthOf}; beside it at ${nameOf(sizes[0] ?? 0)}`;
  return [
    {
      ...compared(`${at}: p50; baseline: ${baseline}`, 'ms', runs, (one) => one.p50),
      series: { serviceMicros: micros('services'), databaseMicros: micros('database') },
    },
    compared(`${at}: p99; baseline: ${baseline}`, 'ms', runs, (one) => one.p99, '<= 50'),
    compared(besideSmallest, 'ms', growth, (one) => one[growthOf], 'no growth'),
  ];
}
