import { type Fault, Invalid } from '@harken/errors';
import { dueAt, roundTheClock } from '../../calendars/due-at.ts';
import { milliseconds } from '../../calendars/duration.ts';

/** What counts as the same complaint again, and who complains too often. */
export interface DuplicatePolicy {
  /** ISO 8601: how far back a complaint may lie that another one repeats. */
  readonly window: string;
  /** 0 to 1: how much of their trigrams two texts must share. */
  readonly minimumSimilarity: number;
  /** ISO 8601: how far back the complaints of a customer are counted. */
  readonly repeatWindow: string;
  /** The first complaint within it that goes to management. */
  readonly repeatCount: number;
}

/** What a policy that does not say otherwise has. */
export const duplicateDefaults: DuplicatePolicy = {
  window: 'P14D',
  minimumSimilarity: 0.5,
  repeatWindow: 'P90D',
  repeatCount: 3,
};

/** `duration` before `now`, around the clock. */
export const subtractDuration = (now: Date, duration: string): Date =>
  new Date(2 * now.getTime() - dueAt(now, duration, roundTheClock).getTime());

/** Refuses a policy that means nothing, with every fault it has. */
export function assertValidDuplicatePolicy(policy: DuplicatePolicy): void {
  const faults: Fault[] = (['window', 'repeatWindow'] as const).flatMap((name) =>
    (milliseconds(policy[name]) ?? 0) > 0
      ? []
      : [
          {
            pointer: `/${name}`,
            code: 'duplicate-policy.invalid',
            detail: 'Not an ISO 8601 duration of more than nothing (PT12H, P14D).',
          },
        ],
  );
  if (faults.length > 0) throw new Invalid('duplicate-policy.invalid', 'The duplicate policy means nothing.', faults);
}
