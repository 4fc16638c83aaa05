/** Days that a window may reach back. */
export const windowDays = 28;
/** Weeks before it that tell what is usual. */
export const baselineWeeks = 52;
/** Days that are counted in all. */
export const scannedDays = windowDays + 7 * baselineWeeks;

/**
 * `n` complaints that share everything. `age` is the day before the end of the scan: 0 is the last one. `nodes` has
 * for each dimension the nodes that they count for: a touchpoint and all above it, the topmost first; several factors.
 */
export interface Tally {
  readonly age: number;
  readonly nodes: readonly (readonly string[])[];
  readonly n: number;
}

/** One node of one dimension, or of two. */
export type CellNodes = readonly { readonly dimension: number; readonly node: string }[];

const width = windowDays + baselineWeeks + 7;
const chunk = 4096;
const radix = 2 ** 22;

/** The window's tallies with the cells that they count for: needed to tell what a found cell explains of another. */
export interface WindowRow {
  readonly age: number;
  readonly n: number;
  readonly cells: Int32Array;
}

/**
 * Counts by cell: each node alone, and each pair of nodes of two dimensions. Per day in the window, per week and per
 * weekday before it; no rows of the past are kept.
 */
export class CellCounts {
  readonly window: WindowRow[] = [];
  readonly #chunks: Uint32Array[] = [];
  readonly #nodeIds = new Map<string, number>();
  readonly #nodes: { dimension: number; node: string }[] = [];
  /** By node, and by pair. */
  readonly #singles = new Map<number, number>();
  readonly #pairs = new Map<number, number>();
  readonly #keys: number[] = [];
  readonly total = new Uint32Array(width);

  get size(): number {
    return this.#keys.length;
  }

  /** Of a cell: the days of the window, the weeks before it, the weekdays of those weeks. */
  of(cell: number): Uint32Array {
    const at = (cell % chunk) * width;
    return (this.#chunks[Math.floor(cell / chunk)] as Uint32Array).subarray(at, at + width);
  }

  /** Whether one of its two nodes counts (nearly) everything, so that it says no more than the other one alone. */
  isIdle(cell: number): boolean {
    const key = this.#keys[cell] as number;
    if (key < radix) return false;
    return [Math.floor(key / radix) - 1, key % radix].some((id) => {
      const counts = this.of(this.#singles.get(id) as number);
      return sumOf(counts) >= 0.9 * sumOf(this.total);
    });
  }

  nodesOf(cell: number): CellNodes {
    const key = this.#keys[cell] as number;
    const ids = key < radix ? [key] : [Math.floor(key / radix) - 1, key % radix];
    return ids.map((id) => this.#nodes[id] as CellNodes[number]);
  }

  add({ age, nodes, n }: Tally): void {
    if (age < 0 || age >= scannedDays) return;
    const cells = this.#cellsOf(nodes);
    if (age < windowDays) {
      this.window.push({ age, n, cells: Int32Array.from(cells) });
      this.total[age] = (this.total[age] as number) + n;
      for (const cell of cells) this.#increase(cell, age, n);
      return;
    }
    const week = windowDays + Math.floor((age - windowDays) / 7);
    const weekday = windowDays + baselineWeeks + (age % 7);
    this.total[week] = (this.total[week] as number) + n;
    this.total[weekday] = (this.total[weekday] as number) + n;
    for (const cell of cells) {
      this.#increase(cell, week, n);
      this.#increase(cell, weekday, n);
    }
  }

  #increase(cell: number, column: number, n: number): void {
    const counts = this.#chunks[Math.floor(cell / chunk)] as Uint32Array;
    const at = (cell % chunk) * width + column;
    counts[at] = (counts[at] as number) + n;
  }

  #cellsOf(nodes: Tally['nodes']): number[] {
    const ids = nodes.map((ofDimension, dimension) => ofDimension.map((node) => this.#nodeId(dimension, node)));
    const cells: number[] = [];
    ids.forEach((first, dimension) => {
      for (const a of first) {
        cells.push(this.#cell(this.#singles, a));
        for (let other = dimension + 1; other < ids.length; other++)
          for (const b of ids[other] as number[]) cells.push(this.#cell(this.#pairs, (a + 1) * radix + b));
      }
    });
    return cells;
  }

  #nodeId(dimension: number, node: string): number {
    const key = `${dimension}\u0000${node}`;
    const known = this.#nodeIds.get(key);
    if (known !== undefined) return known;
    const id = this.#nodes.length;
    this.#nodeIds.set(key, id);
    this.#nodes.push({ dimension, node });
    return id;
  }

  #cell(map: Map<number, number>, key: number): number {
    const known = map.get(key);
    if (known !== undefined) return known;
    const cell = this.#keys.length;
    if (cell % chunk === 0) this.#chunks.push(new Uint32Array(chunk * width));
    map.set(key, cell);
    this.#keys.push(key);
    return cell;
  }
}

/** Without the weekdays, which count the weeks once more. */
const sumOf = (counts: Uint32Array): number =>
  counts.subarray(0, windowDays + baselineWeeks).reduce((sum, count) => sum + count, 0);
