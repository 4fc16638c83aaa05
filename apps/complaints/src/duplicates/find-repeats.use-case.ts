import { newId, type Tx } from '@harken/messaging';
import type { DuplicatePolicy } from '../policies/duplicate-policy/duplicate-policy.ts';
import { proposalStore } from './proposal.store.ts';
import { knownOf } from './repeats.queries.ts';
import { findRepeats, type Repeats, type Said } from './repeats.ts';

/** What complaints that come in repeat, whatever their number in two statements. */
export async function repeatsOf(said: readonly Said[], policy: DuplicatePolicy, now: Date, tx: Tx): Promise<Repeats[]> {
  return findRepeats(said, await knownOf(tx, said, policy, now), policy);
}

/** Puts the links before people, after the complaints were saved. */
export async function proposeDuplicates(
  found: readonly (Pick<Repeats, 'proposed'> & { readonly id: string })[],
  now: Date,
  tx: Tx,
): Promise<void> {
  const proposals = found.flatMap(({ id: complaintId, proposed }) =>
    proposed.map((one) => ({ ...one, id: newId(), complaintId, at: now })),
  );
  await proposalStore.add(tx, proposals);
}
