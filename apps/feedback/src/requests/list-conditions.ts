/** The conditions of a list whose filters may all be absent, and the values of their parameters. */
export class ListConditions {
  readonly values: unknown[] = [];
  readonly #conditions: string[] = [];

  parameter(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  /** A single value is compared with `=`: only then does an index keep its order. */
  anyOf(column: string, wanted: readonly string[] | undefined, type: 'text' | 'uuid' = 'text'): this {
    if (wanted === undefined) return this;
    return wanted.length === 1
      ? this.and(`${column} = ${this.parameter(wanted[0])}`)
      : this.and(`${column} = ANY (${this.parameter(wanted)}::${type}[])`);
  }

  /** From the first time on, before the second. */
  between(column: string, from: Date | undefined, to: Date | undefined): this {
    if (from !== undefined) this.and(`${column} >= ${this.parameter(from)}`);
    return to === undefined ? this : this.and(`${column} < ${this.parameter(to)}`);
  }

  /** Newest first, after a cursor. */
  after(time: string, id: string, cursor: { readonly at: string; readonly id: string } | undefined): this {
    if (cursor === undefined) return this;
    const key = `${this.parameter(cursor.at)}::timestamptz, ${this.parameter(cursor.id)}::uuid`;
    return this.and(`(${time}, ${id}) < (${key})`);
  }

  where(): string {
    return this.#conditions.length > 0 ? `WHERE ${this.#conditions.join(' AND ')}` : '';
  }

  and(condition: string): this {
    this.#conditions.push(condition);
    return this;
  }
}
