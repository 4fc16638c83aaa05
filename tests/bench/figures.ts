/** The middle of repeated measurements, and how far they lie apart. */
export interface Figure {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function figureOf(values: readonly number[]): Figure {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  const lower = Number.isInteger(middle) ? (sorted[middle - 1] ?? upper) : upper;
  return { median: (lower + upper) / 2, min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN };
}

/** One line of the table: what was measured, beside the least that any program would need for it. */
export interface Line {
  readonly what: string;
  readonly unit: string;
  readonly figure: Figure;
  readonly baseline?: Figure;
  /** Figure by baseline, of repetitions that ran one after the other. */
  readonly ratio?: Figure;
  readonly goal?: string;
  /** What does not fit into a table, for the file. */
  readonly series?: Readonly<Record<string, readonly number[]>>;
}

/** Figures and baselines that were measured in turns. */
export type Runs<F, B = F> = readonly { readonly figure: F; readonly baseline: B }[];

/** A figure beside its baseline; `pick` takes the number of a run. */
export function compared<F, B>(
  what: string,
  unit: string,
  runs: Runs<F, B>,
  pick: (run: F | B) => number,
  goal?: string,
): Line {
  const pairs = runs.map(({ figure, baseline }) => ({ figure: pick(figure), baseline: pick(baseline) }));
  return {
    what,
    unit,
    figure: figureOf(pairs.map(({ figure }) => figure)),
    baseline: figureOf(pairs.map(({ baseline }) => baseline)),
    ratio: figureOf(pairs.map(({ figure, baseline }) => figure / baseline)),
    ...(goal ? { goal } : {}),
  };
}

export const singleLine = (what: string, unit: string, values: readonly number[], goal?: string): Line => ({
  what,
  unit,
  figure: figureOf(values),
  ...(goal ? { goal } : {}),
});

/** Whether the generator could have done more: its own limit against a stub, by the most that was measured with it. */
export const headroom = (what: string, stub: readonly number[], measured: readonly number[]): Line => {
  const most = Math.max(...measured);
  return singleLine(
    `${what}: the generator against a stub`,
    'times as fast as what it measured',
    stub.map((rate) => rate / most),
  );
};
