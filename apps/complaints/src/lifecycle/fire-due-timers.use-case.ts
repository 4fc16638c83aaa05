import type { Tx } from '@harken/messaging';
import { fireDueSteps } from '../escalation/ladder.ts';
import { Change } from './change.ts';
import { momentOf } from './change-complaint.use-case.ts';
import { complaintStore } from './complaint.store.ts';
import { system } from './complaint.ts';

/**
 * Works the complaints with the oldest due timers, at most `limit`, and returns how many it worked. Complaints that
 * somebody else holds are passed over, never waited for: a command that holds one fires what is due itself.
 */
export async function fireDueTimers(limit: number, tx: Tx): Promise<number> {
  const ids = await complaintStore.claimDue(tx, limit);
  if (ids.length === 0) return 0;
  return complaintStore.fireLocked(tx, ids, (complaint, now) => {
    const change = new Change(complaint, momentOf(now, system));
    fireDueSteps(change);
    return change.done();
  });
}
