/** Place and number in turns. */
export type Entries = readonly number[];

const byte = 128;

/**
 * Adds up vectors of whole numbers that are mostly zero. Its bytes hold, for each number that is not, the distance from
 * the place before and the number, as varints of seven bits (the sign in the lowest one), and end with a distance of 0:
 * concatenated vectors are read as their sum, and the same sum always has the same bytes.
 */
export class SparseSum {
  readonly #at: Float64Array;
  /** Places that may hold something, in any order; the others are zero. */
  #touched: number[] = [];

  /** Of at most 65,536 places. */
  constructor(places: number) {
    this.#at = new Float64Array(places);
  }

  at(place: number): number {
    return this.#at[place] ?? 0;
  }

  /** The places whose number is not zero, in order. */
  places(): number[] {
    const places: number[] = [];
    let before = -1;
    // Typed arrays sort by number, and quickly.
    for (const place of Uint16Array.from(this.#touched).sort()) {
      if (place !== before && this.#at[place] !== 0) places.push(place);
      before = place;
    }
    return places;
  }

  add(place: number, number: number): void {
    const before = this.#at[place];
    if (before === undefined) throw new RangeError(`there is no place ${place}`);
    if (before === 0) this.#touched.push(place);
    this.#at[place] = before + number;
  }

  addEntries(entries: Entries): void {
    for (let i = 0; i < entries.length; i += 2) this.add(entries[i] ?? 0, entries[i + 1] ?? 0);
  }

  /** Adds a vector, or takes it away. */
  addBytes(bytes: Uint8Array, sign: 1 | -1 = 1): void {
    let offset = 0;
    let place = -1;
    const next = () => {
      let value = 0;
      for (let factor = 1; ; factor *= byte) {
        const part = bytes[offset++] ?? 0;
        value += (part % byte) * factor;
        if (part < byte) return value;
      }
    };
    while (offset < bytes.length) {
      const distance = next();
      if (distance === 0) {
        place = -1;
        continue;
      }
      place += distance;
      const signed = next();
      this.add(place, sign * (signed % 2 === 0 ? signed / 2 : -(signed + 1) / 2));
    }
  }

  /** The sum as entries; begins anew. */
  takeEntries(): number[] {
    const entries: number[] = [];
    for (const place of this.places()) entries.push(place, this.at(place));
    this.clear();
    return entries;
  }

  /** The bytes of the sum, empty when all of it is zero; begins anew. */
  take(): Uint8Array {
    const bytes: number[] = [];
    const put = (value: number) => {
      let rest = value;
      for (; rest >= byte; rest = Math.floor(rest / byte)) bytes.push((rest % byte) + byte);
      bytes.push(rest);
    };
    let before = -1;
    for (const place of this.places()) {
      const number = this.at(place);
      put(place - before);
      put(number > 0 ? 2 * number : -2 * number - 1);
      before = place;
    }
    if (bytes.length > 0) bytes.push(0);
    this.clear();
    return Uint8Array.from(bytes);
  }

  clear(): void {
    for (const place of this.#touched) this.#at[place] = 0;
    this.#touched = [];
  }
}
