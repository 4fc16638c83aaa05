import { databaseTime, type Tx } from '@harken/database';
import { Stale } from '@harken/errors';
import { type CommandContext, type Complaint, system } from '../complaint/complaint.ts';
import {
  type ComplaintChange,
  changeComplaint,
  lockComplaint,
} from '../complaint/execute/change-complaint.use-case.ts';
import { compensationLimits } from '../policies/compensation-limits/compensation-limits.document.ts';
import {
  type CommittedSums,
  nothingCommitted,
  type VersionedLimits,
} from '../policies/compensation-limits/compensation-limits.ts';
import { compensationStore } from './compensation.store.ts';
import type { Compensation } from './compensation.ts';
import { expireIfDue } from './compensation-timers.ts';
import { type CompensationCommand, decideCompensation } from './decide-compensation.ts';
import { type CompensationDecision, type CompensationProposal, propose } from './propose.ts';

/** The compensation, the version that the caller expects, and who changes it. */
export type CompensationChange = ComplaintChange;

/** Changes one compensation under the lock of its complaint. */
export async function changeCompensation(
  { id, expectedVersion, actor, onBehalfOf }: CompensationChange,
  decide: (
    complaint: Complaint,
    before: Compensation,
    othersPending: boolean,
    context: CommandContext,
  ) => CompensationDecision,
  tx: Tx,
): Promise<Compensation> {
  const { complaintId } = await compensationStore.find(tx, id);
  await lockComplaint(complaintId, tx);
  // Read again: the last holder of the lock may have changed it.
  const before = await compensationStore.find(tx, id);
  if (expectedVersion !== undefined && expectedVersion !== before.version)
    throw new Stale('compensation.stale', `The compensation has moved on to version ${before.version}.`, {
      version: before.version,
    });
  const othersPending = await compensationStore.hasOtherPending(tx, before);
  let after = before;
  await changeComplaint(
    { id: complaintId, expectedVersion: undefined, actor, onBehalfOf },
    (complaint, context) => {
      const { decision, compensation } = decide(complaint, before, othersPending, context);
      after = compensation;
      return decision;
    },
    tx,
  );
  await compensationStore.save(tx, after);
  return after;
}

export async function executeCompensationCommand(change: CompensationChange, command: CompensationCommand, tx: Tx) {
  const limits = await compensationLimits.current(tx);
  const committed = await committedBeside(change.id, command, limits, tx);
  return changeCompensation(
    change,
    (complaint, before, othersPending, context) =>
      decideCompensation(complaint, before, command, { limits, committed, othersPending }, context),
    tx,
  );
}

/** Only an approval needs the sums; under the lock of the complaint, which every change of a compensation takes first. */
async function committedBeside(
  id: string,
  { name }: CompensationCommand,
  { window }: VersionedLimits,
  tx: Tx,
): Promise<CommittedSums> {
  if (name !== 'approve') return nothingCommitted;
  const compensation = await compensationStore.find(tx, id);
  await lockComplaint(compensation.complaintId, tx);
  return compensationStore.committed(tx, compensation, await databaseTime(tx), window);
}

/** Saves the proposal in one transaction with the events, the history and the version of the complaint. */
export async function proposeCompensation(
  change: ComplaintChange,
  proposal: CompensationProposal,
  tx: Tx,
): Promise<Compensation> {
  const limits = await compensationLimits.current(tx);
  const { customer } = await lockComplaint(change.id, tx);
  const of = { id: null, customer, complaintId: change.id, currency: proposal.amount?.currency ?? null };
  const committed = await compensationStore.committed(tx, of, await databaseTime(tx), limits.window);
  let decided: CompensationDecision | undefined;
  await changeComplaint(
    change,
    (complaint, context) => {
      decided = propose(complaint, proposal, { limits, committed }, context);
      return decided.decision;
    },
    tx,
  );
  if (!decided) throw new TypeError('A change of a complaint decides.');
  await compensationStore.save(tx, decided.compensation);
  return decided.compensation;
}

/** Fires the most overdue ones, at most `limit`, and returns their number. Any number of replicas may do it. */
export async function fireDueCompensations(limit: number, tx: Tx): Promise<number> {
  const due = await compensationStore.claimDue(tx, limit);
  for (const { id } of due)
    await changeCompensation({ id, expectedVersion: undefined, actor: system, onBehalfOf: null }, expireIfDue, tx);
  return due.length;
}
