import type { Tx } from '@harken/database';
import { system } from '../complaint.ts';
import { decideWith } from '../escalation/escalation-chain.ts';
import { complaintStore } from '../storage/complaint.store.ts';
import { commandContext } from './change-complaint.use-case.ts';

/**
 * Fires the most overdue steps of clocks and escalations, at most `limit` of each, and returns their number. Complaints
 * locked by others are skipped: a command that holds one fires its due steps itself.
 */
export async function fireDueTimers(limit: number, tx: Tx): Promise<number> {
  return complaintStore.fireDue(tx, limit, (complaint, context) =>
    decideWith(complaint, commandContext(context, system), () => undefined),
  );
}
