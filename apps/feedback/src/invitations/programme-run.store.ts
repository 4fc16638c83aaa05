import { sql, type Tx } from '@harken/database';
import type { AskedCustomer } from './candidate.ts';

export interface DueRun {
  readonly id: string;
  readonly runAt: Date;
  /** The last customer it has come to. */
  readonly runAfter: string | null;
  readonly now: Date;
}

const claim = sql<DueRun>(`
  SELECT id, run_at AS "runAt", run_after AS "runAfter", date_trunc('milliseconds', clock_timestamp()) AS now
    FROM programmes WHERE status = 'running' AND run_at <= (SELECT clock_timestamp())
   ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED`);

const customersAfter = sql<AskedCustomer>(`
  SELECT id, external_id AS "externalId", segments, tier, stage, language, consents FROM customers
   WHERE current_id = id AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`);

const progress = sql('UPDATE programmes SET run_after = $2 WHERE id = $1');
const finish = sql('UPDATE programmes SET run_after = NULL, run_at = $2 WHERE id = $1');

const end = sql(`
  UPDATE programmes SET status = 'ended', ended_at = date_trunc('milliseconds', clock_timestamp()), run_at = NULL
   WHERE status IN ('running', 'paused') AND ends_at <= (SELECT clock_timestamp())`);

export const programmeRunStore = {
  /** The run that is due longest, under the lock of its programme. */
  async claim(tx: Tx): Promise<DueRun | undefined> {
    const [due] = await claim.query(tx);
    return due;
  },
  customersAfter: (tx: Tx, after: string | null, limit: number): Promise<AskedCustomer[]> =>
    customersAfter.query(tx, [after, limit]),
  progress: (tx: Tx, id: string, after: string): Promise<void> => progress.write(tx, [id, after]),
  finish: (tx: Tx, id: string, next: Date | null): Promise<void> => finish.write(tx, [id, next]),
  /** Ends the programmes whose time is over. */
  end: (tx: Tx): Promise<void> => end.write(tx),
};
