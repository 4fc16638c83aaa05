import { type Identity } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import { newId } from '@harken/messaging';
import type { DecisionContext } from '../../policies/response-policy/policy-context.ts';
import type { Command } from '../command.ts';
import { type CommandContext, type Complaint, type ComplaintRow, system } from '../complaint.ts';
import { decide } from '../decide/decide.ts';
import { importComplaint, type PastComplaint } from '../decide/import-complaint.ts';
import { type NewComplaint, openComplaint } from '../decide/open-complaint.ts';
import { decideWith } from '../escalation/escalation-chain.ts';
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

/**
 * Fires the most overdue steps of clocks and escalations, at most `limit` of each, and returns their number. Complaints
 * locked by others are skipped: a command that holds one fires its due steps itself.
 */
export async function fireDueTimers(limit: number, tx: Tx): Promise<number> {
  return complaintStore.fireDue(tx, limit, (complaint, context) =>
    decideWith(complaint, commandContext(context, system), () => undefined),
  );
}

export interface ComplaintToAdd {
  readonly complaint: NewComplaint;
  readonly actor: Identity;
  readonly onBehalfOf: string | null;
  readonly traceparent: string | undefined;
}

/** Opens and saves new complaints, any number in one statement. */
export async function addComplaints(
  added: readonly ComplaintToAdd[],
  context: DecisionContext,
  tx: Tx,
): Promise<Complaint[]> {
  const openings = added.map(({ complaint, actor, onBehalfOf, traceparent }) => ({
    ...openComplaint(complaint, commandContext(context, actor, onBehalfOf)),
    traceparent,
  }));
  await complaintStore.add(tx, openings, context.now);
  return openings.map(({ decision }) => decision.complaint);
}

/** Takes over complaints of another system, any number in one statement. */
export async function addPastComplaints(
  past: readonly PastComplaint[],
  actor: Identity,
  context: DecisionContext,
  tx: Tx,
): Promise<void> {
  const openings = past.map((complaint) => importComplaint(complaint, commandContext(context, actor)));
  await complaintStore.add(tx, openings, context.now);
}
