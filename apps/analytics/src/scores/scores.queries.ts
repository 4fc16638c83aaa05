import type { Reader, Tx } from '@harken/database';
import type { TimeZone } from '@harken/service';
import type { FiguresQuery } from '../figures/figures-query.ts';
import {
  bindParameters,
  type GroupColumns,
  groupColumns,
  queryWithoutParallelWorkers,
  toGroup,
} from '../figures/group-columns.queries.ts';
import {
  boundedBy,
  type Extent,
  groupTiles,
  inSnapshot,
  periodSql,
  type TileGroup,
  withinTiles,
} from '../figures/time-ranges.queries.ts';
import { type TimeTile, timeTiles } from '../figures/time-tiles.ts';
import { currentGeneration } from '../generations/generations.queries.ts';
import { setDimensions } from './dimension-sets.table.ts';
import { fixedScale, kindOf, type Metric, type MetricKind } from './metric.ts';
import { manyValued, type ScoreFamily, type ScoreSource, sourceFor } from './score-families.queries.ts';
import { noSums, type ScoreRow, type ScoreSums, scoreOf, sumColumns } from './score-row.ts';

export const scoreDimensions = [
  'touchpoint',
  'stage',
  'journey',
  'channel',
  'segment',
  'tier',
  'team',
  'campaign',
  'product',
  'location',
  'programme',
  'pattern',
  'phase',
  'language',
  'method',
] as const;

const ownDimensions = new Set([...setDimensions, ...manyValued]);

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

interface ReadScore {
  readonly row: ScoreRow;
  readonly key: ScoreRowKey;
  readonly sums: ScoreSums;
}

/** Rows after the key `after`, in order, at most `limit`. Reads cells, and single facts only at the ends of the range. */
export function readScores(
  database: Reader,
  metric: Metric,
  query: FiguresQuery,
  page: { after: ScoreRowKey | undefined; limit: number },
): Promise<ReadScore[]> {
  return inSnapshot(database, async (tx, cut) => {
    const bounded = query.period ? boundedBy(query, await extentOf(tx, metric), cut) : query;
    const rows = bounded ? await readRows(tx, metric, bounded, page, cut) : [];
    if (rows.length === 0) return emptyResult(metric, query, page.after);
    return rows.map((row) => ({
      row: {
        group: toGroup(query, row.first, row.second),
        ...(row.period ? { period: row.period.toISOString() } : {}),
        ...scoreOf(metric, row.scale, toSums(row)),
      },
      key: [(row.period?.getTime() ?? 0) / 1000, row.first, row.second, row.scale],
      sums: toSums(row),
    }));
  });
}

async function extentOf(tx: Tx, metric: Metric): Promise<Extent> {
  const months = `FROM score_cells WHERE generation = ${currentGeneration} AND metric = $1 AND granularity = 'month'`;
  const [extent]: [Extent] = await tx.query(
    `SELECT (SELECT min(bucket) ${months}) AS first, (SELECT max(bucket) ${months}) AS last`,
    [metric],
  );
  return extent;
}

async function readRows(
  tx: Tx,
  metric: Metric,
  query: FiguresQuery,
  page: { after: ScoreRowKey | undefined; limit: number },
  cut: TimeZone,
): Promise<QueryRow[]> {
  const { values, bind } = bindParameters(metric);
  const columns = groupColumns(query, ownDimensions, bind);
  const source = sourceFor(query);
  const family = typeof source === 'object' ? source : undefined;
  const periodOf = periodSql(query, bind);
  const parts = groupTiles(tilesOf(query, source, cut)).flatMap((tiles) =>
    tileSql(tiles, family, query, columns, periodOf, bind),
  );
  if (parts.length === 0) return [];
  const after = page.after
    ? `WHERE (coalesce(extract(epoch FROM period), 0), first, second, scale) > (${page.after.map(bind).join(', ')})`
    : '';
  const needed = new Set<keyof ScoreSums>(neededSums[kindOf(metric)]);
  const sql = `
    WITH sets AS MATERIALIZED (
      SELECT ${columns.mayRepeat ? 'DISTINCT' : ''} t.set_id, ${columns.expressions[0]} AS first, ${columns.expressions[1]} AS second
      FROM (SELECT *, NULL::text AS product, NULL::text AS location FROM dimension_sets) AS t ${columns.joins}
      WHERE ${withoutAny(family)} ${columns.where}
    ), parts AS (${parts.join('\nUNION ALL\n')}),
    rows AS (
      SELECT period, first COLLATE "C" AS first, second COLLATE "C" AS second, scale COLLATE "C" AS scale,
        ${sumColumns.map(([column, name]) => `${needed.has(name) ? `sum(${column})` : '0'}::text AS "${name}"`).join(', ')}
      FROM parts
      GROUP BY 1, 2, 3, 4 HAVING sum(n) > 0
    )
    SELECT * FROM rows ${after} ORDER BY period, first, second, scale LIMIT ${bind(page.limit)}`;
  return family ? queryWithoutParallelWorkers(tx, sql, values) : tx.query(sql, values);
}

