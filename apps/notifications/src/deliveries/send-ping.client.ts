import type { Tx } from '@harken/database';
import { databaseTime } from '@harken/database';
import { currentTraceparent, newId } from '@harken/messaging';
import { type Senders, sendAlert } from '../channels/sender.ts';
import { openSecret } from '../subscriptions/sealed-secret.ts';
import { type Subscription, signingSecrets } from '../subscriptions/subscription.ts';
import type { Attempt } from './attempt-log.store.ts';
import { pingAlert } from './ping.ts';
import { decideRetry } from './retry-schedule.ts';

/** Sends a test alert once, now, and returns the attempt. */
export async function sendPing(
  subscription: Subscription,
  db: Tx['dataSource'],
  senders: Senders,
  secretsKey: string | undefined,
): Promise<Attempt> {
  const sentAt = await databaseTime(db);
  const alert = pingAlert(newId(), subscription.id, sentAt);
  const outcome = await sendAlert(senders, subscription.delivery, {
    alertId: alert.id,
    alertType: alert.type,
    body: JSON.stringify(alert),
    sentAt,
    secrets: signingSecrets(subscription, sentAt).map((secret) => openSecret(secret, secretsKey)),
    traceparent: currentTraceparent() ?? null,
  });
  const decision = decideRetry(outcome, 1, [], 0);
  return {
    id: newId(),
    at: sentAt,
    subscriptionId: subscription.id,
    deliveryId: newId(),
    alertId: alert.id,
    alertType: alert.type,
    attempt: 1,
    status: decision.status === 'delivered' ? 'delivered' : 'failed',
    responseCode: outcome.code,
    durationMs: Math.round(outcome.durationMs),
    error: outcome.ok ? null : outcome.error,
    retryInMs: null,
  };
}
