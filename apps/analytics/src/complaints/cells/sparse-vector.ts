/** Index and number alternate. */
export type Entries = readonly number[];

const base = 128;

/**
 * A sum of vectors of whole numbers that are mostly zero. Its bytes contain, for each other number, the distance from the
 * index before and the number, as varints of seven bits (the sign in the lowest one), and end with a distance of 0.
 * So concatenated vectors read as their sum, and the same sum always has the same bytes.
 */
export class SparseVector {
  readonly #at: Float64Array;
  /** Indexes that may not be zero, in any order. */
  #touched: number[] = [];

  /** `size` is at most 65,536. */
  constructor(indexes: number) {
    this.#at = new Float64Array(indexes);
  }

  at(index: number): number {
    return this.#at[index] ?? 0;
  }

  /** The indexes whose number is not zero, in order. */
  indexes(): number[] {
    const indexes: number[] = [];
    let before = -1;
    // A typed array sorts by number, and fast.
    for (const index of Uint16Array.from(this.#touched).sort()) {
      if (index !== before && this.#at[index] !== 0) indexes.push(index);
      before = index;
    }
    return indexes;
  }

  add(index: number, number: number): void {
    const before = this.#at[index];
    if (before === undefined) throw new RangeError(`there is no index ${index}`);
    if (before === 0) this.#touched.push(index);
    this.#at[index] = before + number;
  }

  addEntries(entries: Entries): void {
    for (let i = 0; i < entries.length; i += 2) this.add(entries[i] ?? 0, entries[i + 1] ?? 0);
  }

  /** Adds a vector, or subtracts it. */
  addBytes(bytes: Uint8Array, sign: 1 | -1 = 1): void {
    let offset = 0;
    let index = -1;
    const next = () => {
      let value = 0;
      for (let factor = 1; ; factor *= base) {
        const part = bytes[offset++] ?? 0;
        value += (part % base) * factor;
        if (part < base) return value;
      }
    };
    while (offset < bytes.length) {
      const distance = next();
      if (distance === 0) {
        index = -1;
        continue;
      }
      index += distance;
      const signed = next();
      this.add(index, sign * (signed % 2 === 0 ? signed / 2 : -(signed + 1) / 2));
    }
  }

  /** Returns the sum as entries and clears it. */
  takeEntries(): number[] {
    const entries: number[] = [];
    for (const index of this.indexes()) entries.push(index, this.at(index));
    this.clear();
    return entries;
  }

  /** Returns the sum as bytes, none if all of it is zero, and clears it. */
  takeBytes(): Uint8Array {
    const bytes: number[] = [];
    const put = (value: number) => {
      let rest = value;
      for (; rest >= base; rest = Math.floor(rest / base)) bytes.push((rest % base) + base);
      bytes.push(rest);
    };
    let before = -1;
    for (const index of this.indexes()) {
      const number = this.at(index);
      put(index - before);
      put(number > 0 ? 2 * number : -2 * number - 1);
      before = index;
    }
    if (bytes.length > 0) bytes.push(0);
    this.clear();
    return Uint8Array.from(bytes);
  }

  clear(): void {
    for (const index of this.#touched) this.#at[index] = 0;
    this.#touched = [];
  }
}
