import type { Tx } from '@harken/database';
import { Invalid, NotFound } from '@harken/errors';
import type { CommandOf } from '../command.ts';
import type { Complaint } from '../complaint.ts';
import { lockComplaints } from '../storage/locked-complaints.queries.ts';
import { type ComplaintChange, executeCommand } from './change-complaint.use-case.ts';

export async function linkComplaints(
  change: ComplaintChange,
  { to, kind }: Omit<CommandOf<'link'>, 'name'>,
  tx: Tx,
): Promise<Complaint> {
  // Both at once in the order of their ids, so that two that are linked to each other cannot deadlock.
  const found = await lockComplaints(tx, [change.id, to]);
  if (!found.some(({ id }) => id === change.id)) throw new NotFound('complaint', change.id);
  if (!found.some(({ id }) => id === to)) throw unknownComplaint(to, '/to');
  return executeCommand(change, { name: 'link', to, kind }, tx);
}

/** A body names a complaint that does not exist. */
export const unknownComplaint = (id: string, pointer: string): Invalid =>
  new Invalid('complaint.unknown', 'The other complaint does not exist.', [
    { pointer, code: 'complaint.unknown', detail: `No complaint has the id ${id}.` },
  ]);
