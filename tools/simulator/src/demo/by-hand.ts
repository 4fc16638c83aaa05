import type { FeedbackRecord } from '../records.ts';

export interface HandScore {
  readonly n: number;
  readonly value: number;
}

/** NPS per touchpoint from the records alone: share of 9 and 10 minus share of 0 to 6, in points. */
export const npsByHand = (records: readonly FeedbackRecord[]): Map<string, HandScore> =>
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
export const csatByHand = (records: readonly FeedbackRecord[]): Map<string, HandScore> =>
  perTouchpoint(
    records,
    ({ answers }) => answers?.csat,
    (scores) => scores.filter((score) => score >= 4).length / scores.length,
  );

function perTouchpoint(
  records: readonly FeedbackRecord[],
  scoreOf: (record: FeedbackRecord) => number | undefined,
  summarise: (scores: readonly number[]) => number,
): Map<string, HandScore> {
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
