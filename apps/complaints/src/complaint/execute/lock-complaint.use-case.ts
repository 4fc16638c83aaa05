import type { Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import type { ComplaintRow } from '../complaint.ts';
import { lockComplaints } from '../storage/locked-complaints.queries.ts';

/** Locks a complaint until the commit, for decisions that read other tables first. */
export async function lockComplaint(id: string, tx: Tx): Promise<ComplaintRow> {
  const [row] = await lockComplaints(tx, [id]);
  if (!row) throw new NotFound('complaint', id);
  return row;
}
