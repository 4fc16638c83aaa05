import { type FieldError, Invalid, maxListedFaults, type Problem, RuleBroken } from '@harken/errors';

export interface ItemProblem {
  readonly type: string;
  readonly title: string;
  readonly status: 400 | 409;
  readonly detail: string;
  readonly code: string;
  readonly instance: string;
  readonly errors?: readonly FieldError[];
  /** Of a conflict: what was stored first, and what came now. */
  readonly storedDigest?: string;
  readonly receivedDigest?: string;
}

export interface ItemResult {
  readonly index: number;
  readonly status: 'accepted' | 'duplicate' | 'conflict' | 'rejected';
  readonly id?: string;
  readonly problem?: ItemProblem;
}

export interface BatchResponse {
  readonly accepted: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly rejected: number;
  readonly results: readonly ItemResult[];
}

export type ItemOutcome =
  | { readonly id: string; readonly isNew: boolean }
  | { readonly id?: string; readonly problem: Problem };

/** The response to a batch: the result of each item, in order, and the totals. */
export function toBatchResponse(outcomes: readonly ItemOutcome[]): BatchResponse {
  let listed = 0;
  const results = outcomes.map((outcome, index) => {
    const result = toItemResult(outcome, index, maxListedFaults - listed);
    listed += result.problem?.errors?.length ?? 0;
    return result;
  });
  const count = (status: ItemResult['status']) => results.filter((result) => result.status === status).length;
  return {
    accepted: count('accepted'),
    duplicates: count('duplicate'),
    conflicts: count('conflict'),
    rejected: count('rejected'),
    results,
  };
}

function toItemResult(outcome: ItemOutcome, index: number, faults: number): ItemResult {
  if (!('problem' in outcome)) {
    return { index, status: outcome.isNew ? 'accepted' : 'duplicate', id: outcome.id };
  }
  const { id, problem } = outcome;
  const status = problem instanceof RuleBroken ? 'conflict' : 'rejected';
  return { index, status, ...(id === undefined ? {} : { id }), problem: toItemProblem(problem, index, faults) };
}

/** Every rejected item says why; its single faults are listed as long as the whole batch has few of them. */
function toItemProblem(problem: Problem, index: number, faults: number): ItemProblem {
  const conflict = problem instanceof RuleBroken;
  return {
    ...(conflict ? digestsOf(problem) : {}),
    type: `/problems/${problem.code}`,
    title: conflict ? 'A rule forbids the item' : 'The item is not valid',
    status: conflict ? 409 : 400,
    detail: problem.message,
    code: problem.code,
    instance: `#/items/${index}`,
    ...(problem instanceof Invalid && problem.errors.length > 0 && faults > 0
      ? { errors: problem.errors.slice(0, faults) }
      : {}),
  };
}

const digestsOf = ({ details: { storedDigest, receivedDigest } }: RuleBroken): Partial<ItemProblem> => ({
  storedDigest: String(storedDigest),
  receivedDigest: String(receivedDigest),
});
