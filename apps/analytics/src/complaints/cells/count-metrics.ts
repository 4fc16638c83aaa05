const levels = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const endStatuses = `('resolved', 'closed', 'rejected', 'duplicate', 'withdrawn')`;

const escalatedComplaints = levels.map((level) => `(highest_level >= ${level} AND escalations[${level}] > 0)::int`);
const escalations = levels.map((level) => `CASE WHEN highest_level >= ${level} THEN escalations[${level}] ELSE 0 END`);

/** Breaches, one metric per clock. */
const breaches = {
  acknowledgeBreaches: 'breaches_acknowledge',
  firstResponseBreaches: 'breaches_first_response',
  nextResponseBreaches: 'breaches_next_response',
  progressUpdateBreaches: 'breaches_progress_update',
  firstResolutionBreaches: 'breaches_first_resolution',
  resolutionBreaches: 'breaches_resolution',
  regulatoryBreaches: 'breaches_regulatory',
} as const;

/**
 * The counts, and what one complaint adds to each, from the columns of `complaint_facts`. Whole numbers only. Cells
 * store a count by its index, so new ones go to the end and none is removed.
 */
const countMetrics = {
  opened: '1',
  open: `(status NOT IN ${endStatuses})::int`,
  acknowledged: '(acknowledge_ms IS NOT NULL)::int',
  answered: 'answered::int',
  everAnswered: '(first_answer_ms IS NOT NULL)::int',
  resolved: 'resolved::int',
  closed: `(status = 'closed')::int`,
  rejected: `(status = 'rejected')::int`,
  withdrawn: `(status = 'withdrawn')::int`,
  duplicates: `(status = 'duplicate')::int`,
  ...breaches,
  breached: `(${Object.values(breaches).join(' + ')} > 0)::int`,
  straightToManagement: 'straight_to_management::int',
  reopens: 'reopens',
  reopened: '(reopens > 0)::int',
  compensated: '(compensations > 0)::int',
  handlingRated: 'handling_rated',
  handlingSatisfied: 'handling_satisfied',
} as const;

export type CountName = keyof typeof countMetrics;

/** The counts of one row. Index 0 of the lists is level 1. */
export type Counts = Readonly<Record<CountName, number>> & {
  readonly escalatedComplaints: readonly number[];
  readonly escalations: readonly number[];
};

/** The columns that the expressions use, besides the dimensions. */
export const metricColumns: readonly string[] = [
  'answered',
  'resolved',
  'acknowledge_ms',
  'first_answer_ms',
  'resolve_ms',
  ...Object.values(breaches),
  'escalations',
  'highest_level',
  'straight_to_management',
  'reopens',
  'compensations',
  'spent',
  'handling_rated',
  'handling_satisfied',
];

/** One SQL expression per index. */
export const countExpressions: readonly string[] = [
  ...escalatedComplaints,
  ...escalations,
  ...Object.values(countMetrics),
];

const firstNamedIndex = 2 * levels.length;

/** The index of `opened`. */
export const openedIndex = firstNamedIndex;

/** The counts by name, from the sum of each expression. */
export function toCounts(valueAt: (index: number) => number): Counts {
  const named = Object.fromEntries(Object.keys(countMetrics).map((name, i) => [name, valueAt(firstNamedIndex + i)]));
  return {
    ...(named as Record<CountName, number>),
    escalatedComplaints: levels.map((_, i) => valueAt(i)),
    escalations: levels.map((_, i) => valueAt(levels.length + i)),
  };
}
