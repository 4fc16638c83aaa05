import type { Tx } from '@harken/messaging';
import { system } from '../complaint.ts';
import { fireDueSteps } from '../escalation/escalation-chain.ts';
import { Change } from '../history/change.ts';
import { complaintStore } from '../storage/complaint.store.ts';
import { commandContext } from './change-complaint.use-case.ts';

/**
 * Works the complaints of the clocks and of management's deadlines that are due longest, at most `limit` of each, and
 * returns how many there were.
 * Complaints that somebody else holds are passed over, never waited for: a command that holds one fires what is due
 * itself.
 */
export async function fireDueTimers(limit: number, tx: Tx): Promise<number> {
  return complaintStore.fireDue(tx, limit, (complaint, context) => {
    const change = new Change(complaint, commandContext(context, system));
    fireDueSteps(change);
    return change.decision();
  });
}
