import {
  type CellKey,
  cellFamilies,
  type Dimensions,
  dimensionValues,
  eachCell,
  familyName,
  isDaily,
} from './cell-families.ts';
import { createMetricVector } from './metric-vector.ts';
import type { Entries } from './sparse-vector.ts';

export interface DimensionChange {
  /** The day on which the complaints were opened: midnight UTC. */
  readonly day: Date;
  readonly dimensions: Dimensions;
  readonly entries: Entries;
}

export interface CellDelta {
  readonly key: CellKey;
  readonly added: Entries;
}

/** By family and values. */
type DeltasByFamily = readonly Map<string, Map<string, Entries[]>>[];

const byDay = cellFamilies.map(isDaily);
const startOfMonth = (day: string) => `${day.slice(0, 7)}-01T00:00:00.000Z`;

/** What changes add to each cell of a day or month. Changes that cancel out give no delta. */
export class CellDeltas {
  readonly #days = new Map<string, DeltasByFamily>();
  readonly #months = new Map<string, DeltasByFamily>();
  readonly #sum = createMetricVector();

  add({ day, dimensions, entries }: DimensionChange): void {
    const midnight = day.toISOString();
    const ofDay = bucketFor(this.#days, midnight);
    const ofMonth = bucketFor(this.#months, startOfMonth(midnight));
    eachCell(dimensionValues(dimensions), (family, first, second) => {
      append((byDay[family] ? ofDay : ofMonth)[family], first, second, entries);
    });
  }

  /** All deltas. Can be iterated once only. */
  *cells(): Generator<CellDelta> {
    for (const [day, gathered] of this.#days) {
      const month = bucketFor(this.#months, startOfMonth(day));
      for (const [family, cell] of this.#cellsOf('day', day, gathered)) {
        append(month[family], cell.key.first, cell.key.second, cell.added);
        yield cell;
      }
    }
    for (const [month, gathered] of this.#months) {
      for (const [, cell] of this.#cellsOf('month', month, gathered)) yield cell;
    }
  }

  *#cellsOf(
    granularity: CellKey['granularity'],
    bucket: string,
    gathered: DeltasByFamily,
  ): Generator<[number, CellDelta]> {
    for (const [index, firsts] of gathered.entries()) {
      const family = familyName(cellFamilies[index] ?? []);
      for (const [first, seconds] of firsts) {
        for (const [second, some] of seconds) {
          const added = this.#netOf(some);
          if (added.length > 0) yield [index, { key: { family, granularity, bucket, first, second }, added }];
        }
      }
    }
  }

  #netOf(some: readonly Entries[]): Entries {
    if (some.length === 1) return some[0] ?? [];
    for (const entries of some) this.#sum.addEntries(entries);
    return this.#sum.takeEntries();
  }
}

function bucketFor(buckets: Map<string, DeltasByFamily>, bucket: string): DeltasByFamily {
  const known = buckets.get(bucket);
  if (known) return known;
  const gathered = cellFamilies.map(() => new Map());
  buckets.set(bucket, gathered);
  return gathered;
}

function append(family: DeltasByFamily[number] | undefined, first: string, second: string, entries: Entries): void {
  const seconds = family?.get(first);
  const list = seconds?.get(second);
  if (list) list.push(entries);
  else if (seconds) seconds.set(second, [entries]);
  else family?.set(first, new Map([[second, [entries]]]));
}
