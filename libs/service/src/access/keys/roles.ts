/** Every key has one or more roles; every route names the roles that may call it. */
export const roles = ['crm', 'call_centre', 'handler', 'supervisor', 'manager', 'analyst', 'ops'] as const;
export type Role = (typeof roles)[number];

/** "handler+" in the API description: every role that may read. */
export const handlerAndUp: readonly Role[] = ['handler', 'supervisor', 'manager', 'analyst', 'ops'];

export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);

/** Who made the request. `name` is the client; all live keys of one client share it. */
export interface Actor {
  readonly name: string;
  readonly role: Role;
  readonly roles: readonly Role[];
  readonly keyId: string;
}
