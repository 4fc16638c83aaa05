import type { Outcome } from '../channels/outcome.ts';

export type Verdict =
  | { readonly status: 'delivered' }
  | { readonly status: 'failed'; readonly delayMs: number }
  | { readonly status: 'exhausted' }
  | { readonly status: 'gone' };

// Jitter only adds, so that the whole span is never shorter than the delays say.
const jitterShare = 0.2;

/**
 * What happens after attempt number `attempt` (from 1). `delaysMs[n]` is the least wait after the n-th attempt;
 * after the last one there is nothing more. `random` is from 0 to 1.
 */
export function judge(outcome: Outcome, attempt: number, delaysMs: readonly number[], random: number): Verdict {
  if (outcome.ok) return { status: 'delivered' };
  if (outcome.gone) return { status: 'gone' };
  const delay = delaysMs[attempt - 1];
  if (delay === undefined) return { status: 'exhausted' };
  const jittered = delay * (1 + jitterShare * random);
  return { status: 'failed', delayMs: Math.round(Math.max(jittered, outcome.retryAfterMs ?? 0)) };
}
