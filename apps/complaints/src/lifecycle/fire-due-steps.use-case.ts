import type { Tx } from '@harken/messaging';
import { fireDueSteps } from '../escalation/ladder.ts';
import { Change } from './change.ts';
import { momentOf } from './change-complaint.use-case.ts';
import { complaintStore } from './complaint.store.ts';
import { system } from './complaint.ts';

/**
 * Works the complaints with the oldest due timers, at most `limit`, and returns how many it changed. Complaints that
 * somebody else holds are passed over, never waited for: a command that holds one fires what is due itself.
 */
export async function fireDueTimers(limit: number, tx: Tx): Promise<number> {
  // The sub-select keeps the time an index condition: clock_timestamp() alone is asked for every row.
  const claimed = (await tx.query(
    `SELECT c.id FROM timers t JOIN complaints c ON c.id = t.complaint_id
     WHERE t.due_at <= (SELECT clock_timestamp())
     ORDER BY t.due_at, t.complaint_id LIMIT $1 FOR NO KEY UPDATE OF c SKIP LOCKED`,
    [limit],
  )) as { id: string }[];
  if (claimed.length === 0) return 0;
  const ids = [...new Set(claimed.map(({ id }) => id))];
  const changed = await complaintStore.changeLocked(tx, ids, (complaint, now) => {
    const change = new Change(complaint, momentOf(now, system));
    fireDueSteps(change);
    return change.done();
  });
  return changed.length;
}

/** Milliseconds until the next timer by the time of the database; negative when it is late. */
export async function nextTimerInMs(tx: Tx): Promise<number | null> {
  const [{ ms }] = (await tx.query(
    'SELECT extract(epoch FROM min(due_at) - clock_timestamp())::float8 * 1000 AS ms FROM timers',
  )) as [{ ms: number | null }];
  return ms;
}
