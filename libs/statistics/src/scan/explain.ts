import { type CellCounts, windowDays } from './cell-counts.ts';
import type { BestWindow } from './replicate.ts';

/** Marks the complaints of a found cell, by row of the window: what it has above expectation counts for no other cell. */
export function explainedBy(
  cell: number,
  { days, count, expected }: BestWindow,
  counts: CellCounts,
  explained: Float64Array,
) {
  const share = Math.max(0, 1 - expected / count);
  counts.window.forEach(({ age, cells }, row) => {
    if (age < days && cells.includes(cell)) explained[row] = Math.max(explained[row] as number, share);
  });
}

/** Cells whose complaints in the window all count for the given cell too, itself among them, with their number. */
export function cellsWithin(cell: number, counts: CellCounts): Map<number, number> {
  const shared = new Map<number, number>();
  for (const { n, cells } of counts.window)
    if (cells.includes(cell)) for (const other of cells) shared.set(other, (shared.get(other) ?? 0) + n);
  const within = new Map<number, number>();
  for (const [other, n] of shared) if (n === sumOf(counts.of(other))) within.set(other, n);
  return within;
}

function sumOf(counts: Uint32Array): number {
  let sum = 0;
  for (let age = 0; age < windowDays; age++) sum += counts[age] as number;
  return sum;
}
