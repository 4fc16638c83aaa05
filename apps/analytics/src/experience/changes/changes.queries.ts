import type { Reader, Tx } from '@harken/database';
import type { TimeZone } from '@harken/service';
import type { Moments } from '@harken/statistics';
import type { FiguresQuery } from '../../figures/figures-query.ts';
import { bindParameters, groupColumns } from '../../figures/group-columns.queries.ts';
import { groupTiles, inSnapshot, withinTiles } from '../../figures/time-ranges.queries.ts';
import { timeTiles } from '../../figures/time-tiles.ts';
import { currentGeneration } from '../../generations/generations.queries.ts';
import { setDimensions } from '../../scores/dimension-sets.table.ts';
import { kindOf, type Metric } from '../../scores/metric.ts';
import { manyValued } from '../../scores/score-families.queries.ts';
import { noSums, type ScoreSums, sumColumns } from '../../scores/score-row.ts';
import { readScores } from '../../scores/scores.queries.ts';
import { add, type Part, type Partition } from './change.ts';
import type { Range } from './changes-query.ts';

/** Of the touchpoint's places in the journey maps of today. */
const mapped = ['stage', 'journey', 'team'] as const;
export const changeDimensions = [...setDimensions, 'segment', ...mapped, ...manyValued] as const;
/** Product and location are no filters here: the sums of sets do not have them. */
export const changeFilters: readonly string[] = [...setDimensions, 'segment', ...mapped];

interface SetRow extends Record<keyof ScoreSums, string> {
  readonly scale: string;
  readonly segments: readonly string[];
  readonly [dimension: string]: unknown;
}

type Place = Readonly<Record<(typeof mapped)[number], string | null>>;

export interface ReadParts {
  readonly partitions: readonly Partition[];
  /** On which the answers are; of several scales the one with the most answers. */
  readonly scale: string | null;
}

/** The answers of two periods by each of the dimensions. */
export async function readParts(
  database: Reader,
  metric: Metric,
  query: FiguresQuery,
  { before, after }: { before: Range; after: Range },
  dimensions: readonly string[],
): Promise<ReadParts> {
  const ofSets = await inSnapshot(database, async (tx, cut) => ({
    before: await readSets(tx, metric, { ...query, ...before }, cut),
    after: await readSets(tx, metric, { ...query, ...after }, cut),
    places: await readPlaces(tx),
  }));
  const scale = commonScale([...ofSets.before, ...ofSets.after]);
  const partitions = [];
  for (const dimension of dimensions) {
    const parts = new Parts();
    if (manyValued.some((name) => name === dimension)) {
      for (const [period, range] of [
        ['before', before],
        ['after', after],
      ] as const) {
        for (const { value, moments } of await readMany(database, metric, { ...query, ...range }, dimension, scale)) {
          parts.add(value, period, moments);
        }
      }
    } else {
      for (const period of ['before', 'after'] as const) {
        for (const row of ofSets[period].filter((one) => one.scale === scale)) {
          parts.add(partOf(row, dimension, ofSets.places), period, momentsOf(metric, numbersOf(row)));
        }
      }
    }
    partitions.push({ dimension, parts: parts.all() });
  }
  return { partitions, scale };
}

class Parts {
  readonly #parts = new Map<string | null, Part>();

  add(value: string | null, period: 'before' | 'after', moments: Moments): void {
    const none: Moments = { n: 0, sum: 0, sumOfSquares: 0 };
    const part = this.#parts.get(value) ?? { value, before: none, after: none };
    this.#parts.set(value, { ...part, [period]: add(part[period], moments) });
  }

