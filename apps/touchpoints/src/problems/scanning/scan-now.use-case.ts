import { databaseTime, type Tx } from '@harken/database';
import { Invalid } from '@harken/errors';
import { problemStore } from '../problem.store.ts';
import { openProblems } from './open-problems.use-case.ts';
import { type ProblemScan, scanProblems } from './scan-problems.use-case.ts';

/** What the nightly scan does, as of `at`; a dry run opens nothing. `problems` are those that were opened or came back. */
export async function scanNow(
  at: Date | undefined,
  dryRun: boolean,
  tx: Tx,
): Promise<ProblemScan & { readonly problems: readonly string[] }> {
  const now = await databaseTime(tx);
  const asOf = at ?? now;
  if (asOf > now)
    throw new Invalid('problem.scan-in-future', 'Only what has happened can be scanned.', [
      { pointer: '/at', code: 'problem.scan-in-future', detail: 'must not be in the future' },
    ]);
  if (!dryRun) await problemStore.lockOpening(tx);
  const scan = await scanProblems(tx, { at: asOf, dryRun }, () => tx.query('SELECT'));
  const opened = dryRun ? [] : await openProblems(scan.suspicions, now, tx);
  return { ...scan, problems: opened.map(({ id }) => id) };
}
