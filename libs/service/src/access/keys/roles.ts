/** Who may call: every key has one or more of these, every route names those it lets in. */
export const roles = ['crm', 'call_centre', 'handler', 'supervisor', 'manager', 'analyst', 'ops'] as const;
export type Role = (typeof roles)[number];

/** "handler+" of the API: everybody who reads. */
export const handlerAndUp: readonly Role[] = ['handler', 'supervisor', 'manager', 'analyst', 'ops'];

export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);

/** Who made the request. `name` is the client; all live keys of one client share it. */
export interface Actor {
  readonly name: string;
  readonly role: Role;
  readonly roles: readonly Role[];
  readonly keyId: string;
}
