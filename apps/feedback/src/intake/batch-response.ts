import { type FieldError, Invalid, type Problem } from '@harken/errors';

export interface ItemProblem {
  readonly type: string;
  readonly title: string;
  readonly status: 400;
  readonly detail: string;
  readonly code: string;
  readonly instance: string;
  readonly errors?: readonly FieldError[];
}

export interface ItemResult {
  readonly index: number;
  readonly status: 'accepted' | 'duplicate' | 'rejected';
  readonly id?: string;
  readonly problem?: ItemProblem;
}

export interface BatchResponse {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly results: readonly ItemResult[];
}

export type ItemOutcome = { readonly id: string; readonly isNew: boolean } | { readonly problem: Problem };

/** The response to a batch: the result of each item, in order, and the totals. */
export function toBatchResponse(outcomes: readonly ItemOutcome[]): BatchResponse {
  const results = outcomes.map(toItemResult);
  const count = (status: ItemResult['status']) => results.filter((result) => result.status === status).length;
  return { accepted: count('accepted'), duplicates: count('duplicate'), rejected: count('rejected'), results };
}

function toItemResult(outcome: ItemOutcome, index: number): ItemResult {
  if ('problem' in outcome) return { index, status: 'rejected', problem: toItemProblem(outcome.problem, index) };
  return { index, status: outcome.isNew ? 'accepted' : 'duplicate', id: outcome.id };
}

const toItemProblem = (problem: Problem, index: number): ItemProblem => ({
  type: `/problems/${problem.code}`,
  title: 'The item is not valid',
  status: 400,
  detail: problem.message,
  code: problem.code,
  instance: `#/items/${index}`,
  ...(problem instanceof Invalid && problem.errors.length > 0 ? { errors: problem.errors } : {}),
});
