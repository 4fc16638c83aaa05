import type { Role } from '@harken/service';

/** Who works complaints. */
export const workers: readonly Role[] = ['call_centre', 'handler', 'supervisor', 'manager'];
export const openers: readonly Role[] = ['crm', ...workers];
export const readers: readonly Role[] = ['crm', ...workers, 'analyst', 'ops'];
/** Who acts on escalations. */
export const management: readonly Role[] = ['supervisor', 'manager'];
/** Who decides how complaints are routed and how fast they are answered. */
export const policyMakers: readonly Role[] = ['supervisor', 'manager', 'ops'];
/** Who decides how much others may give away. */
export const limitMakers: readonly Role[] = ['manager', 'ops'];
