import { Stale } from '@harken/errors';
import type { Tx } from '@harken/messaging';
import type { CommandContext, Complaint } from '../complaint/complaint.ts';
import { changeComplaint } from '../complaint/execute/change-complaint.use-case.ts';
import { lockComplaint } from '../complaint/execute/lock-complaint.use-case.ts';
import { compensationLimits } from '../policies/compensation-limits/compensation-limits.document.ts';
import { compensationStore } from './compensation.store.ts';
import type { Compensation } from './compensation.ts';
import { type CompensationCommand, decideCompensation } from './decide-compensation.ts';
import type { CompensationDecision } from './propose.ts';

export interface CompensationChange {
  readonly id: string;
  readonly expectedVersion: number | undefined;
  readonly actor: string;
  readonly by: string | null | undefined;
}

/** Changes one compensation under the lock of its complaint. */
export async function changeCompensation(
  { id, expectedVersion, actor, by }: CompensationChange,
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
    { id: complaintId, expectedVersion: undefined, actor, by },
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
  return changeCompensation(
    change,
    (complaint, before, othersPending, context) =>
      decideCompensation(complaint, before, command, { limits, othersPending: othersPending }, context),
    tx,
  );
}
