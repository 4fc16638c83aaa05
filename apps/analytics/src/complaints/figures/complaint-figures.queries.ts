import type { Reader, Tx } from '@harken/database';
import type { TimeZone } from '@harken/service';
import type { FiguresQuery } from '../../figures/figures-query.ts';
import {
  bindParameters,
  type GroupColumns,
  groupColumns,
  queryWithoutParallelWorkers,
  toGroup,
} from '../../figures/group-columns.queries.ts';
import { boundedBy, type Extent, inSnapshot, periodSql } from '../../figures/time-ranges.queries.ts';
import { currentGeneration } from '../../generations/generations.queries.ts';
import { cellDimensions } from '../cells/cell-families.ts';
import { type DurationMetric, durationMetrics, relativeError } from '../cells/duration-sketch.ts';
import {
  countsIn,
  createMetricVector,
  percentilesIn,
  spendIn,
  toEntries,
  vectorColumns,
} from '../cells/metric-vector.ts';
import type { SparseVector } from '../cells/sparse-vector.ts';
import type { SignedSpend } from '../cells/spend.ts';
import { type ComplaintFigures, type DurationFigures, toComplaintFigures } from './complaint-figures.ts';
import { exceedsLimitSql, type FigureSources, fromCells, fromComplaints } from './figure-sources.queries.ts';

export const complaintDimensions = [
  'touchpoint',
  'stage',
  'journey',
  'channel',
  'category',
  'severity',
  'team',
  'tier',
  'segment',
  'campaign',
  'product',
  'location',
  'status',
] as const;

const ownDimensions = new Set<string>(cellDimensions.filter((dimension) => dimension !== 'segment'));

/** Up to so many complaints in the range, each one is read and percentiles are exact. */
export const maxExactComplaints = 10_000;

/** The key of a row, which is also the sort order: period, first and second group. */
export type ComplaintFiguresKey = readonly [number, ...string[]];

export type ComplaintFiguresRow = ComplaintFigures & {
  readonly group: Readonly<Record<string, string | null>>;
  readonly period?: string;
};

interface QueryRow extends Readonly<Record<DurationMetric, [number, number] | null>> {
  readonly period: Date | null;
  readonly first: string;
  readonly second: string;
  readonly sums: number[] | null;
  readonly buckets: Uint8Array | null;
  readonly spends: SignedSpend[] | null;
  readonly vectors: Uint8Array | null;
  /** Vectors to subtract. */
  readonly subtracted: Uint8Array | null;
}

/** Rows after the key `after`, in order, at most `limit`; `from`, `to` and `period` go by the time of opening. */
export function readComplaintFigures(
  database: Reader,
  query: FiguresQuery,
  page: { after: ComplaintFiguresKey | undefined; limit: number },
  maxExact = maxExactComplaints,
): Promise<{ row: ComplaintFiguresRow; key: ComplaintFiguresKey }[]> {
  return inSnapshot(database, async (tx, cut) => {
    const bounded = query.period ? boundedBy(query, await extentOf(tx), cut) : query;
    const exact = !bounded || !(await exceedsLimit(tx, bounded, maxExact));
    const rows = bounded ? await readRows(tx, bounded, page, { exact, cut }) : [];
    // An ungrouped query always has one row, also without data.
    if (rows.length === 0 && !page.after && !query.period && query.groupBy.length === 0) rows.push(emptyRow);
    const sum = createMetricVector();
    return rows.map((found) => ({
      row: {
        group: toGroup(query, found.first, found.second),
        ...(found.period ? { period: found.period.toISOString() } : {}),
        ...toFigures(found, exact, sum),
      },
      key: [(found.period?.getTime() ?? 0) / 1000, found.first, found.second],
    }));
  });
}

async function extentOf(tx: Tx): Promise<Extent> {
  const [extent]: [Extent] = await tx.query(
    `SELECT min(opened_at) AS first, max(opened_at) AS last FROM complaint_facts WHERE generation = ${currentGeneration}`,
  );
  return extent;
}

