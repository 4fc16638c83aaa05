import type { Tx } from '@harken/messaging';
import { disableSubscription } from '../subscriptions/disable-subscription.use-case.ts';
import { type Attempt, attemptLog } from './attempt-log.store.ts';
import { deliveredSince } from './delivery-log.queries.ts';

/** An attempt, and what its subscription needs to be judged by. */
export interface MadeAttempt extends Attempt {
  readonly kind: 'webhook' | 'email';
  readonly queuedAt: Date;
}

/**
 * Writes down what came of attempts. An endpoint that said 410 is disabled; so is one that let a delivery run out of
 * attempts while nothing else got through. Mail is not: what fails there is our own mail server.
 */
export async function recordAttempts(attempts: readonly MadeAttempt[], tx: Tx): Promise<void> {
  await attemptLog.record(tx, attempts);
  for (const { status, subscriptionId, queuedAt } of attempts.filter(mayDisable)) {
    if (status === 'gone') await disableSubscription({ id: subscriptionId, reason: 'gone' }, tx);
    else if (!(await deliveredSince(tx, subscriptionId, queuedAt)))
      await disableSubscription({ id: subscriptionId, reason: 'failing' }, tx);
  }
}

/** Attempts of which none may disable a subscription are written by one statement. */
export const mayDisable = ({ kind, status }: MadeAttempt): boolean =>
  kind === 'webhook' && (status === 'gone' || status === 'exhausted');
