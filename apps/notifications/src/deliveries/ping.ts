import { type Alert, pingType } from '../alerts/alert.ts';

/** The alert of `test`: goes to one subscription, is in no log of alerts. */
export function pingAlert(id: string, subscriptionId: string, now: Date): Alert {
  return {
    id,
    type: pingType,
    severity: 'low',
    at: now.toISOString(),
    subject: subscriptionId,
    summary: 'This is a test of the subscription.',
    links: { subscription: `/v1/subscriptions/${subscriptionId}` },
    data: { subscriptionId },
  };
}
