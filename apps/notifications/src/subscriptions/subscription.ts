import { happened, type NewEvent, SubscriptionDisabled } from '@harken/contracts';
import { RuleBroken, Stale } from '@harken/errors';
import type { AlertFilter } from '../alerts/alert-filter.ts';
import type { Delivery } from '../channels/delivery.ts';
import type { Role } from './subscriber-roles.ts';

export type DisabledReason = 'gone' | 'failing' | 'keyless';

/** The client whose key made it. Another client that gets the same name later does not have its subscriptions. */
export interface SubscriptionOwner {
  readonly clientId: string;
  /** What the client was called. */
  readonly owner: string;
  readonly ownerRoles: readonly Role[];
}

interface SubscriptionBase extends SubscriptionOwner {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly filter: AlertFilter;
  readonly delivery: Delivery;
  /** Sealed; webhooks only. */
  readonly secret: string | null;
  readonly previousSecret: string | null;
  readonly previousSecretUntil: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

interface Active {
  readonly status: 'active';
  readonly disabledReason: null;
  readonly disabledAt: null;
}

interface Disabled {
  readonly status: 'disabled';
  readonly disabledReason: DisabledReason;
  readonly disabledAt: Date;
}

/** Who gets which alerts, and how. */
export type Subscription = SubscriptionBase & (Active | Disabled);

export interface SubscriptionDecision {
  readonly state: Subscription;
  readonly events: readonly NewEvent[];
}

/** `expected` undefined: the caller decided on no version. */
export function assertVersion(version: number, expected: number | undefined): void {
  if (expected === undefined || expected === version) return;
  throw new Stale('subscription.stale', `The subscription is at version ${version}.`, { version });
}

/** How long the previous secret still signs after a rotation. */
export const rotationMs = 24 * 3600 * 1000;

export interface NewSubscription extends SubscriptionOwner {
  readonly id: string;
  readonly name: string;
  readonly filter: AlertFilter;
  readonly delivery: Delivery;
  readonly secret: string | null;
}

export function newSubscription(request: NewSubscription, now: Date): Subscription {
  return {
    ...request,
    version: 1,
    status: 'active',
    disabledReason: null,
    disabledAt: null,
    previousSecret: null,
    previousSecretUntil: null,
    createdAt: now,
    updatedAt: now,
  };
}

const nextVersion = ({ version }: Subscription, now: Date) => ({ version: version + 1, updatedAt: now });

export interface SubscriptionChange {
  readonly name?: string | undefined;
  readonly filter?: AlertFilter | undefined;
  readonly delivery?: Delivery | undefined;
}

export function changeSubscription(
  subscription: Subscription,
  change: SubscriptionChange,
  now: Date,
): SubscriptionDecision {
  const { name = subscription.name, filter = subscription.filter, delivery = subscription.delivery } = change;
  if (delivery.kind !== subscription.delivery.kind) {
    throw new RuleBroken('subscription.kind-fixed', 'A subscription keeps its kind of delivery; make a new one.', {
      kind: subscription.delivery.kind,
    });
  }
  return { state: { ...subscription, ...nextVersion(subscription, now), name, filter, delivery }, events: [] };
}

/** Disables it: nothing is sent until somebody enables it again. */
export function disable(subscription: Subscription, reason: DisabledReason, now: Date): SubscriptionDecision {
  if (subscription.status === 'disabled') return { state: subscription, events: [] };
  const { id, name } = subscription;
  const disabled: Disabled = { status: 'disabled', disabledReason: reason, disabledAt: now };
  return {
    state: { ...subscription, ...nextVersion(subscription, now), ...disabled },
    events: [happened(SubscriptionDisabled, id, { subscriptionId: id, name, reason, at: now.toISOString() })],
  };
}

export function enable(subscription: Subscription, now: Date): SubscriptionDecision {
  if (subscription.status === 'active') return { state: subscription, events: [] };
  const active: Active = { status: 'active', disabledReason: null, disabledAt: null };
  return { state: { ...subscription, ...nextVersion(subscription, now), ...active }, events: [] };
}

export function rotateSecret(subscription: Subscription, secret: string, now: Date): SubscriptionDecision {
  if (subscription.secret === null) {
    throw new RuleBroken('subscription.no-secret', 'Only webhooks have a secret.', { id: subscription.id });
  }
  const previousSecretUntil = new Date(now.getTime() + rotationMs);
  const secrets = { secret, previousSecret: subscription.secret, previousSecretUntil };
  return { state: { ...subscription, ...nextVersion(subscription, now), ...secrets }, events: [] };
}

/** The sealed secrets that sign now, the newest first. */
export function signingSecrets(
  subscription: Pick<Subscription, 'secret' | 'previousSecret' | 'previousSecretUntil'>,
  now: Date,
): readonly string[] {
  const { secret, previousSecret, previousSecretUntil } = subscription;
  const previous = previousSecretUntil && previousSecretUntil > now ? previousSecret : null;
  return [secret, previous].filter((each) => each !== null);
}
