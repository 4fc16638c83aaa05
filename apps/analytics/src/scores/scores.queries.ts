import type { Tx } from '@harken/messaging';
import type { DataSource } from 'typeorm';
import { currentGeneration } from '../generations/generations.queries.ts';
import { groupOf, parameters, placesOf } from '../questions/places.queries.ts';
import type { Question } from '../questions/question.ts';
import { type Tile, tilesOf } from '../questions/tiles.ts';
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

const own = new Set<string>([
  'touchpoint',
  'channel',
  'tier',
  'campaign',
  'programme',
  'pattern',
  'phase',
  'language',
  'method',
]);

/** The sums of cells, and what one answer adds to each. */
const sums: readonly (readonly [column: string, name: keyof ScoreSums, ofOne: string])[] = [
  ['n', 'n', '1'],
  ['sum', 'sum', 'value'],
  ['sum_of_squares', 'sumOfSquares', '(value * value)'],
  ['promoters', 'promoters', `(metric = 'nps' AND value >= 9)::integer`],
  ['detractors', 'detractors', `(metric = 'nps' AND value <= 6)::integer`],
  ['satisfied', 'satisfied', `(metric = 'csat' AND value >= 4)::integer`],
];

// Adding up decimals costs more than reading them: only what the metric's figures are made of.
const means = ['n', 'sum', 'sumOfSquares'] as const;
const neededSums: Readonly<Record<MetricKind, readonly (keyof ScoreSums)[]>> = {
  nps: ['n', 'promoters', 'detractors'],
  csat: ['n', 'sum', 'satisfied'],
  ces: means,
  rating: means,
  experience: means,
};

/** The key of a row: period, first and second group, scale; rows come in its order. */
export type RowKey = readonly [number, ...string[]];

interface Row extends Record<keyof ScoreSums, string> {
  readonly period: Date | null;
  readonly first: string;
  readonly second: string;
  readonly scale: string;
}

/** Rows after the key `after`, in order, at most `limit`. Reads cells, and single facts only at the ragged ends. */
export async function readScores(
  database: DataSource | Tx,
  metric: Metric,
  question: Question,
  page: { after: RowKey | undefined; limit: number },
): Promise<{ row: ScoreRow; key: RowKey }[]> {
  const { values, bind } = parameters(metric);
  const places = placesOf(question, own, bind);
  const parts = tilesOf(question.since, question.until, question.period).map((tile) => partOf(tile, question, bind));
  if (parts.length === 0) return emptyAnswer(metric, question, page.after);
  const after = page.after
    ? `WHERE (coalesce(extract(epoch FROM period), 0), first, second, scale) > (${page.after.map(bind).join(', ')})`
    : '';
  const needed = new Set<keyof ScoreSums>(neededSums[kindOf(metric)]);
  const sql = `
    WITH places AS MATERIALIZED (
      SELECT ${places.repeats ? 'DISTINCT' : ''} t.set_id, ${places.groups[0]} AS first, ${places.groups[1]} AS second
      FROM dimension_sets t ${places.joins}
      WHERE true ${places.where}
    ), parts AS (${parts.join('\nUNION ALL\n')}),
    rows AS (
      SELECT period, first COLLATE "C" AS first, second COLLATE "C" AS second, scale COLLATE "C" AS scale,
        ${sums.map(([column, name]) => `${needed.has(name) ? `sum(${column})` : '0'}::text AS "${name}"`).join(', ')}
      FROM parts JOIN places USING (set_id)
      GROUP BY 1, 2, 3, 4 HAVING sum(n) > 0
    )
    SELECT * FROM rows ${after} ORDER BY period, first, second, scale LIMIT ${bind(page.limit)}`;
  const rows: Row[] = await database.query(sql, values);
  if (rows.length === 0) return emptyAnswer(metric, question, page.after);
  return rows.map((row) => ({
    row: {
      group: groupOf(question, row.first, row.second),
      ...(row.period ? { period: row.period.toISOString() } : {}),
      ...scoreOf(metric, row.scale, sumsOf(row)),
    },
    key: [(row.period?.getTime() ?? 0) / 1000, row.first, row.second, row.scale],
  }));
}

// Whoever asks for one figure gets one row, and null in it; groups and periods without data have no row.
function emptyAnswer(metric: Metric, question: Question, after: RowKey | undefined): { row: ScoreRow; key: RowKey }[] {
  if (after || question.period || question.groupBy.length > 0) return [];
  return [{ row: { group: {}, ...scoreOf(metric, fixedScale(metric), noSums) }, key: [0, '', '', ''] }];
}

function partOf(tile: Tile, { period }: Question, bind: (value: unknown) => string): string {
  const time = tile.from === 'facts' ? 'occurred_at' : 'bucket';
  const range = [
    tile.since ? `AND ${time} >= ${bind(tile.since)}` : '',
    tile.until ? `AND ${time} < ${bind(tile.until)}` : '',
  ].join(' ');
  const when = period ? `date_trunc('${period}', ${time}, 'UTC')` : 'NULL::timestamptz';
  const single = tile.from === 'facts';
  const signed = sums.map(
    ([column, , ofOne]) => `${tile.sign === 1 ? '' : '-'}${single ? ofOne : column} AS ${column}`,
  );
  return `SELECT set_id, scale, ${when} AS period, ${signed.join(', ')}
    FROM ${single ? 'score_facts' : 'score_cells'}
    WHERE generation = ${currentGeneration} AND metric = $1 ${single ? '' : `AND granularity = '${tile.from}'`} ${range}`;
}

function sumsOf(row: Row): ScoreSums {
  return {
    n: Number(row.n),
    sum: Number(row.sum),
    sumOfSquares: Number(row.sumOfSquares),
    promoters: Number(row.promoters),
    detractors: Number(row.detractors),
    satisfied: Number(row.satisfied),
  };
}
