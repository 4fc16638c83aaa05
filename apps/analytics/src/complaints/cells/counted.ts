const levels = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const done = `('resolved', 'closed', 'rejected', 'duplicate', 'withdrawn')`;

const escalatedComplaints = levels.map((level) => `(highest_level >= ${level} AND escalations[${level}] > 0)::int`);
const escalations = levels.map((level) => `CASE WHEN highest_level >= ${level} THEN escalations[${level}] ELSE 0 END`);

/** Missed deadlines, a clock each. */
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
 * What is counted of complaints, and what one complaint adds to it, by the columns of `complaint_facts`. Whole numbers
 * only. Cells know a count by its place: new ones go to the end, none is removed.
 */
const added = {
  opened: '1',
  open: `(status NOT IN ${done})::int`,
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

export type CountName = keyof typeof added;

/** The counts of one row. Index 0 of the lists is level 1. */
export type Counted = Readonly<Record<CountName, number>> & {
  readonly escalatedComplaints: readonly number[];
  readonly escalations: readonly number[];
};

/** The columns that the expressions are made of, beside the dimensions. */
export const countedColumns: readonly string[] = [
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

/** One SQL expression for each place. */
export const countedExpressions: readonly string[] = [...escalatedComplaints, ...escalations, ...Object.values(added)];

const firstNamed = 2 * levels.length;

/** The place of `opened`. */
export const openedPlace = firstNamed;

/** Gives names to the sums of the expressions, `at` each place. */
export function countedOf(at: (place: number) => number): Counted {
  const named = Object.fromEntries(Object.keys(added).map((name, i) => [name, at(firstNamed + i)]));
  return {
    ...(named as Record<CountName, number>),
    escalatedComplaints: levels.map((_, i) => at(i)),
    escalations: levels.map((_, i) => at(levels.length + i)),
  };
}
