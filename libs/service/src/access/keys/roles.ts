/** Every key has one or more roles; every route names the roles that may call it. */
export const roles = ['crm', 'call_centre', 'handler', 'supervisor', 'manager', 'analyst', 'ops'] as const;
export type Role = (typeof roles)[number];

/** "handler+" in the API description: every role that may read. */
export const handlerAndUp: readonly Role[] = ['handler', 'supervisor', 'manager', 'analyst', 'ops'];

export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);

/** Who made the request. `name` is what the client is called; another client may have had it before. */
export interface Actor {
  /** The client: stays the same when its key is rotated. What belongs to a client is kept under it. */
  readonly clientId: string;
  readonly name: string;
  readonly role: Role;
  readonly roles: readonly Role[];
  readonly keyId: string;
}
