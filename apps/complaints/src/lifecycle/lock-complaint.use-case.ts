import { NotFound } from '@harken/errors';
import type { Tx } from '@harken/messaging';
import { complaintStore } from './complaint.store.ts';
import type { ComplaintRow } from './complaint.ts';

/** For decisions that need to look elsewhere first. The lock is held until the commit. */
export async function lockComplaint(id: string, tx: Tx): Promise<ComplaintRow> {
  const [row] = await complaintStore.lock(tx, [id]);
  if (!row) throw new NotFound('complaint', id);
  return row;
}
