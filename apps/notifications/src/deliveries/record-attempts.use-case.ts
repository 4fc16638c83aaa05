import type { Tx } from '@harken/database';
import { disableSubscription } from '../subscriptions/disable-subscription.use-case.ts';
import { type Attempt, attemptLog } from './attempt-log.store.ts';
import { deliveredSince } from './delivery-log.queries.ts';

/** An attempt, with what decides whether its subscription is disabled. */
export interface CompletedAttempt extends Attempt {
  readonly kind: 'webhook' | 'email';
  readonly queuedAt: Date;
}

/**
 * Records attempts. Disables a webhook that said 410, or that ran out of attempts while no other delivery got through. E-mail
 * is never disabled: there our own mail server fails.
 */
export async function recordAttempts(attempts: readonly CompletedAttempt[], tx: Tx): Promise<void> {
  await attemptLog.record(tx, attempts);
  for (const { status, subscriptionId, queuedAt } of attempts.filter(mayDisable)) {
    if (status === 'gone') await disableSubscription({ id: subscriptionId, reason: 'gone' }, tx);
    else if (!(await deliveredSince(tx, subscriptionId, queuedAt)))
      await disableSubscription({ id: subscriptionId, reason: 'failing' }, tx);
  }
}

/** Whether the attempt may disable its subscription. A batch without such an attempt is recorded by one statement. */
export const mayDisable = ({ kind, status }: CompletedAttempt): boolean =>
  kind === 'webhook' && (status === 'gone' || status === 'exhausted');
