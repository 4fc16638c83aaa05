import { sql, type Tx } from '@harken/database';
import type { CycleFactor } from './improvement-cycle.ts';

/** What the steps 2 to 4 were computed from, and when. */
export interface FrozenExperience {
  readonly scope: string;
  readonly factors: readonly CycleFactor[];
  readonly frozenAt: Date;
}

const select = sql<FrozenExperience>(
  'SELECT scope, factors, frozen_at AS "frozenAt" FROM frozen_experiences WHERE cycle = $1',
);
const put = sql(`
  INSERT INTO frozen_experiences (cycle, scope, factors, frozen_at) VALUES ($1, $2, $3::jsonb, clock_timestamp())
  ON CONFLICT (cycle) DO UPDATE SET scope = excluded.scope, factors = excluded.factors, frozen_at = excluded.frozen_at`);

export const frozenExperienceStore = {
  find: async (tx: Tx, cycle: string): Promise<FrozenExperience | undefined> => (await select.query(tx, [cycle]))[0],

  put: (tx: Tx, cycle: string, scope: string, factors: readonly CycleFactor[]): Promise<void> =>
    put.write(tx, [cycle, scope, JSON.stringify(factors)]),
};
