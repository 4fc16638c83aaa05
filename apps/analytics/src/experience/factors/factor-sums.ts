import { type Measure, measures } from './factor-answers.ts';

/** The sums of a cell by column, and what one answer adds to each. */
export const factorSumColumns: readonly (readonly [column: string, ofOne: string])[] = [
  ['n', '1'],
  ...measures.flatMap((measure) => [
    [`n_${measure}`, `(${measure} IS NOT NULL)::integer`] as const,
    [`sum_${measure}`, `coalesce(${measure}, 0)`] as const,
    [`squares_${measure}`, `coalesce(${measure} * ${measure}, 0)`] as const,
  ]),
  // Of the overall question, over the answers that have an experience.
  ['sum_outcome', withExperience('outcome_value')],
  ['squares_outcome', withExperience('outcome_value * outcome_value')],
  ['products', withExperience('outcome_value * experience')],
];

function withExperience(value: string): string {
  return `CASE WHEN experience IS NULL THEN 0 ELSE coalesce(${value}, 0) END`;
}

export const isCount = (column: string): boolean => column === 'n' || column.startsWith('n_');

export type FactorSumColumn =
  | 'n'
  | `${'n' | 'sum' | 'squares'}_${Measure}`
  | 'sum_outcome'
  | 'squares_outcome'
  | 'products';

/** One row of sums as it is read: decimals as text. */
export type FactorSums = Readonly<Record<FactorSumColumn, string>>;
