import type { Tx } from '@harken/database';
import { system } from '../complaint/complaint.ts';
import { changeCompensation } from './change-compensation.use-case.ts';
import { compensationStore } from './compensation.store.ts';
import { expireIfDue } from './compensation-timers.ts';

/** Fires the most overdue ones, at most `limit`, and returns their number. Any number of replicas may do it. */
export async function fireDueCompensations(limit: number, tx: Tx): Promise<number> {
  const due = await compensationStore.claimDue(tx, limit);
  for (const { id } of due)
    await changeCompensation({ id, expectedVersion: undefined, actor: system, by: null }, expireIfDue, tx);
  return due.length;
}
