import { FieldErrors } from '@harken/errors';
import { isPositive } from '../../calendars/duration.ts';

/** When complaints count as duplicates, and when a customer complains too often. */
export interface DuplicatePolicy {
  /** ISO 8601: how far back the original of a duplicate may be. */
  readonly window: string;
  /** 0 to 1: the share of trigrams that two texts must have in common. */
  readonly minimumSimilarity: number;
  /** ISO 8601: how far back the complaints of a customer are counted. */
  readonly repeatWindow: string;
  /** The number of the complaint within the window that goes to management. */
  readonly repeatCount: number;
}

/** Defaults. */
export const duplicateDefaults: DuplicatePolicy = {
  window: 'P14D',
  minimumSimilarity: 0.5,
  repeatWindow: 'P90D',
  repeatCount: 3,
};

/** Throws with every fault of the policy. */
export function assertValidDuplicatePolicy(policy: DuplicatePolicy): void {
  const errors = new FieldErrors();
  for (const name of ['window', 'repeatWindow'] as const)
    errors
      .at(name)
      .addIf(
        !isPositive(policy[name]),
        'duplicate-policy.invalid',
        'Not an ISO 8601 duration of more than nothing (PT12H, P14D).',
      );
  errors.throwIfAny('duplicate-policy.invalid', 'The duplicate policy means nothing.');
}
