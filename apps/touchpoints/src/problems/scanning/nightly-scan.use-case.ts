import { databaseTime, type Tx } from '@harken/database';
import { problemStore } from '../problem.store.ts';
import { openProblems } from './open-problems.use-case.ts';
import { scanProblems } from './scan-problems.use-case.ts';

const atNight = '02:30';
/** Older complaints and feedback tell nothing that a scan asks for. */
const keptDays = 400;

/**
 * Scans when the night has come, and sets the next one. The row lock lasts through the scan: if the process dies,
 * another one scans; two never scan the same night. Returns 1 when it scanned.
 */
export const nightlyScan =
  (zone: string) =>
  async (tx: Tx): Promise<number> => {
    const due: unknown[] = await tx.query(
      `SELECT FROM upkeep WHERE task = 'problems' AND due_at <= clock_timestamp() FOR UPDATE SKIP LOCKED`,
    );
    if (due.length === 0) return 0;
    const at = await databaseTime(tx);
    const { suspicions } = await scanProblems(tx, { at, dryRun: false }, () => tx.query('SELECT'));
    await problemStore.lockOpening(tx);
    await openProblems(suspicions, at, tx);
    await tx.query(
      `DELETE FROM counted_complaints WHERE problem_id IS NULL AND opened_at < $1::timestamptz - interval '${keptDays} days'`,
      [at],
    );
    await tx.query(
      `DELETE FROM poor_feedback WHERE problem_id IS NULL AND occurred_at < $1::timestamptz - interval '${keptDays} days'`,
      [at],
    );
    await tx.query(
      `UPDATE upkeep SET due_at = ((($1::timestamptz AT TIME ZONE $2)::date + 1) + time '${atNight}') AT TIME ZONE $2
        WHERE task = 'problems'`,
      [at, zone],
    );
    return 1;
  };
