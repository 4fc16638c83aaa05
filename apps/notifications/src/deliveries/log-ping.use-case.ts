import type { Tx } from '@harken/messaging';
import { type Attempt, attemptLog } from './attempt-log.store.ts';

/** A test shows up among the attempts, and changes nothing else. */
export function logPing(attempt: Attempt, tx: Tx): Promise<void> {
  return attemptLog.record(tx, [attempt]);
}
