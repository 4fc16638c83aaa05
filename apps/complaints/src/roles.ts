import type { Role } from '@harken/service';

/** Roles that handle complaints. */
export const handlerRoles: readonly Role[] = ['call_centre', 'handler', 'supervisor', 'manager'];
/** Roles that import complaints of before. */
export const importRoles: readonly Role[] = ['crm', 'ops'];
export const intakeRoles: readonly Role[] = ['crm', ...handlerRoles];
export const readerRoles: readonly Role[] = ['crm', ...handlerRoles, 'analyst', 'ops'];
/** Roles that act on escalations. */
export const managementRoles: readonly Role[] = ['supervisor', 'manager'];
/** Roles that publish policies and rules. */
export const policyAdmins: readonly Role[] = ['supervisor', 'manager', 'ops'];
/** Roles that say who works here, and so who may do what. */
export const peopleAdmins: readonly Role[] = ['manager', 'ops'];
/** Roles that publish compensation limits. */
export const limitAdmins: readonly Role[] = ['manager', 'ops'];