async function readRows(
  tx: Tx,
  query: FiguresQuery,
  page: { after: ComplaintFiguresKey | undefined; limit: number },
  { exact, cut }: { exact: boolean; cut: TimeZone },
): Promise<QueryRow[]> {
  const { values, bind } = bindParameters();
  const sources = exact ? fromComplaints(query, bind) : fromCells(query, bind, cut);
  const groups = groupColumns(query, ownDimensions, bind);
  const periodOf = periodSql(query, bind);
  const after = page.after
    ? `WHERE (coalesce(extract(epoch FROM period), 0), first, second) > (${page.after.map(bind).join(', ')})`
    : '';
  const sql = `
    WITH sums AS (${sumsSql(sources, periodOf, groups, exact)}), rows AS (
      SELECT period, first, second, string_agg(vectors, ''::bytea) AS vectors, string_agg(subtracted, ''::bytea) AS subtracted, max(sums) AS sums,
        string_agg(buckets, ''::bytea) AS buckets,
        (array_agg(spends) FILTER (WHERE spends IS NOT NULL))[1] AS spends,
        ${durationNames.map((name) => `max("${name}") AS "${name}"`).join(', ')}
      FROM sums GROUP BY 1, 2, 3 HAVING sum(n) > 0
    )
    SELECT * FROM rows ${after} ORDER BY period, first, second LIMIT ${bind(page.limit)}`;
  return sources.cells ? queryWithoutParallelWorkers(tx, sql, values) : tx.query(sql, values);
}

const durationNames = Object.keys(durationMetrics) as DurationMetric[];
const emptyRow: QueryRow = {
  period: null,
  first: '',
  second: '',
  sums: null,
  buckets: null,
  spends: null,
  vectors: null,
  subtracted: null,
  acknowledge: null,
  firstAnswer: null,
  resolve: null,
};

async function exceedsLimit(tx: Tx, query: FiguresQuery, limit: number): Promise<boolean> {
  const { values, bind } = bindParameters();
  const [row]: { many: boolean }[] = await tx.query(exceedsLimitSql(query, limit, bind), values);
  return row?.many === true;
}

/** One row for each group of the cells, and one for each group of the single complaints. */
function sumsSql(
  { cells, singles }: FigureSources,
  periodOf: (time: string) => string,
  groups: GroupColumns,
  exact: boolean,
): string {
  const grouped = (rows: string, columns: string) => `
    SELECT period, first COLLATE "C" AS first, second COLLATE "C" AS second, ${columns}
    FROM (${groupedRowsSql(rows, periodOf('t.at'), groups)}) AS grouped_rows GROUP BY 1, 2, 3`;
  const noTimes = durationNames.map((name) => `NULL::float8[] AS "${name}"`).join(', ');
  // percentile_disc is the nearest rank and ignores null.
  const times = durationNames.map(
    (name) =>
      `(percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY ${durationMetrics[name]}))::float8[] AS "${name}"`,
  );
  const ofCells =
    cells &&
    grouped(
      cells,
      `sum(sign * n)::bigint AS n, string_agg(vector, ''::bytea) FILTER (WHERE sign = 1) AS vectors,
        string_agg(vector, ''::bytea) FILTER (WHERE sign = -1) AS subtracted,
        NULL::float8[] AS sums, NULL::bytea AS buckets, NULL::jsonb AS spends, ${noTimes}`,
    );
  const ofSingles =
    singles &&
    grouped(
      singles,
      `sum(sign)::bigint AS n, NULL::bytea AS vectors, NULL::bytea AS subtracted, ${vectorColumns(!exact)}, ${exact ? times.join(', ') : noTimes}`,
    );
  return [ofCells, ofSingles].filter((part) => part !== undefined).join(' UNION ALL ');
}

function groupedRowsSql(rows: string, period: string, groups: GroupColumns): string {
  const source = groups.mayRepeat ? `(SELECT row_number() OVER () AS id, r.* FROM (${rows}) AS r)` : `(${rows})`;
  return `
    SELECT ${groups.mayRepeat ? 'DISTINCT ON (t.id, first, second)' : ''}
      t.*, ${period} AS period, ${groups.expressions[0]} AS first, ${groups.expressions[1]} AS second
    FROM ${source} AS t ${groups.joins}
    WHERE true ${groups.where}`;
}

function toFigures(
  { sums, buckets, spends, vectors, subtracted, ...found }: QueryRow,
  exact: boolean,
  sum: SparseVector,
): ComplaintFigures {
  sum.clear();
  if (vectors) sum.addBytes(vectors);
  if (subtracted) sum.addBytes(subtracted, -1);
  if (sums && buckets) sum.addEntries(toEntries({ sums, buckets, spends }));
  const times: DurationFigures = exact ? { ...found, relativeError: 0 } : { ...percentilesIn(sum), relativeError };
  return toComplaintFigures(countsIn(sum), times, spendIn(sum));
}
