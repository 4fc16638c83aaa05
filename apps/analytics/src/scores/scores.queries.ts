import type { Reader } from '@harken/database';
import type { FiguresQuery } from '../figures/figures-query.ts';
import { bindParameters, groupColumns, toGroup } from '../figures/group-columns.queries.ts';
import { type TimeTile, timeTiles } from '../figures/time-tiles.ts';
import { currentGeneration } from '../generations/generations.queries.ts';
import { setDimensions } from './dimension-sets.table.ts';
import { fixedScale, kindOf, type Metric, type MetricKind } from './metric.ts';
import { noSums, type ScoreRow, type ScoreSums, scoreOf } from './score-row.ts';

export const scoreDimensions = [
  'touchpoint',
  'stage',
  'journey',
  'channel',
  'segment',
  'tier',
  'team',
  'campaign',
  'programme',
  'pattern',
  'phase',
  'language',
  'method',
] as const;

const ownDimensions = new Set(setDimensions);

/** The sums in a cell, and what one answer adds to each. */
const sumColumns: readonly (readonly [column: string, name: keyof ScoreSums, ofOne: string])[] = [
  ['n', 'n', '1'],
  ['sum', 'sum', 'value'],
  ['sum_of_squares', 'sumOfSquares', '(value * value)'],
  ['promoters', 'promoters', `(metric = 'nps' AND value >= 9)::integer`],
  ['detractors', 'detractors', `(metric = 'nps' AND value <= 6)::integer`],
  ['satisfied', 'satisfied', `(metric = 'csat' AND value >= 4)::integer`],
];

// Adding up decimals costs more than reading them, so only the sums that the metric needs are added up.
const meanSums = ['n', 'sum', 'sumOfSquares'] as const;
const neededSums: Readonly<Record<MetricKind, readonly (keyof ScoreSums)[]>> = {
  nps: ['n', 'promoters', 'detractors'],
  csat: ['n', 'sum', 'satisfied'],
  ces: meanSums,
  rating: meanSums,
  experience: meanSums,
};

/** The key of a row, which is also the sort order: period, first and second group, scale. */
export type ScoreRowKey = readonly [number, ...string[]];

interface QueryRow extends Record<keyof ScoreSums, string> {
  readonly period: Date | null;
  readonly first: string;
  readonly second: string;
  readonly scale: string;
}

/** Rows after the key `after`, in order, at most `limit`. Reads cells, and single facts only at the ends of the range. */
export async function readScores(
  database: Reader,
  metric: Metric,
  query: FiguresQuery,
  page: { after: ScoreRowKey | undefined; limit: number },
): Promise<{ row: ScoreRow; key: ScoreRowKey }[]> {
  const { values, bind } = bindParameters(metric);
  const columns = groupColumns(query, ownDimensions, bind);
  const parts = timeTiles(query.since, query.until, query.period).map((tile) => tileSql(tile, query, bind));
  if (parts.length === 0) return emptyResult(metric, query, page.after);
  const after = page.after
    ? `WHERE (coalesce(extract(epoch FROM period), 0), first, second, scale) > (${page.after.map(bind).join(', ')})`
    : '';
  const needed = new Set<keyof ScoreSums>(neededSums[kindOf(metric)]);
  const sql = `
    WITH sets AS MATERIALIZED (
      SELECT ${columns.mayRepeat ? 'DISTINCT' : ''} t.set_id, ${columns.expressions[0]} AS first, ${columns.expressions[1]} AS second
      FROM dimension_sets t ${columns.joins}
      WHERE true ${columns.where}
    ), parts AS (${parts.join('\nUNION ALL\n')}),
    rows AS (
      SELECT period, first COLLATE "C" AS first, second COLLATE "C" AS second, scale COLLATE "C" AS scale,
        ${sumColumns.map(([column, name]) => `${needed.has(name) ? `sum(${column})` : '0'}::text AS "${name}"`).join(', ')}
      FROM parts JOIN sets USING (set_id)
      GROUP BY 1, 2, 3, 4 HAVING sum(n) > 0
    )
    SELECT * FROM rows ${after} ORDER BY period, first, second, scale LIMIT ${bind(page.limit)}`;
  const rows: QueryRow[] = await database.query(sql, values);
  if (rows.length === 0) return emptyResult(metric, query, page.after);
  return rows.map((row) => ({
    row: {
      group: toGroup(query, row.first, row.second),
      ...(row.period ? { period: row.period.toISOString() } : {}),
      ...scoreOf(metric, row.scale, toSums(row)),
    },
    key: [(row.period?.getTime() ?? 0) / 1000, row.first, row.second, row.scale],
  }));
}

// An ungrouped query has one row with null; groups and periods without data have no row.
function emptyResult(
  metric: Metric,
  query: FiguresQuery,
  after: ScoreRowKey | undefined,
): { row: ScoreRow; key: ScoreRowKey }[] {
  if (after || query.period || query.groupBy.length > 0) return [];
  return [{ row: { group: {}, ...scoreOf(metric, fixedScale(metric), noSums) }, key: [0, '', '', ''] }];
}

function tileSql(tile: TimeTile, { period }: FiguresQuery, bind: (value: unknown) => string): string {
  const time = tile.source === 'facts' ? 'occurred_at' : 'bucket';
  const range = [
    tile.since ? `AND ${time} >= ${bind(tile.since)}` : '',
    tile.until ? `AND ${time} < ${bind(tile.until)}` : '',
  ].join(' ');
  const when = period ? `date_trunc('${period}', ${time}, 'UTC')` : 'NULL::timestamptz';
  const single = tile.source === 'facts';
  const signed = sumColumns.map(
    ([column, , ofOne]) => `${tile.sign === 1 ? '' : '-'}${single ? ofOne : column} AS ${column}`,
  );
  return `SELECT set_id, scale, ${when} AS period, ${signed.join(', ')}
    FROM ${single ? 'score_facts' : 'score_cells'}
    WHERE generation = ${currentGeneration} AND metric = $1 ${single ? '' : `AND granularity = '${tile.source}'`} ${range}`;
}

function toSums(row: QueryRow): ScoreSums {
  return {
    n: Number(row.n),
    sum: Number(row.sum),
    sumOfSquares: Number(row.sumOfSquares),
    promoters: Number(row.promoters),
    detractors: Number(row.detractors),
    satisfied: Number(row.satisfied),
  };
}
