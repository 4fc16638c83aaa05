/** The roles of the API that matter here. */
type Role = 'crm' | 'call_centre' | 'handler' | 'supervisor' | 'manager' | 'analyst' | 'ops';

interface Caller {
  readonly name: string;
  readonly roles: readonly Role[];
}

/** Who may subscribe. */
export const subscribers = ['call_centre', 'crm', 'ops', 'manager'] as const satisfies readonly Role[];

const seeAll: readonly Role[] = ['ops', 'manager'];

/** Clients have to do with their own subscriptions only: undefined = with everybody's. */
export const ownerOf = (actor: Caller): string | undefined =>
  actor.roles.some((role) => seeAll.includes(role)) ? undefined : actor.name;
