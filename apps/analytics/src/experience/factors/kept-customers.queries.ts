import { currentGeneration } from '../../generations/generations.queries.ts';

/** A common table `kept_customers(merged, kept)`: each merged customer, and whom all its merges lead to. */
export const keptCustomers = `kept_customers AS (
    WITH RECURSIVE up AS (
      SELECT merged, kept, 1 AS steps FROM customer_merges WHERE generation = ${currentGeneration} AND kept IS NOT NULL
      UNION ALL
      SELECT up.merged, m.kept, steps + 1 FROM up
        JOIN customer_merges m ON m.generation = ${currentGeneration} AND m.merged = up.kept AND m.kept IS NOT NULL
       WHERE steps < 100)
    SELECT DISTINCT ON (merged) merged, kept FROM up ORDER BY merged, steps DESC
  )`;
