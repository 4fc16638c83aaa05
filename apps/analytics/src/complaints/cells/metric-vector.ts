import { type Counts, countExpressions, openedIndex, toCounts } from './count-metrics.ts';
import {
  bucketCount,
  type DurationMetric,
  durationMetrics,
  type Percentiles,
  percentilesOfSketch,
} from './duration-sketch.ts';
import { SparseVector } from './sparse-vector.ts';
import { currencyAt, currencyCount, currencyIndex, type SignedSpend, type Spend } from './spend.ts';

const durationNames = Object.keys(durationMetrics) as DurationMetric[];
// Stored in cells, so the layout must not change. The gap before the currencies leaves room for more counts.
const firstCount = durationNames.length * bucketCount;
const firstCurrency = firstCount + 600;

/** All sums of complaints as one vector: the buckets of each duration, the counts, the spend. */
export const createMetricVector = (): SparseVector => new SparseVector(firstCurrency + 2 * currencyCount);

/** How many complaints the vector sums up. */
export const complaintCount = (sum: SparseVector): number => sum.at(firstCount + openedIndex);

export const countsIn = (sum: SparseVector): Counts => toCounts((index) => sum.at(firstCount + index));

export function percentilesIn(sum: SparseVector): Record<DurationMetric, Percentiles> {
  const percentiles = durationNames.map((name, i) => [
    name,
    percentilesOfSketch((bucket) => sum.at(i * bucketCount + bucket)),
  ]);
  return Object.fromEntries(percentiles) as Record<DurationMetric, Percentiles>;
}

export function spendIn(sum: SparseVector): Spend {
  const spent: Record<string, { minor: number; count: number }> = {};
  for (const index of sum.indexes()) {
    if (index < firstCurrency || (index - firstCurrency) % 2 === 1) continue;
    spent[currencyAt((index - firstCurrency) / 2)] = { minor: sum.at(index + 1), count: sum.at(index) };
  }
  return spent;
}

/** Sums of single complaints, computed by PostgreSQL: the columns of `vectorColumns`. */
export interface RowSums {
  readonly sums: readonly number[];
  /** 16-bit numbers, one group per complaint: the bucket of each duration (-1 if none) and the sign. */
  readonly buckets: Uint8Array;
  readonly spends: readonly SignedSpend[] | null;
}

export function toEntries({ sums, buckets, spends }: RowSums): number[] {
  const net = new Map<number, number>();
  const add = (index: number, number: number) => net.set(index, (net.get(index) ?? 0) + number);
  const numbers = new DataView(buckets.buffer, buckets.byteOffset, buckets.byteLength);
  const groupBytes = 2 * (durationNames.length + 1);
  for (let offset = 0; offset < buckets.byteLength; offset += groupBytes) {
    const sign = numbers.getInt16(offset + groupBytes - 2);
    for (let i = 0; i < durationNames.length; i++) {
      const bucket = numbers.getInt16(offset + 2 * i);
      if (bucket >= 0) add(i * bucketCount + bucket, sign);
    }
  }
  for (const [index, sum] of sums.entries()) if (sum !== 0) add(firstCount + index, sum);
  for (const [sign, spent] of spends ?? []) {
    for (const [currency, { minor, count }] of Object.entries(spent)) {
      const index = firstCurrency + 2 * currencyIndex(currency);
      add(index, sign * count);
      add(index + 1, sign * minor);
    }
  }
  const entries: number[] = [];
  for (const [index, sum] of net) if (sum !== 0) entries.push(index, sum);
  return entries;
}

/** The columns that `toEntries` reads, over rows with the columns of facts and `sign`. Exact reads need no buckets. */
export const vectorColumns = (withBuckets: boolean): string => `
  ARRAY[${countExpressions.map((expression) => `sum(sign * ${expression})`).join(', ')}]::float8[] AS sums,
  ${withBuckets ? buckets : `''::bytea`} AS buckets,
  jsonb_agg(jsonb_build_array(sign, spent)) FILTER (WHERE spent IS NOT NULL) AS spends`;

const bucketSql = (name: DurationMetric) =>
  `int2send(coalesce(duration_bucket(${durationMetrics[name]}), -1::smallint))`;
const buckets = `string_agg(${durationNames.map(bucketSql).join(' || ')} || int2send(sign), ''::bytea)`;
