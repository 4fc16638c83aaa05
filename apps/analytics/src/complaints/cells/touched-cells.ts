import { type CellKey, type Common, cellFamilies, eachCell, isDaily, nameOf, valuesOf } from './cell-families.ts';
import { complaintSum } from './complaint-vector.ts';
import type { Entries } from './sparse-sum.ts';

export interface Change {
  /** When the complaints were opened, midnight. */
  readonly day: Date;
  readonly common: Common;
  readonly entries: Entries;
}

export interface TouchedCell {
  readonly key: CellKey;
  readonly added: Entries;
}

/** By family and values. */
type Gathered = readonly Map<string, Map<string, Entries[]>>[];

const byDay = cellFamilies.map(isDaily);
const monthOf = (day: string) => `${day.slice(0, 7)}-01T00:00:00.000Z`;

/** The cells of days and months that changes touch, and what each gets. What cancels out touches none. */
export class TouchedCells {
  readonly #days = new Map<string, Gathered>();
  readonly #months = new Map<string, Gathered>();
  readonly #sum = complaintSum();

  add({ day, common, entries }: Change): void {
    const midnight = day.toISOString();
    const ofDay = gatheredIn(this.#days, midnight);
    const ofMonth = gatheredIn(this.#months, monthOf(midnight));
    eachCell(valuesOf(common), (family, first, second) => {
      put((byDay[family] ? ofDay : ofMonth)[family], first, second, entries);
    });
  }

  /** All cells; to be gone through once. */
  *cells(): Generator<TouchedCell> {
    for (const [day, gathered] of this.#days) {
      const month = gatheredIn(this.#months, monthOf(day));
      for (const [family, cell] of this.#cellsOf('day', day, gathered)) {
        put(month[family], cell.key.first, cell.key.second, cell.added);
        yield cell;
      }
    }
    for (const [month, gathered] of this.#months) {
      for (const [, cell] of this.#cellsOf('month', month, gathered)) yield cell;
    }
  }

  *#cellsOf(granularity: CellKey['granularity'], bucket: string, gathered: Gathered): Generator<[number, TouchedCell]> {
    for (const [place, firsts] of gathered.entries()) {
      const family = nameOf(cellFamilies[place] ?? []);
      for (const [first, seconds] of firsts) {
        for (const [second, some] of seconds) {
          const added = this.#netOf(some);
          if (added.length > 0) yield [place, { key: { family, granularity, bucket, first, second }, added }];
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

function gatheredIn(buckets: Map<string, Gathered>, bucket: string): Gathered {
  const known = buckets.get(bucket);
  if (known) return known;
  const gathered = cellFamilies.map(() => new Map());
  buckets.set(bucket, gathered);
  return gathered;
}

function put(cells: Gathered[number] | undefined, first: string, second: string, entries: Entries): void {
  const seconds = cells?.get(first);
  const some = seconds?.get(second);
  if (some) some.push(entries);
  else if (seconds) seconds.set(second, [entries]);
  else cells?.set(first, new Map([[second, [entries]]]));
}
