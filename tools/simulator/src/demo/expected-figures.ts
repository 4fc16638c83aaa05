import type { FeedbackRecord } from '../records.ts';

export interface ExpectedScore {
  readonly n: number;
  readonly value: number;
}

/** NPS per touchpoint from the records alone: share of 9 and 10 minus share of 0 to 6, in points. */
export const expectedNps = (records: readonly FeedbackRecord[]): Map<string, ExpectedScore> =>
  perTouchpoint(
    records,
    ({ answers }) => answers?.nps,
    (scores) => {
      const promoters = scores.filter((score) => score >= 9).length;
      const detractors = scores.filter((score) => score <= 6).length;
      return (100 * (promoters - detractors)) / scores.length;
    },
  );

/** CSAT per touchpoint from the records alone: share of 4 and 5. */
export const expectedCsat = (records: readonly FeedbackRecord[]): Map<string, ExpectedScore> =>
  perTouchpoint(
    records,
    ({ answers }) => answers?.csat,
    (scores) => scores.filter((score) => score >= 4).length / scores.length,
  );

function perTouchpoint(
  records: readonly FeedbackRecord[],
  scoreOf: (record: FeedbackRecord) => number | undefined,
  summarise: (scores: readonly number[]) => number,
): Map<string, ExpectedScore> {
  const scores = new Map<string, number[]>();
  for (const record of records) {
    const score = scoreOf(record);
    if (score === undefined || !record.touchpoint) continue;
    scores.set(record.touchpoint, [...(scores.get(record.touchpoint) ?? []), score]);
  }
  return new Map(
    [...scores].sort().map(([touchpoint, list]) => [touchpoint, { n: list.length, value: summarise(list) }]),
  );
}

const hour = 3_600_000;
const day = 24 * hour;
const hongKong = 8 * hour;
const shifts = [
  [9, 12],
  [13, 18],
] as const;

/** When so many ms are used up, working in Hong Kong from Monday to Friday, 9 to 12 and 13 to 18. */
export function expectedDueAt(start: Date, ms: number): Date {
  let left = ms;
  for (let date = Math.floor((start.getTime() + hongKong) / day); ; date += 1) {
    // The first of January 1970 was a Thursday.
    const weekday = (date + 4) % 7;
    if (weekday === 0 || weekday === 6) continue;
    for (const [opens, closes] of shifts) {
      const from = Math.max(start.getTime(), date * day + opens * hour - hongKong);
      const to = date * day + closes * hour - hongKong;
      if (to <= from) continue;
      if (left <= to - from) return new Date(from + left);
      left -= to - from;
    }
  }
}
