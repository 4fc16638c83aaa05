import type { Subscription } from './subscription.ts';

export type SubscriptionView = Omit<Subscription, 'secret' | 'previousSecret' | 'previousSecretUntil'>;

/** A subscription without its secrets. */
export function toView(subscription: Subscription): SubscriptionView {
  const { secret: _, previousSecret: __, previousSecretUntil: ___, ...view } = subscription;
  return view;
}
