import type { Tx } from '@harken/database';
import { Invalid, NotFound, RuleBroken } from '@harken/errors';
import type { CommandOf } from '../command.ts';
import type { Complaint, ComplaintRow } from '../complaint.ts';
import { lockComplaints } from '../storage/locked-complaints.queries.ts';
import { type ComplaintChange, executeCommand } from './change-complaint.use-case.ts';

/** Marks the complaint as duplicate of another one, which must not be a duplicate itself. */
export async function markDuplicate(
  change: ComplaintChange,
  command: Omit<CommandOf<'mark-duplicate'>, 'name'>,
  tx: Tx,
): Promise<Complaint> {
  const original = await lockPair(change.id, command.of, '/of', tx);
  if (original.duplicateOf)
    throw new RuleBroken('complaint.duplicate-of-duplicate', 'That one is a duplicate itself: name its original.', {
      of: command.of,
      original: original.duplicateOf,
    });
  return executeCommand(change, { name: 'mark-duplicate', ...command }, tx);
}

export async function linkComplaints(
  change: ComplaintChange,
  { to, kind }: Omit<CommandOf<'link'>, 'name'>,
  tx: Tx,
): Promise<Complaint> {
  await lockPair(change.id, to, '/to', tx);
  return executeCommand(change, { name: 'link', to, kind }, tx);
}

/**
 * Locks both at once in the order of their ids, so that two complaints marked as each other's duplicates cannot
 * deadlock.
 */
async function lockPair(id: string, other: string, pointer: string, tx: Tx): Promise<ComplaintRow> {
  const found = await lockComplaints(tx, [id, other]);
  if (!found.some((row) => row.id === id)) throw new NotFound('complaint', id);
  const row = found.find((one) => one.id === other);
  if (row) return row;
  throw new Invalid('complaint.unknown', 'The other complaint does not exist.', [
    { pointer, code: 'complaint.unknown', detail: `No complaint has the id ${other}.` },
  ]);
}
