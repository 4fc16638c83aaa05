import { type Alert, pingType } from '../alerts/alert.ts';

/** The alert of `test`: for one subscription, not in the alert log. */
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
