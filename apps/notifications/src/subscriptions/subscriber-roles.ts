/** The roles that a subscription knows. */
export type Role = 'crm' | 'call_centre' | 'handler' | 'supervisor' | 'manager' | 'analyst' | 'ops';

interface Caller {
  readonly clientId: string;
  readonly roles: readonly Role[];
}

/** Who may subscribe. */
export const subscriberRoles = ['call_centre', 'crm', 'ops', 'manager'] as const satisfies readonly Role[];

const rolesThatSeeAll: readonly Role[] = ['ops', 'manager'];

/** Clients see only their own subscriptions, by the id of the client; undefined = everybody's. */
export const ownerFilter = (actor: Caller): string | undefined =>
  actor.roles.some((role) => rolesThatSeeAll.includes(role)) ? undefined : actor.clientId;
