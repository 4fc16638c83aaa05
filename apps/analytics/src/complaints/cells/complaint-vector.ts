import { type Counted, countedExpressions, countedOf, openedPlace } from './counted.ts';
import { bucketCount, type Percentiles, sketchedPercentiles, type TimedName, timed } from './duration-sketch.ts';
import { SparseSum } from './sparse-sum.ts';
import { currencyCount, currencyOf, numberOfCurrency, type Spending, type Spent } from './spent.ts';

const timedNames = Object.keys(timed) as TimedName[];
// Kept in cells. Between counts and currencies there is room for more counts.
const firstCount = timedNames.length * bucketCount;
const firstCurrency = firstCount + 600;

/** Everything that is added up of complaints, as one vector: the buckets of each time, the counts, what was spent. */
export const complaintSum = (): SparseSum => new SparseSum(firstCurrency + 2 * currencyCount);

/** How many complaints it is of. */
export const sizeOf = (sum: SparseSum): number => sum.at(firstCount + openedPlace);

export const countsIn = (sum: SparseSum): Counted => countedOf((place) => sum.at(firstCount + place));

export function percentilesIn(sum: SparseSum): Record<TimedName, Percentiles> {
  const percentiles = timedNames.map((name, i) => [
    name,
    sketchedPercentiles((bucket) => sum.at(i * bucketCount + bucket)),
  ]);
  return Object.fromEntries(percentiles) as Record<TimedName, Percentiles>;
}

export function spentIn(sum: SparseSum): Spent {
  const spent: Record<string, { minor: number; count: number }> = {};
  for (const place of sum.places()) {
    if (place < firstCurrency || (place - firstCurrency) % 2 === 1) continue;
    spent[currencyOf((place - firstCurrency) / 2)] = { minor: sum.at(place + 1), count: sum.at(place) };
  }
  return spent;
}

/** What PostgreSQL has added up of single complaints: the columns that `vectorColumns` makes. */
export interface SinglesSum {
  readonly sums: readonly number[];
  /** 16-bit numbers, a group for each complaint: the buckets of its times (-1 without) and its sign. */
  readonly buckets: Uint8Array;
  readonly spendings: readonly Spending[] | null;
}

export function entriesOf({ sums, buckets, spendings }: SinglesSum): number[] {
  const net = new Map<number, number>();
  const add = (place: number, number: number) => net.set(place, (net.get(place) ?? 0) + number);
  const numbers = new DataView(buckets.buffer, buckets.byteOffset, buckets.byteLength);
  const groupBytes = 2 * (timedNames.length + 1);
  for (let offset = 0; offset < buckets.byteLength; offset += groupBytes) {
    const sign = numbers.getInt16(offset + groupBytes - 2);
    for (let i = 0; i < timedNames.length; i++) {
      const bucket = numbers.getInt16(offset + 2 * i);
      if (bucket >= 0) add(i * bucketCount + bucket, sign);
    }
  }
  for (const [place, sum] of sums.entries()) if (sum !== 0) add(firstCount + place, sum);
  for (const [sign, spent] of spendings ?? []) {
    for (const [currency, { minor, count }] of Object.entries(spent)) {
      const place = firstCurrency + 2 * numberOfCurrency(currency);
      add(place, sign * count);
      add(place + 1, sign * minor);
    }
  }
  const entries: number[] = [];
  for (const [place, sum] of net) if (sum !== 0) entries.push(place, sum);
  return entries;
}

/** The columns that `entriesOf` reads, over rows with the columns of facts and a `sign`; without buckets where times are read themselves. */
export const vectorColumns = (withBuckets: boolean): string => `
  ARRAY[${countedExpressions.map((expression) => `sum(sign * ${expression})`).join(', ')}]::float8[] AS sums,
  ${withBuckets ? buckets : `''::bytea`} AS buckets,
  jsonb_agg(jsonb_build_array(sign, spent)) FILTER (WHERE spent IS NOT NULL) AS spendings`;

const bucketOf = (name: TimedName) => `int2send(coalesce(duration_bucket(${timed[name]}), -1::smallint))`;
const buckets = `string_agg(${timedNames.map(bucketOf).join(' || ')} || int2send(sign), ''::bytea)`;
