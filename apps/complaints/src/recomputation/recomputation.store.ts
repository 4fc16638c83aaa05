import { CommitSignal, millisecondsUntil, type Tx } from '@harken/database';
import type { RecomputationCause } from './recomputation-cause.ts';

export interface Recomputation {
  readonly id: string;
  readonly cause: RecomputationCause;
  /** The id of the last complaint done. */
  readonly after: string | null;
  readonly sweep: number;
}

interface RecomputationRow {
  readonly id: string;
  readonly kind: RecomputationCause['kind'];
  readonly subject: string;
  readonly after: string | null;
  readonly sweep: number;
}

// Complaints may be opened or changed under the old policies while the first sweep runs; the second sweep waits for
// those.
const restBeforeSecondSweep = '30 s';

/** Notified when a recomputation is scheduled. */
export const recomputationsSignal = new CommitSignal();

export const nextRecomputationInMs = millisecondsUntil('SELECT min(due_at) FROM recomputations WHERE done_at IS NULL');

export const recomputationStore = {
  /** `at` null: as soon as possible. */
  async add(tx: Tx, cause: RecomputationCause, at: Date | null): Promise<void> {
    await tx.query(
      // Truncated, not rounded as the column would: what is due now must not be in the future.
      `INSERT INTO recomputations (kind, subject, due_at)
       VALUES ($1, $2, coalesce($3, date_trunc('milliseconds', clock_timestamp())))`,
      [cause.kind, cause.kind === 'policy' ? String(cause.version) : cause.id, at],
    );
  },

  /**
   * Claims the most overdue one, unless another replica works on it. One at a time, in the order they were scheduled.
   */
  async claim(tx: Tx): Promise<Recomputation | null> {
    const [row] = (await tx.query(
      `SELECT id, kind, subject, after, sweep FROM recomputations
        WHERE done_at IS NULL AND due_at <= (SELECT clock_timestamp())
        ORDER BY due_at, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`,
    )) as RecomputationRow[];
    if (!row) return null;
    const { kind, subject, ...rest } = row;
    return { ...rest, cause: kind === 'policy' ? { kind, version: Number(subject) } : { kind, id: subject } };
  },

  async advance(tx: Tx, id: string, after: string, changed: number): Promise<void> {
    await tx.query('UPDATE recomputations SET after = $2, changed = changed + $3 WHERE id = $1', [id, after, changed]);
  },

  /** Schedules the second sweep after the first one, and ends after the second. */
  async endSweep(tx: Tx, { id, sweep }: Recomputation, changed: number): Promise<void> {
    await tx.query(
      `UPDATE recomputations SET after = NULL, sweep = sweep + 1, changed = changed + $2,
              due_at = clock_timestamp() + interval '${restBeforeSecondSweep}',
              done_at = CASE WHEN $3 THEN clock_timestamp() END
        WHERE id = $1`,
      [id, changed, sweep > 1],
    );
  },
};
