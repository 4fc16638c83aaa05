/** Conditions joined by AND. */
export class WhereBuilder {
  private readonly conditions: string[] = [];

  /** Parameters are numbered by the given list. */
  constructor(private readonly parameters: { value(value: unknown): string }) {}

  /** Adds a value and returns its placeholder. */
  value(value: unknown): string {
    return this.parameters.value(value);
  }

  and(condition: string, wanted = true): void {
    this.conditions.push(wanted ? condition : `NOT (${condition})`);
  }

  /** A single value is compared with `=`: only then does an index keep its order. */
  inList(column: string, wanted: readonly (string | number)[] | undefined, type = 'text'): void {
    if (wanted === undefined) return;
    this.and(
      wanted.length === 1
        ? `${column} = ${this.value(wanted[0])}::${type}`
        : `${column} = ANY (${this.value(wanted)}::${type}[])`,
    );
  }

  /** After a cursor of a time and an id. */
  after(comparison: string, [at, id]: readonly (string | number | null)[]): void {
    this.and(`${comparison} (${this.value(at)}::timestamptz, ${this.value(id)}::uuid)`);
  }

  toString(): string {
    return this.conditions.length > 0 ? this.conditions.join(' AND ') : 'true';
  }
}

/** The WHERE clause on the complaint `c`, with its parameters. */
export class ComplaintWhere extends WhereBuilder {
  /** `WITH ...` clauses of collected matches. */
  ctes = '';
  /** Filter applied after the first LIMIT; `true` if none. */
  postFilter = 'true';

  constructor(readonly values: unknown[] = []) {
    super({ value: (value) => `$${values.push(value)}` });
  }
}
