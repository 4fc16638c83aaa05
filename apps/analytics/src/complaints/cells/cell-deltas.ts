import type { TimeZone } from '@harken/service/time';
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
  readonly openedAt: Date;
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

/** What changes add to each cell of a day or month of a zone. Changes that cancel out give no delta. */
export class CellDeltas {
  readonly #zone: TimeZone;
  readonly #days = new Map<string, DeltasByFamily>();
  readonly #months = new Map<string, DeltasByFamily>();
  readonly #sum = createMetricVector();

  constructor(zone: TimeZone) {
    this.#zone = zone;
  }

  add({ openedAt, dimensions, entries }: DimensionChange): void {
    const ofDay = bucketFor(this.#days, this.#startOf('day', openedAt));
    const ofMonth = bucketFor(this.#months, this.#startOf('month', openedAt));
    eachCell(dimensionValues(dimensions), (family, first, second) => {
      append((byDay[family] ? ofDay : ofMonth)[family], first, second, entries);
    });
  }

  /** All deltas. Can be iterated once only. */
  *cells(): Generator<CellDelta> {
    for (const [day, gathered] of this.#days) {
      const month = bucketFor(this.#months, this.#startOf('month', new Date(day)));
      for (const [family, cell] of this.#cellsOf('day', day, gathered)) {
        append(month[family], cell.key.first, cell.key.second, cell.added);
        yield cell;
      }
    }
    for (const [month, gathered] of this.#months) {
      for (const [, cell] of this.#cellsOf('month', month, gathered)) yield cell;
    }
  }

  #startOf(granularity: CellKey['granularity'], moment: Date): string {
    return new Date(this.#zone.startOf(granularity, moment.getTime())).toISOString();
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
