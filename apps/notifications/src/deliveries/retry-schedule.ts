import type { Outcome } from '../channels/outcome.ts';

export type RetryDecision =
  | { readonly status: 'delivered' }
  | { readonly status: 'failed'; readonly delayMs: number }
  | { readonly status: 'exhausted' }
  | { readonly status: 'gone' };

// Jitter only adds: the whole schedule is never shorter than its delays.
const jitterShare = 0.2;

/**
 * What happens after attempt number `attempt` (from 1). `delaysMs[n - 1]` is the minimum delay after attempt n; after the
 * last one there are no more attempts. `random` is from 0 to 1.
 */
export function decideRetry(
  outcome: Outcome,
  attempt: number,
  delaysMs: readonly number[],
  random: number,
): RetryDecision {
  if (outcome.ok) return { status: 'delivered' };
  if (outcome.gone) return { status: 'gone' };
  const delay = delaysMs[attempt - 1];
  if (delay === undefined) return { status: 'exhausted' };
  const jittered = delay * (1 + jitterShare * random);
  return { status: 'failed', delayMs: Math.round(Math.max(jittered, outcome.retryAfterMs ?? 0)) };
}
