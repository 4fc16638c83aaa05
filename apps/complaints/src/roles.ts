import type { Role } from '@harken/service';

/** Who works complaints. */
export const handlerRoles: readonly Role[] = ['call_centre', 'handler', 'supervisor', 'manager'];
export const intakeRoles: readonly Role[] = ['crm', ...handlerRoles];
export const readerRoles: readonly Role[] = ['crm', ...handlerRoles, 'analyst', 'ops'];
/** Who acts on escalations. */
export const managementRoles: readonly Role[] = ['supervisor', 'manager'];
/** Who decides how complaints are routed and how fast they are answered. */
export const policyAdmins: readonly Role[] = ['supervisor', 'manager', 'ops'];
/** Who decides how much others may give away. */
export const limitAdmins: readonly Role[] = ['manager', 'ops'];
