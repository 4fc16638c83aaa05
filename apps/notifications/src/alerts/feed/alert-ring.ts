import type { LoggedAlert } from '../alert.ts';
import type { AlertCursor } from '../alert-cursor.ts';

/** The newest alerts, in order of position without holes, for all followers. Older ones are only in the log. */
export class AlertRing {
  #rows: LoggedAlert[] = [];
  /** Everything after this position up to `end` is here. */
  #base: number;
  readonly #day: string;
  readonly #size: number;

  constructor(start: AlertCursor, size: number) {
    this.#base = start.position;
    this.#day = start.day;
    this.#size = size;
  }

  get end(): number {
    return this.#rows.at(-1)?.position ?? this.#base;
  }

  get endDay(): string {
    return this.#rows.at(-1)?.recordedAt.toISOString().slice(0, 10) ?? this.#day;
  }

  /** `rows` must begin where the ring ends; throws when a position is missing. */
  add(rows: readonly LoggedAlert[]): void {
    for (const row of rows) {
      if (row.position !== this.end + 1) throw new RangeError(`${row.position} does not follow ${this.end}`);
      this.#rows.push(row);
    }
    // Drops half at a time: dropping single rows would copy the list each time.
    if (this.#rows.length <= this.#size * 2) return;
    this.#rows = this.#rows.slice(-this.#size);
    this.#base = (this.#rows[0]?.position ?? this.end + 1) - 1;
  }

  /** What came after `position`, at most `limit`; undefined when the ring does not reach back that far. */
  after(position: number, limit: number): readonly LoggedAlert[] | undefined {
    if (position < this.#base) return undefined;
    const from = position - this.#base;
    return this.#rows.slice(from, from + limit);
  }
}
