import { type Identity } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import { newId } from '@harken/messaging';
import type { DecisionContext } from '../../policies/response-policy/policy-context.ts';
import type { Command } from '../command.ts';
import type { CommandContext, Complaint, ComplaintRow } from '../complaint.ts';
import { decide } from '../decide/decide.ts';
import type { Decision } from '../history/change.ts';
import { complaintStore } from '../storage/complaint.store.ts';
import { lockComplaints } from '../storage/locked-complaints.queries.ts';

/** The complaint, the version that the caller expects, and who changes it. */
export interface ComplaintChange {
  readonly id: string;
  readonly expectedVersion: number | undefined;
  readonly actor: Identity;
  /** The person that the client says it acts for. */
  readonly onBehalfOf: string | null | undefined;
}

export const commandContext = (
  { now, policyContext }: DecisionContext,
  actor: Identity,
  onBehalfOf?: string | null,
): CommandContext => ({
  now,
  policyContext,
  actor,
  onBehalfOf: onBehalfOf ?? null,
  newId,
});

/** Changes one complaint by the given decision; null leaves it as it is. */
export function changeComplaint<D extends Decision | null>(
  { id, expectedVersion, actor, onBehalfOf }: ComplaintChange,
  decision: (complaint: Complaint, context: CommandContext) => D,
  tx: Tx,
): Promise<Complaint | (D & null)> {
  return complaintStore.change(tx, id, expectedVersion, (complaint, context) =>
    decision(complaint, commandContext(context, actor, onBehalfOf)),
  );
}

export const executeCommand = (change: ComplaintChange, command: Command, tx: Tx): Promise<Complaint> =>
  changeComplaint(change, (complaint, context) => decide(complaint, command, context), tx);

/** Locks a complaint until the commit, for decisions that read other tables first. */
export async function lockComplaint(id: string, tx: Tx): Promise<ComplaintRow> {
  const [row] = await lockComplaints(tx, [id]);
  if (!row) throw new NotFound('complaint', id);
  return row;
}

/** Executes one command per locked complaint and saves all in one statement. The caller holds the locks. */
export const changeLockedComplaints = (
  rows: readonly ComplaintRow[],
  { actor, onBehalfOf }: Pick<ComplaintChange, 'actor' | 'onBehalfOf'>,
  commandFor: (complaint: Complaint) => Command,
  tx: Tx,
): Promise<void> =>
  complaintStore.updateLocked(tx, rows, (complaint, context) =>
    decide(complaint, commandFor(complaint), commandContext(context, actor, onBehalfOf)),
  );
