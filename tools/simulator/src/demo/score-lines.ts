import type { FeedbackRecord } from '../records.ts';
import { scoresOf } from './collect-figures.ts';
import { type ExpectedScore, expectedCsat, expectedNps } from './expected-figures.ts';
import type { RunningSystem } from './running-system.ts';
import type { Check } from './summary.ts';

const rounded = (scores: ReadonlyMap<string, { n: number; value: number | null }>, digits: number) =>
  Object.fromEntries(
    [...scores]
      .filter(([, { n }]) => n > 0)
      .sort()
      .map(([touchpoint, { n, value }]) => [touchpoint, `${value?.toFixed(digits)} (n ${n})`]),
  );

/** NPS and CSAT per touchpoint: computed from what was sent, and as analytics gives them. */
export async function scoreLines(
  system: RunningSystem,
  run: string,
  sent: readonly FeedbackRecord[],
): Promise<Check[]> {
  const line = async (
    metric: 'nps' | 'csat',
    expected: ReadonlyMap<string, ExpectedScore>,
    digits: number,
  ): Promise<Check> => ({
    what: `${metric.toUpperCase()} per touchpoint`,
    said: { 'by hand': rounded(expected, digits), analytics: rounded(await scoresOf(system, metric, run), digits) },
  });
  return [await line('nps', expectedNps(sent), 1), await line('csat', expectedCsat(sent), 3)];
}
