/** What must hold. */
export class Asked {
  private readonly asked: string[] = [];

  /** With the values of others, whose parameters it goes on from. */
  constructor(private readonly parameters: { value(value: unknown): string }) {}

  /** The parameter that stands for a value. */
  value(value: unknown): string {
    return this.parameters.value(value);
  }

  hold(condition: string, wanted = true): void {
    this.asked.push(wanted ? condition : `NOT (${condition})`);
  }

  /** One value is compared for itself: only so does an index keep the order of what follows in it. */
  oneOf(column: string, wanted: readonly (string | number)[] | undefined, type = 'text'): void {
    if (wanted === undefined) return;
    this.hold(
      wanted.length === 1
        ? `${column} = ${this.value(wanted[0])}::${type}`
        : `${column} = ANY (${this.value(wanted)}::${type}[])`,
    );
  }

  /** Behind a place in the order of a time and an id. */
  after(comparison: string, [at, id]: readonly (string | number | null)[]): void {
    this.hold(`${comparison} (${this.value(at)}::timestamptz, ${this.value(id)}::uuid)`);
  }

  toString(): string {
    return this.asked.length > 0 ? this.asked.join(' AND ') : 'true';
  }
}

/** What is asked of the complaint `c`, with the values it is compared with. */
export class Conditions extends Asked {
  /** `WITH ...`, for what is gathered before anything is looked at. */
  prelude = '';
  /** What is asked only of the first in the order that hold all the rest; `true` where there is no such thing. */
  late = 'true';

  constructor(readonly values: unknown[] = []) {
    super({ value: (value) => `$${values.push(value)}` });
  }
}