// An ungrouped query has one row with null; groups and periods without data have no row.
function emptyResult(metric: Metric, query: FiguresQuery, after: ScoreRowKey | undefined): ReadScore[] {
  if (after || query.period || query.groupBy.length > 0) return [];
  return [{ row: { group: {}, ...scoreOf(metric, fixedScale(metric), noSums) }, key: [0, '', '', ''], sums: noSums }];
}

function tilesOf({ since, until, period, zone }: FiguresQuery, source: ScoreSource, cut: TimeZone): TimeTile[] {
  const zones = { asked: zone, cut };
  if (source === 'sets') return timeTiles(since, until, period, 'hour', zones);
  if (source !== 'answers') return timeTiles(since, until, period, source.daily ? 'day' : 'month', zones);
  return since && until && since >= until ? [] : [{ source: 'facts', since, until, sign: 1 }];
}

/** Answers without a value of the family are not in its cells, but in those of their sets. */
const withoutAny = (family: ScoreFamily | undefined): string =>
  ['true', ...(family?.many ?? []).map((dimension) => `NOT t.with_${dimension}`)].join(' AND ');

/** The rows of tiles with their groups: from single answers, or from cells of sets and of the family. */
function tileSql(
  { source, sign, tiles }: TileGroup,
  family: ScoreFamily | undefined,
  { filters }: FiguresQuery,
  groups: GroupColumns,
  periodOf: (time: string) => string,
  bind: (value: unknown) => string,
): string[] {
  const ofMetric = `generation = ${currentGeneration} AND metric = $1`;
  const signed = sumColumns.map(([column]) => `${sign === 1 ? '' : '-'}${column} AS ${column}`).join(', ');
  // Of a touchpoint of two journeys, `id` tells repeats of a row from equal rows.
  const grouped = (rows: string) => `
    SELECT ${groups.mayRepeat ? 'DISTINCT' : ''} t.id, ${groups.expressions[0]} AS first, ${groups.expressions[1]} AS second,
      scale, ${periodOf('t.at')} AS period, ${signed}
    FROM (${rows}) AS t ${groups.joins} WHERE true ${groups.where}`;
  if (source === 'facts') {
    const ofOne = sumColumns.map(([column, , expression]) => `${expression} AS ${column}`).join(', ');
    const { join, where, at } = withinTiles('occurred_at', tiles, bind);
    return [
      grouped(`SELECT feedback_id::text AS id, ${at} AS at, scale, product, location, s.*, ${ofOne}
        FROM score_facts JOIN dimension_sets s USING (set_id) ${join} WHERE ${ofMetric} ${where}`),
    ];
  }
  const { join, where, at } = withinTiles('bucket', tiles, bind);
  const inTiles = `${ofMetric} AND granularity = '${source}' ${where}`;
  const ofSets = `
    SELECT NULL::text AS id, first, second, scale, ${periodOf(at)} AS period, ${signed}
    FROM score_cells JOIN sets USING (set_id) ${join} WHERE ${inTiles}`;
  if (!family) return [ofSets];
  const sums = sumColumns.map(([column]) => column).join(', ');
  const wanted = filters[family.dimensions[0] ?? ''];
  const ofWanted = wanted ? `AND first = ANY (${bind(wanted)}::text[])` : '';
  return [
    ofSets,
    grouped(`SELECT ${groups.mayRepeat ? 'jsonb_build_array(bucket, first, second)::text' : 'NULL::text'} AS id, ${at} AS at, scale, ${familyColumns(family)}, ${sums}
      FROM score_family_cells ${join} WHERE family = '${family.name}' AND ${inTiles} ${ofWanted}`),
  ];
}

const familyColumns = ({ dimensions: [first, second] }: ScoreFamily): string => {
  if (second === undefined) return `first AS ${first}`;
  const ofSecond =
    second === 'segment'
      ? `CASE WHEN second = '' THEN '{}' ELSE ARRAY[second] END::text[] AS segments`
      : `second AS ${second}`;
  return `first AS ${first}, ${ofSecond}`;
};

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
