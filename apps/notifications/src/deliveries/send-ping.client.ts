import { currentTraceparent, type Tx } from '@harken/messaging';
import { settingsOf } from '@harken/service';
import { v7 as uuidv7 } from 'uuid';
import { sendAlert } from '../channels/sender.ts';
import { notificationsSettings } from '../notifications.config.ts';
import { openSecret } from '../subscriptions/sealed-secret.ts';
import { type Subscription, signingSecrets } from '../subscriptions/subscription.ts';
import type { Attempt } from './attempt-log.store.ts';
import { databaseNow } from './delivery-log.queries.ts';
import { pingAlert } from './ping.ts';
import { decideRetry } from './retry-schedule.ts';
import { sendersOf } from './senders.client.ts';

/** Sends a test alert once, now, and returns the attempt. */
export async function sendPing(subscription: Subscription, db: Tx['dataSource'], bag: object): Promise<Attempt> {
  const sentAt = await databaseNow(db);
  const alert = pingAlert(uuidv7(), subscription.id, sentAt);
  const { SECRETS_KEY } = settingsOf(notificationsSettings, bag);
  const outcome = await sendAlert(sendersOf(bag), subscription.delivery, {
    alertId: alert.id,
    alertType: alert.type,
    body: JSON.stringify(alert),
    sentAt,
    secrets: signingSecrets(subscription, sentAt).map((secret) => openSecret(secret, SECRETS_KEY)),
    traceparent: currentTraceparent() ?? null,
  });
  const decision = decideRetry(outcome, 1, [], 0);
  return {
    id: uuidv7(),
    at: sentAt,
    subscriptionId: subscription.id,
    deliveryId: uuidv7(),
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
