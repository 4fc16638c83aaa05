import type { Reader } from '@harken/database';
import type { FiguresQuery } from '../../figures/figures-query.ts';
import { readScores } from '../../scores/scores.queries.ts';
import { momentsOf } from '../changes/changes.queries.ts';
import { type ComparedWaves, compareWaves } from './waves.ts';

export interface SurveyWaves extends ComparedWaves {
  readonly programme: string | null;
  readonly method: string | null;
}

/** Surveys and studies of the relationship, each in its newest wave against the last one before. */
export async function readWaves(database: Reader, metric: string, query: FiguresQuery): Promise<SurveyWaves[]> {
  const asked = { ...query, period: query.period ?? 'quarter', groupBy: ['programme', 'method'] } as const;
  const rows = await readScores(database, metric, asked, { after: undefined, limit: 20_000 });
  const surveys = Map.groupBy(rows, ({ row }) => JSON.stringify([row.group.programme, row.group.method]));
  return [...surveys.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, waves]) => {
      const [programme, method] = JSON.parse(key) as [string | null, string | null];
      const compared = compareWaves(
        waves.map(({ row: { period = '', n, value, interval }, sums }) => ({
          wave: { period, n, value, interval },
          moments: momentsOf(metric, sums),
        })),
      );
      return compared ? [{ programme, method, ...compared }] : [];
    });
}
