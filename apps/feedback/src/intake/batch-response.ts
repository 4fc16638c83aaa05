import { type FieldError, Invalid, maxListedFaults, type Problem } from '@harken/errors';

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
  let listed = 0;
  const results = outcomes.map((outcome, index) => {
    const result = toItemResult(outcome, index, maxListedFaults - listed);
    listed += result.problem?.errors?.length ?? 0;
    return result;
  });
  const count = (status: ItemResult['status']) => results.filter((result) => result.status === status).length;
  return { accepted: count('accepted'), duplicates: count('duplicate'), rejected: count('rejected'), results };
}

function toItemResult(outcome: ItemOutcome, index: number, faults: number): ItemResult {
  if ('problem' in outcome)
    return { index, status: 'rejected', problem: toItemProblem(outcome.problem, index, faults) };
  return { index, status: outcome.isNew ? 'accepted' : 'duplicate', id: outcome.id };
}

/** Every rejected item says why; its single faults are listed as long as the whole batch has few of them. */
const toItemProblem = (problem: Problem, index: number, faults: number): ItemProblem => ({
  type: `/problems/${problem.code}`,
  title: 'The item is not valid',
  status: 400,
  detail: problem.message,
  code: problem.code,
  instance: `#/items/${index}`,
  ...(problem instanceof Invalid && problem.errors.length > 0 && faults > 0
    ? { errors: problem.errors.slice(0, faults) }
    : {}),
});
