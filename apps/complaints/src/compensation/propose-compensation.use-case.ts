import type { Tx } from '@harken/messaging';
import { type ComplaintChange, changeComplaint } from '../complaint/execute/change-complaint.use-case.ts';
import { compensationLimits } from '../policies/compensation-limits/compensation-limits.document.ts';
import { compensationStore } from './compensation.store.ts';
import type { Compensation } from './compensation.ts';
import { type CompensationDecision, type CompensationProposal, propose } from './propose.ts';

/** Saves the proposal in one transaction with the events, the history and the version of the complaint. */
export async function proposeCompensation(
  change: ComplaintChange,
  proposal: CompensationProposal,
  tx: Tx,
): Promise<Compensation> {
  const limits = await compensationLimits.current(tx);
  let decided: CompensationDecision | undefined;
  await changeComplaint(
    change,
    (complaint, context) => {
      decided = propose(complaint, proposal, limits, context);
      return decided.decision;
    },
    tx,
  );
  if (!decided) throw new TypeError('A change of a complaint decides.');
  await compensationStore.save(tx, decided.compensation);
  return decided.compensation;
}
