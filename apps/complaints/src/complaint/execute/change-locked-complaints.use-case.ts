import type { Tx } from '@harken/database';
import type { Command } from '../command.ts';
import type { Complaint, ComplaintRow } from '../complaint.ts';
import { decide } from '../decide/decide.ts';
import { complaintStore } from '../storage/complaint.store.ts';
import { commandContext } from './change-complaint.use-case.ts';

/** Who executes the commands. */
export interface ChangeAuthor {
  readonly actor: string;
  readonly by: string | null;
}

/** Executes one command per locked complaint and saves all in one statement. The caller holds the locks. */
export const changeLockedComplaints = (
  rows: readonly ComplaintRow[],
  { actor, by }: ChangeAuthor,
  commandFor: (complaint: Complaint) => Command,
  tx: Tx,
): Promise<void> =>
  complaintStore.updateLocked(tx, rows, (complaint, context) =>
    decide(complaint, commandFor(complaint), commandContext(context, actor, by)),
  );
