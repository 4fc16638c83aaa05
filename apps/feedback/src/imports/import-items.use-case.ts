import type { Tx } from '@harken/database';
import type { Problem } from '@harken/errors';
import { type PutCustomer, putCustomers } from '../customers/put-customer.use-case.ts';
import type { FeedbackInput } from '../feedback/feedback-record.ts';
import { receiveFeedback } from '../feedback/receive-feedback.use-case.ts';
import type { InteractionInput } from '../interactions/interaction.ts';
import { recordInteractions } from '../interactions/record-interactions.use-case.ts';

/** What became of an item: a problem where it contradicts what came in before. */
export type ImportOutcome = 'accepted' | 'duplicate' | Problem;

/** Items of one kind. */
export type ImportItems =
  | { readonly kind: 'customers'; readonly inputs: readonly PutCustomer[] }
  | { readonly kind: 'interactions'; readonly inputs: readonly InteractionInput[] }
  | { readonly kind: 'feedback'; readonly inputs: readonly FeedbackInput[] };

/** Stores items of one kind in the transaction. Results are in the order of the items. */
export async function importItems(items: ImportItems, tx: Tx): Promise<ImportOutcome[]> {
  switch (items.kind) {
    case 'customers':
      return (await putCustomers(items.inputs, tx)).map(({ outcome }) =>
        outcome === 'created' || outcome === 'changed' ? 'accepted' : 'duplicate',
      );
    case 'interactions':
      return (await recordInteractions(items.inputs, tx)).map(outcomeOf);
    case 'feedback':
      return (await receiveFeedback(items.inputs, tx)).map(outcomeOf);
  }
}

const outcomeOf = ({
  isNew,
  conflict,
}: {
  readonly isNew: boolean;
  readonly conflict?: Problem | undefined;
}): ImportOutcome => conflict ?? (isNew ? 'accepted' : 'duplicate');
