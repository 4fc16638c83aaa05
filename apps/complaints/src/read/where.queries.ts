/** What must hold. */
export class WhereBuilder {
  private readonly conditions: string[] = [];

  /** With the values of others, whose parameters it goes on from. */
  constructor(private readonly parameters: { value(value: unknown): string }) {}

  /** The parameter that stands for a value. */
  value(value: unknown): string {
    return this.parameters.value(value);
  }

  and(condition: string, wanted = true): void {
    this.conditions.push(wanted ? condition : `NOT (${condition})`);
  }

  /** One value is compared for itself: only so does an index keep the order of what follows in it. */
  inList(column: string, wanted: readonly (string | number)[] | undefined, type = 'text'): void {
    if (wanted === undefined) return;
    this.and(
      wanted.length === 1
        ? `${column} = ${this.value(wanted[0])}::${type}`
        : `${column} = ANY (${this.value(wanted)}::${type}[])`,
    );
  }

  /** Behind a place in the order of a time and an id. */
  after(comparison: string, [at, id]: readonly (string | number | null)[]): void {
    this.and(`${comparison} (${this.value(at)}::timestamptz, ${this.value(id)}::uuid)`);
  }

  toString(): string {
    return this.conditions.length > 0 ? this.conditions.join(' AND ') : 'true';
  }
}

/** What is asked of the complaint `c`, with the values it is compared with. */
export class ComplaintWhere extends WhereBuilder {
  /** `WITH ...`, for what is gathered before anything is looked at. */
  ctes = '';
  /** What is asked only of the first in the order that hold all the rest; `true` where there is no such thing. */
  postFilter = 'true';

  constructor(readonly values: unknown[] = []) {
    super({ value: (value) => `$${values.push(value)}` });
  }
}
