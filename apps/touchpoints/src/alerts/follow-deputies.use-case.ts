import type { EventData, PersonChanged } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { alertReviewStore } from './alert-review.store.ts';

/** Keeps who stands in for whom: alerts that nobody acknowledges go there. */
export const followDeputies = (
  { data: { person } }: { readonly data: EventData<typeof PersonChanged> },
  tx: Tx,
): Promise<void> => alertReviewStore.saveDeputy(tx, person.personId, person.deputy);
