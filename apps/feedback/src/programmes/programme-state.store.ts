import { sql, type Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import type { ProgrammeState } from './programme-state.ts';

const selectState = `
  SELECT id, status, version, started_at AS "startedAt", ended_at AS "endedAt", run_at AS "runAt",
         date_trunc('milliseconds', clock_timestamp()) AS now
    FROM programmes`;

const lock = sql<ProgrammeState & { now: Date }>(`${selectState} WHERE id = $1 FOR UPDATE`);

const publish = sql(`
  INSERT INTO programmes (id, status, version, trigger, interaction_types, delay, ends_at)
  VALUES ($1, 'draft', $2, $3, $4, $5, $6)
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, trigger = excluded.trigger,
         interaction_types = excluded.interaction_types, delay = excluded.delay, ends_at = excluded.ends_at`);

const save = sql(`
  UPDATE programmes SET status = $2, started_at = $3, ended_at = $4, run_at = $5, run_after = NULL WHERE id = $1`);

/** What the worker reads of a version without its content. */
export interface PublishedTrigger {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly types: readonly string[];
  readonly delay: string;
  readonly endsAt: string | null;
}

export const programmeStateStore = {
  /** Locks it until the transaction ends. */
  async lock(tx: Tx, id: string): Promise<{ state: ProgrammeState; now: Date }> {
    const [row] = await lock.query(tx, [id]);
    if (!row) throw new NotFound('programme', id);
    const { now, ...state } = row;
    return { state, now };
  },

  publish: (tx: Tx, { id, version, kind, types, delay, endsAt }: PublishedTrigger): Promise<void> =>
    publish.write(tx, [id, version, kind, types, delay, endsAt]),

  save: (tx: Tx, { id, status, startedAt, endedAt, runAt }: ProgrammeState): Promise<void> =>
    save.write(tx, [id, status, startedAt, endedAt, runAt]),
};
