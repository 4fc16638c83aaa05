import type { Identity } from '@harken/contracts';

/** Every key has one or more roles; every route names the roles that may call it. */
export const roles = ['crm', 'call_centre', 'handler', 'supervisor', 'manager', 'analyst', 'ops'] as const;
export type Role = (typeof roles)[number];

/** "handler+" in the API description: every role that may read. */
export const handlerAndUp: readonly Role[] = ['handler', 'supervisor', 'manager', 'analyst', 'ops'];

export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);

/** Who made the request. `name` is what the client is called; another client may have had it before. */
export interface Actor extends Identity {
  /**
   * The client: stays the same when its key is rotated, and for every token of the same issuer and subject. What belongs to
   * a client is kept under it.
   */
  readonly clientId: string;
  readonly role: Role;
  readonly roles: readonly Role[];
  /** When the signed token ends; keys are looked up instead. */
  readonly tokenExpiresAt?: Date;
}

/** The id of a person: what teams, levels, keys and tokens name. */
export const personIdPattern =
  /^(?!(?:null|undefined|NaN|\[object Object\])$)(?=.*[^\p{Z}\p{C}])[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u;
export const personIdRule = 'must be 1 to 200 characters, one of them visible, and no word for nothing';
