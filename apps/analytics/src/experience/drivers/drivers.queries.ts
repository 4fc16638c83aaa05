import type { Reader } from '@harken/database';
import type { FiguresQuery } from '../../figures/figures-query.ts';
import { bindParameters, groupColumns } from '../../figures/group-columns.queries.ts';
import { currentGeneration } from '../../generations/generations.queries.ts';
import { setDimensions } from '../../scores/dimension-sets.table.ts';
import { toGapScale } from '../gaps/gap-row.ts';
import type { Observation } from './drivers.ts';

/** The newest answers say enough, and more would take longer than anybody waits. */
export const maxObservations = 4_000;

interface Row {
  readonly outcome: string;
  readonly experiences: Readonly<Record<string, readonly [value: number, scale: string]>> | null;
}

export interface Observed {
  /** In the order of their names. */
  readonly factors: readonly string[];
  readonly observations: readonly Observation[];
}

/**
 * The newest answers to the metric, each with what the same feedback says about factors, brought to 0 to 10. An answer
 * to a rating is brought to it, too: ratings of one name may have several scales.
 */
export async function observe(database: Reader, metric: string, query: FiguresQuery): Promise<Observed> {
  const { factor: chosen, ...filters } = query.filters;
  const { values, bind } = bindParameters(metric);
  const columns = groupColumns(
    { ...query, groupBy: [], filters },
    new Set([...setDimensions, 'product', 'location']),
    bind,
  );
  const since = query.since ? `AND t.occurred_at >= ${bind(query.since)}` : '';
  const until = query.until ? `AND t.occurred_at < ${bind(query.until)}` : '';
  const wanted = chosen ? `AND x.factor = ANY (${bind(chosen)}::text[])` : '';
  const rows: (Row & { scale: string })[] = await database.query(
    `WITH answers AS (
       SELECT t.feedback_id, t.value, t.scale, t.occurred_at
         FROM (SELECT f.*, s.touchpoint, s.channel, s.segments, s.tier, s.campaign, s.programme, s.pattern, s.phase,
                      s.language, s.method
                 FROM score_facts f JOIN dimension_sets s USING (set_id)
                WHERE f.generation = ${currentGeneration} AND f.metric = $1) AS t
        WHERE ${columns.joins === '' ? 'true' : `EXISTS (SELECT FROM (VALUES (1)) AS one ${columns.joins} WHERE true ${columns.where})`}
          ${columns.joins === '' ? columns.where : ''} ${since} ${until}
        ORDER BY t.occurred_at DESC, t.feedback_id DESC LIMIT ${maxObservations}
     )
     SELECT a.value::text AS outcome, a.scale, (
              SELECT jsonb_object_agg(x.factor, jsonb_build_array(x.experience, s.scale))
                FROM factor_answer x JOIN factor_sets s USING (set_id)
               WHERE x.generation = ${currentGeneration} AND x.feedback_id = a.feedback_id
                 AND x.experience IS NOT NULL ${wanted}
            ) AS experiences
       FROM answers a ORDER BY a.feedback_id, a.scale`,
    values,
  );
  const factors = [...new Set(rows.flatMap(({ experiences }) => Object.keys(experiences ?? {})))].sort();
  const onScale = (value: number, scale: string): number => {
    const { a, b } = toGapScale(scale);
    return a * value + b;
  };
  return {
    factors,
    observations: rows.map(({ outcome, scale, experiences }) => ({
      outcome: metric.startsWith('rating:') ? onScale(Number(outcome), scale) : Number(outcome),
      experiences: factors.map((factor) => {
        const given = experiences?.[factor];
        return given ? onScale(Number(given[0]), given[1]) : null;
      }),
    })),
  };
}