  all(): Part[] {
    return [...this.#parts.values()].toSorted((a, b) => ((a.value ?? '') < (b.value ?? '') ? -1 : 1));
  }
}

/** A customer of several segments, or a touchpoint of several stages, is a part of its own: each answer counts once. */
function partOf(row: SetRow, dimension: string, places: ReadonlyMap<string, readonly Place[]>): string | null {
  if (dimension === 'segment') return row.segments.length === 0 ? null : row.segments.join(', ');
  const name = mapped.find((one) => one === dimension);
  if (!name) return (row[dimension] as string | null) ?? null;
  const found = (places.get(row.touchpoint as string) ?? []).flatMap((place) => place[name] ?? []);
  return found.length === 0 ? null : [...new Set(found)].sort().join(', ');
}

async function readPlaces(tx: Tx): Promise<Map<string, Place[]>> {
  const rows: (Place & { touchpoint: string })[] = await tx.query(
    `SELECT touchpoint, stage, journey, team FROM journey_touchpoints WHERE generation = ${currentGeneration}`,
  );
  return Map.groupBy(rows, ({ touchpoint }) => touchpoint);
}

/** The sums of each set of dimensions in the range. */
async function readSets(tx: Tx, metric: Metric, query: FiguresQuery, cut: TimeZone): Promise<SetRow[]> {
  const { values, bind } = bindParameters(metric);
  const columns = groupColumns({ ...query, groupBy: [] }, new Set(setDimensions), bind);
  const tiles = groupTiles(timeTiles(query.since, query.until, undefined, 'hour', { asked: query.zone, cut }));
  if (tiles.length === 0) return [];
  const parts = tiles.map(({ source, sign, tiles: some }) => {
    const facts = source === 'facts';
    const { join, where } = withinTiles(facts ? 'occurred_at' : 'bucket', some, bind);
    const sums = sumColumns
      .map(([column, , ofOne]) => `${sign} * sum(${facts ? ofOne : column}) AS ${column}`)
      .join(', ');
    return `SELECT set_id, scale, ${sums} FROM ${facts ? 'score_facts' : 'score_cells'} ${join}
      WHERE generation = ${currentGeneration} AND metric = $1 ${facts ? '' : `AND granularity = '${source}'`} ${where}
      GROUP BY set_id, scale`;
  });
  return tx.query(
    `WITH parts AS (${parts.join('\nUNION ALL\n')})
     SELECT ${setDimensions.map((name) => `t.${name}`).join(', ')}, t.segments, p.scale,
            ${sumColumns.map(([column, name]) => `sum(p.${column})::text AS "${name}"`).join(', ')}
       FROM parts p JOIN dimension_sets t USING (set_id)
      WHERE ${columns.joins === '' ? 'true' : `EXISTS (SELECT FROM (VALUES (1)) AS one ${columns.joins} WHERE true ${columns.where})`}
        ${columns.joins === '' ? columns.where : ''}
      GROUP BY t.set_id, p.scale HAVING sum(p.n) > 0`,
    values,
  );
}

async function readMany(
  database: Reader,
  metric: Metric,
  query: FiguresQuery,
  dimension: string,
  scale: string | null,
): Promise<{ value: string | null; moments: Moments }[]> {
  const page = { after: undefined, limit: 100_000 };
  const rows = await readScores(database, metric, { ...query, groupBy: [dimension] }, page);
  return rows
    .filter(({ key }) => key[3] === scale)
    .map(({ row, sums }) => ({ value: row.group[dimension] ?? null, moments: momentsOf(metric, sums) }));
}

function numbersOf(row: SetRow): ScoreSums {
  return Object.fromEntries(Object.keys(noSums).map((name) => [name, Number(row[name])])) as unknown as ScoreSums;
}

/** The score as a mean: NPS of -100, 0 and 100, CSAT of 0 and 1, the others of the answers themselves. */
export function momentsOf(metric: Metric, sums: ScoreSums): Moments {
  const { n, sum, sumOfSquares, promoters, detractors, satisfied } = sums;
  if (kindOf(metric) === 'nps') {
    return { n, sum: 100 * (promoters - detractors), sumOfSquares: 10_000 * (promoters + detractors) };
  }
  if (kindOf(metric) === 'csat') return { n, sum: satisfied, sumOfSquares: satisfied };
  return { n, sum, sumOfSquares };
}

function commonScale(rows: readonly SetRow[]): string | null {
  const counts = new Map<string, number>();
  for (const { scale, n } of rows) counts.set(scale, (counts.get(scale) ?? 0) + Number(n));
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? null;
}
