import type { Reader, Tx } from '@harken/database';
import type { TimeZone } from '@harken/service';
import type { FiguresQuery } from '../../figures/figures-query.ts';
import {
  bindParameters,
  groupColumns,
  queryWithoutParallelWorkers,
  toGroup,
} from '../../figures/group-columns.queries.ts';
import { groupTiles, inSnapshot, type TileGroup, withinTiles } from '../../figures/time-ranges.queries.ts';
import { timeTiles } from '../../figures/time-tiles.ts';
import { currentGeneration } from '../../generations/generations.queries.ts';
import { factorSumColumns } from '../factors/factor-sums.ts';
import { setsOf } from './factor-sets.queries.ts';
import { type GapGroup, type GapSums, gapFiguresOf } from './gap-row.ts';
import { previousExperiences } from './previous-experience.queries.ts';

export const gapDimensions = ['factor', 'touchpoint', 'stage', 'journey', 'team', 'segment', 'customerStage'] as const;
const ownDimensions = new Set(['factor', 'touchpoint', 'customerStage']);

/** All groups that have answers, in order. */
export function readGaps(database: Reader, query: FiguresQuery): Promise<GapGroup[]> {
  return inSnapshot(database, async (tx, cut) => {
    const sums = await readSums(tx, query, cut);
    const previous = await previousExperiences(tx, query, ownDimensions);
    const groups = Map.groupBy(sums, ({ first, second }) => JSON.stringify([first, second]));
    return [...groups.entries()].map(([id, some]): GapGroup => {
      const [first, second] = JSON.parse(id) as [string, string];
      return {
        group: toGroup(query, first, second),
        key: [first, second],
        ...gapFiguresOf(some),
        previousExperience: previous.get(id) ?? null,
      };
    });
  });
}

async function readSums(tx: Tx, query: FiguresQuery, cut: TimeZone): Promise<GapSums[]> {
  const { since, until, zone } = query;
  const { values, bind } = bindParameters();
  const columns = groupColumns(query, ownDimensions, bind);
  const tiles = groupTiles(timeTiles(since, until, undefined, 'day', { asked: zone, cut }));
  if (tiles.length === 0) return [];
  const parts = tiles.map((group) => tileSql(group, bind));
  const summed = factorSumColumns.map(([column]) => `sum(${column})::text AS ${column}`).join(', ');
  return queryWithoutParallelWorkers<GapSums>(
    tx,
    `WITH sets AS MATERIALIZED (${setsOf(columns)}), parts AS (${parts.join('\nUNION ALL\n')})
     SELECT first COLLATE "C" AS first, second COLLATE "C" AS second, voice, scale, outcome, ${summed}
       FROM parts JOIN sets USING (set_id)
      GROUP BY 1, 2, voice, scale, outcome HAVING sum(n) > 0
      ORDER BY 1, 2, voice, scale, outcome`,
    values,
  );
}

// First added up by set: many cells become few rows before the groups are looked up.
function tileSql({ source, sign, tiles }: TileGroup, bind: (value: unknown) => string): string {
  const signed = (expression: (column: string, ofOne: string) => string): string =>
    factorSumColumns.map(([column, ofOne]) => `${sign} * sum(${expression(column, ofOne)}) AS ${column}`).join(', ');
  const ofSets = 'set_id IN (SELECT set_id FROM sets)';
  if (source === 'facts') {
    const { join, where } = withinTiles('occurred_at', tiles, bind);
    return `SELECT set_id, ${signed((_, ofOne) => ofOne)} FROM factor_answer ${join}
      WHERE generation = ${currentGeneration} AND ${ofSets} ${where} GROUP BY set_id`;
  }
  const { join, where } = withinTiles('bucket', tiles, bind);
  return `SELECT set_id, ${signed((column) => column)} FROM factor_cells ${join}
    WHERE generation = ${currentGeneration} AND granularity = '${source}' AND ${ofSets} ${where} GROUP BY set_id`;
}
