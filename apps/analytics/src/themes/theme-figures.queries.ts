import type { Reader, Tx } from '@harken/database';
import type { TimeZone } from '@harken/service';
import type { FiguresQuery } from '../figures/figures-query.ts';
import { bindParameters, groupColumns, queryWithoutParallelWorkers } from '../figures/group-columns.queries.ts';
import {
  boundedBy,
  type Extent,
  groupTiles,
  inSnapshot,
  periodSql,
  type TileGroup,
  withinTiles,
} from '../figures/time-ranges.queries.ts';
import { timeTiles } from '../figures/time-tiles.ts';
import { currentGeneration } from '../generations/generations.queries.ts';
import { setDimensions } from '../scores/dimension-sets.table.ts';
import { textMetric } from '../scores/score-facts.ts';
import { type ScoreSums, sumColumns } from '../scores/score-row.ts';
import { themedMetric, themeMetric, themeScoreMetric, themeScores, unsureMetric } from './theme-metrics.ts';

export const themeDimensions = [
  ...['touchpoint', 'stage', 'journey', 'channel', 'segment', 'tier', 'team', 'campaign', 'programme'],
  ...['pattern', 'phase', 'language', 'method'],
];
const ownDimensions = new Set([...setDimensions, 'segment']);

/** The sums of one metric in one period; without periods there is one, at 0. */
export interface MetricSums {
  readonly metric: string;
  readonly period: number;
  readonly sums: ScoreSums;
}

interface QueryRow extends Record<keyof ScoreSums, string> {
  readonly metric: string;
  readonly period: Date | null;
}

/** The ids of all themes that texts ever had, in order; only those of `wanted` if it is given. */
async function themesOf(tx: Tx, wanted: readonly string[] | undefined): Promise<string[]> {
  const rows: { theme: string }[] = await tx.query(
    `SELECT theme FROM themes WHERE generation = ${currentGeneration} AND ($1::text[] IS NULL OR theme = ANY ($1))
      ORDER BY theme`,
    [wanted ?? null],
  );
  return rows.map(({ theme }) => theme);
}

async function extentOf(tx: Tx): Promise<Extent> {
  const months = `FROM score_cells WHERE generation = ${currentGeneration} AND metric = '${textMetric}' AND granularity = 'month'`;
  const [extent]: [Extent] = await tx.query(
    `SELECT (SELECT min(bucket) ${months}) AS first, (SELECT max(bucket) ${months}) AS last`,
  );
  return extent;
}

/** The sums of texts and their themes in each of some ranges, all of one snapshot. Reads cells, and facts only at the ends. */
export function readThemeSums(
  database: Reader,
  ranges: readonly FiguresQuery[],
  wanted: readonly string[] | undefined,
): Promise<{ themes: string[]; sums: MetricSums[][] }> {
  return inSnapshot(database, async (tx, cut) => {
    const themes = await themesOf(tx, wanted);
    const metrics = [
      ...[textMetric, themedMetric, unsureMetric],
      ...themes.flatMap((theme) => [themeMetric(theme), ...themeScores.map((score) => themeScoreMetric(score, theme))]),
    ];
    const extent = await extentOf(tx);
    const sums: MetricSums[][] = [];
    for (const range of ranges) {
      const bounded = range.period ? boundedBy(range, extent, cut) : range;
      sums.push(bounded ? await readSums(tx, bounded, metrics, cut) : []);
    }
    return { themes, sums };
  });
}

async function readSums(tx: Tx, query: FiguresQuery, metrics: readonly string[], cut: TimeZone): Promise<MetricSums[]> {
  const { since, until, period, zone } = query;
  const { values, bind } = bindParameters(metrics);
  const { joins, where } = groupColumns(query, ownDimensions, bind);
  const periodOf = periodSql(query, bind);
  const tiles = groupTiles(timeTiles(since, until, period, 'hour', { asked: zone, cut }));
  if (tiles.length === 0) return [];
  const sql = `
    WITH sets AS MATERIALIZED (
      SELECT DISTINCT t.set_id FROM dimension_sets AS t ${joins} WHERE true ${where}
    ), parts AS (${tiles.map((group) => tileSql(group, periodOf, bind)).join('\nUNION ALL\n')})
    SELECT metric, period, ${sumColumns.map(([column, name]) => `sum(${column})::text AS "${name}"`).join(', ')}
      FROM parts GROUP BY 1, 2 HAVING sum(n) > 0`;
  const rows: QueryRow[] = await queryWithoutParallelWorkers(tx, sql, values);
  return rows.map(({ metric, period: start, ...sums }) => ({
    ...{ metric, period: start?.getTime() ?? 0 },
    sums: Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, Number(sum)])) as unknown as ScoreSums,
  }));
}

function tileSql(
  { source, sign, tiles }: TileGroup,
  periodOf: (time: string) => string,
  bind: (value: unknown) => string,
): string {
  const ofMetrics = `generation = ${currentGeneration} AND metric = ANY ($1::text[])`;
  const signed = (expression: string, column: string) => `${sign === 1 ? '' : '-'}${expression} AS ${column}`;
  if (source === 'facts') {
    const { join, where, at } = withinTiles('occurred_at', tiles, bind);
    const ofOne = sumColumns.map(([column, , expression]) => signed(expression, column)).join(', ');
    return `SELECT metric, ${periodOf(at)} AS period, ${ofOne}
      FROM score_facts JOIN sets USING (set_id) ${join} WHERE ${ofMetrics} ${where}`;
  }
  const { join, where, at } = withinTiles('bucket', tiles, bind);
  const sums = sumColumns.map(([column]) => signed(column, column)).join(', ');
  return `SELECT metric, ${periodOf(at)} AS period, ${sums}
    FROM score_cells JOIN sets USING (set_id) ${join} WHERE ${ofMetrics} AND granularity = '${source}' ${where}`;
}
