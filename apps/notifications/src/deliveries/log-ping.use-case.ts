import type { Tx } from '@harken/database';
import { type Attempt, attemptLog } from './attempt-log.store.ts';

/** Adds a test to the log of attempts and changes nothing else. */
export function logPing(attempt: Attempt, tx: Tx): Promise<void> {
  return attemptLog.record(tx, [attempt]);
}
