/** Who acts, as histories keep it. */
export interface Identity {
  /** The client, which all its live keys share; of a signed token `<issuer>|<subject>`. */
  readonly name: string;
  /** null: without a key, by a signed token or by Harken itself. */
  readonly keyId: string | null;
  /** The person that the key names or the token stands for: verified. */
  readonly person: string | null;
}

/** The `by` of an event and of whatever keeps one name: the verified person, else whom the client says that it acts for, else the client. */
export const nameOf = ({ name, person }: Identity, onBehalfOf?: string | null): string => person ?? onBehalfOf ?? name;
