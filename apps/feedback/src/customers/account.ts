/** An organisation that customers belong to. */
export interface Account {
  readonly externalId: string;
  /** null: customers name it, and nobody has described it. */
  readonly name: string | null;
  readonly version: number;
}
