import type { Tx } from '@harken/database';
import { newId } from '@harken/messaging';
import type { DuplicatePolicy } from '../policies/duplicate-policy/duplicate-policy.ts';
import { loadHistory } from './customer-history.queries.ts';
import { type DuplicateCheckInput, type DuplicateCheckResult, detectDuplicates } from './duplicate-detection.ts';
import { proposalStore } from './proposal.store.ts';

/** New complaints with what each may repeat: two statements for any number. */
export const findDuplicates = async <C extends DuplicateCheckInput>(
  incoming: readonly C[],
  policy: DuplicatePolicy,
  tx: Tx,
): Promise<(C & DuplicateCheckResult)[]> => detectDuplicates(incoming, await loadHistory(tx, incoming, policy), policy);

/** Adds the proposals for people to decide; call after the complaints were saved. */
export async function proposeDuplicates(
  found: readonly (Pick<DuplicateCheckResult, 'proposed'> & { readonly id: string })[],
  now: Date,
  tx: Tx,
): Promise<void> {
  const proposals = found.flatMap(({ id: complaintId, proposed }) =>
    proposed.map((one) => ({ ...one, id: newId(), complaintId, at: now })),
  );
  await proposalStore.add(tx, proposals);
}
