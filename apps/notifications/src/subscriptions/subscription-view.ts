import type { Subscription } from './subscription.ts';

export type SubscriptionView = Omit<Subscription, 'secret' | 'previousSecret' | 'previousSecretUntil'>;

/** What may be told of a subscription: everything but its secrets. */
export function viewOf(subscription: Subscription): SubscriptionView {
  const { secret: _, previousSecret: __, previousSecretUntil: ___, ...view } = subscription;
  return view;
}
