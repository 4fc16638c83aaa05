import { Invalid, invalidRequest, Problem } from '@harken/errors';
import { assertStorable, checkerOf, toAjvSchema } from '@harken/service';
import { CustomerItem, toPutCustomer } from '../customers/customer.dto.ts';
import type { PutCustomer } from '../customers/put-customer.use-case.ts';
import { FeedbackBody, toFeedbackInput } from '../feedback/feedback.dto.ts';
import type { FeedbackInput } from '../feedback/feedback-record.ts';
import { InteractionBody, toInteractionInput } from '../interactions/interaction.dto.ts';
import type { InteractionInput } from '../interactions/interaction.ts';
import type { ImportedKind } from './import-job.ts';

/** A record of a file after its check. */
export type ImportItem =
  | { readonly kind: 'customers'; readonly command: PutCustomer }
  | { readonly kind: 'interactions'; readonly input: InteractionInput }
  | { readonly kind: 'feedback'; readonly input: FeedbackInput };

export interface ItemContext {
  readonly now: Date;
  /** What occurred before this goes in as history. */
  readonly historyBefore: Date;
  /** When the file came in: what a profile without `updatedAt` is of. */
  readonly sentAt: Date;
  /** For records that name none. */
  readonly source: string;
}

type Record = Readonly<{ [field: string]: unknown }>;
type ParseItem = (record: Record, context: ItemContext) => ImportItem;

const checkCustomer = checkerOf<CustomerItem>(toAjvSchema(CustomerItem));
const checkInteraction = checkerOf<InteractionBody>(toAjvSchema(InteractionBody));
const checkFeedback = checkerOf<FeedbackBody>(toAjvSchema(FeedbackBody));

const parsers: { readonly [kind in ImportedKind]: ParseItem } = {
  customers: (record, { now, sentAt }) => ({
    kind: 'customers',
    command: toPutCustomer(checkCustomer(record), now, sentAt),
  }),
  interactions: (record, context) => ({
    kind: 'interactions',
    input: asHistory(
      toInteractionInput(checkInteraction(withSource(record, context)), arrivalOf(context)),
      record,
      context,
    ),
  }),
  feedback: (record, context) => ({
    kind: 'feedback',
    input: asHistory(toFeedbackInput(checkFeedback(withSource(record, context)), arrivalOf(context)), record, context),
  }),
};

/** The item of a record by the checks of REST, or why it is refused. A bad one does not affect the others. */
export function parseImportItem(kind: ImportedKind, record: unknown, context: ItemContext): ImportItem | Problem {
  try {
    assertStorable(record);
    if (typeof record !== 'object' || record === null)
      throw invalidRequest([{ pointer: '', code: 'wrong-type', detail: 'must be an object' }]);
    return parsers[kind](record as Record, context);
  } catch (error) {
    if (error instanceof Invalid || error instanceof Problem) return error;
    throw error;
  }
}

const arrivalOf = ({ now }: ItemContext) => ({ receivedAt: now, undated: false });

const withSource = (record: Record, { source }: ItemContext): Record =>
  record.source === undefined || record.source === null ? { ...record, source } : record;

/**
 * What is old goes in as history, unless the row says itself whether it is. The digest stays that of the row: the same
 * file sent a month later is a repeat, not a contradiction.
 */
function asHistory<T extends { readonly history: boolean; readonly occurredAt: Date }>(
  input: T,
  { history }: Record,
  { historyBefore }: ItemContext,
): T {
  if (history !== undefined && history !== null) return input;
  return input.occurredAt < historyBefore ? { ...input, history: true } : input;
}
