export type MetricKind = 'nps' | 'csat' | 'ces' | 'rating' | 'experience';

const pattern = /^(?:(nps|csat|ces)|(rating|experience):\S(?:.{0,98}\S)?)$/u;

/** For the refusal of anything else. */
export const metricForms = 'A metric is nps, csat, ces, rating:<name> or experience:<factor>.';

/** The kind of `nps`, `csat`, `ces`, `rating:<name>` or `experience:<factor>`; undefined for anything else. */
export function metricKind(metric: string): MetricKind | undefined {
  const match = pattern.exec(metric);
  return (match?.[1] ?? match?.[2]) as MetricKind | undefined;
}

export const ratingMetric = (name: string): string => `rating:${name.trim()}`;
export const experienceMetric = (factor: string): string => `experience:${factor.trim()}`;

/**
 * What standards are proposed from, beside the experience of a factor: what customers expect, how much it matters, and what
 * satisfied customers got. No standard or monitor watches these.
 */
export const voiceMetrics = {
  expectation: (factor: string): string => `expectation:${factor.trim()}`,
  importance: (factor: string): string => `importance:${factor.trim()}`,
  satisfied: (factor: string): string => `satisfied:${factor.trim()}`,
} as const;

/** Whether a customer was satisfied: CSAT 4 or 5, without CSAT NPS 9 or 10. */
export const isSatisfied = (nps: number | null, csat: number | null): boolean =>
  csat === null ? nps !== null && nps >= 9 : csat >= 4;

const ranges: Record<MetricKind, readonly [number, number] | null> = {
  nps: [-100, 100],
  csat: [0, 1],
  ces: [1, 7],
  experience: [0, 10],
  // A rating brings its own scale.
  rating: null,
};

/** Lowest and highest value the metric can take: NPS in points, CSAT as a share, the others on their scale. */
export const rangeOf = (kind: MetricKind): readonly [number, number] | null => ranges[kind];

const ratePattern = /^(?:complaints|interaction:\S(?:.{0,198}\S)?)$/u;

/** For the refusal of anything else. */
export const rateForms = 'A rate counts complaints or interaction:<type>.';
export const complaintsMetric = 'complaints';
export const interactionMetric = (type: string): string => `interaction:${type.trim()}`;
export const isRateMetric = (metric: string): boolean => ratePattern.test(metric);
