import { excessProbability, rejectedAt } from '@harken/statistics';

/** How many complaints a cell had in two periods, and how long these were. */
export interface IssueCounts {
  readonly touchpoint: string | null;
  readonly category: string | null;
  readonly before: number;
  readonly after: number;
}

export interface EmergingIssue extends IssueCounts {
  /** As many as the time before makes likely. */
  readonly expected: number;
  /** How often chance alone makes so many. */
  readonly p: number;
}

const falseDiscoveryRate = 0.05;

/**
 * The cells with more complaints than the period before makes likely, the least likely first. `share` is the length of
 * the period as a share of both periods.
 */
export function emergingIssues(counts: readonly IssueCounts[], share: number): EmergingIssue[] {
  const tested = counts.map((one) => ({
    ...one,
    expected: (one.before * share) / (1 - share),
    p: excessProbability(one.after, one.before + one.after, share),
  }));
  const rejected = rejectedAt(
    falseDiscoveryRate,
    tested.map(({ p }) => p),
  );
  return tested.filter((_, index) => rejected[index]).toSorted((a, b) => a.p - b.p || b.after - a.after);
}
