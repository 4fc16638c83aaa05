import type { Tx } from '@harken/database';
import type { FiguresQuery } from '../../figures/figures-query.ts';
import { bindParameters, groupColumns, queryWithoutParallelWorkers } from '../../figures/group-columns.queries.ts';
import { currentGeneration } from '../../generations/generations.queries.ts';
import { slices } from '../factors/factor-answers.ts';
import { keptCustomers } from '../factors/kept-customers.queries.ts';
import { setsOf } from './factor-sets.queries.ts';
import { meanFigure, type PreviousExperience } from './gap-row.ts';

/** About as many answers are looked at: of more, a sample of customers, always the same one. */
const maxAnswers = 5_000;

interface Row {
  readonly first: string;
  readonly second: string;
  readonly n: string;
  readonly sum: string;
  readonly squares: string;
}

/**
 * What the customers of each group experienced with the same factor the time before, at whatever touchpoint: their
 * expectation follows from it. Merged customers are one. By the group's key as JSON.
 */
export async function previousExperiences(
  tx: Tx,
  query: FiguresQuery,
  ownDimensions: ReadonlySet<string>,
): Promise<Map<string, PreviousExperience>> {
  const { values, bind } = bindParameters();
  const columns = groupColumns(query, ownDimensions, bind);
  const [{ n }]: [{ n: string | null }] = await tx.query(
    `SELECT sum(n) AS n FROM factor_cells WHERE generation = ${currentGeneration} AND granularity = 'month'`,
  );
  const taken = Math.max(1, Math.min(slices, Math.floor((slices * maxAnswers) / Math.max(1, Number(n)))));
  const since = query.since ? `AND occurred_at >= ${bind(query.since)}` : '';
  const until = query.until ? `AND occurred_at < ${bind(query.until)}` : '';
  const sample = taken === slices ? 'IS NOT NULL' : `< ${bind(taken)}`;
  const onGapScale = `10 * (experience - split_part(scale, '..', 1)::numeric)
    / (split_part(scale, '..', 2)::numeric - split_part(scale, '..', 1)::numeric)`;
  const rows = await queryWithoutParallelWorkers<Row>(
    tx,
    `WITH ${keptCustomers}, said AS (
       SELECT set_id, occurred_at, lag(${onGapScale}) OVER (
                PARTITION BY coalesce(kept, customer_id), a.factor ORDER BY occurred_at, feedback_id) AS previous
         FROM factor_answer a JOIN factor_sets USING (set_id) LEFT JOIN kept_customers ON merged = customer_id
        WHERE generation = ${currentGeneration} AND voice = 'customer' AND customer_slice ${sample}
          AND experience IS NOT NULL ${until}
     )
     SELECT first, second, count(*) AS n, sum(previous) AS sum, sum(previous * previous) AS squares
       FROM said JOIN (${setsOf(columns)}) sets USING (set_id)
      WHERE previous IS NOT NULL ${since}
      GROUP BY 1, 2`,
    values,
  );
  return new Map(
    rows.flatMap((row) => {
      const figure = meanFigure({ n: Number(row.n), sum: Number(row.sum), sumOfSquares: Number(row.squares) });
      return figure ? [[JSON.stringify([row.first, row.second]), { ...figure, sampled: taken / slices }]] : [];
    }),
  );
}
