import { type Identity, type Severity } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { newId } from '@harken/messaging';
import { routeComplaints } from '../assignment/route-complaints.use-case.ts';
import { type Complaint, type ComplaintSubject, type CustomerFacts, customerColumns } from '../complaint/complaint.ts';
import type { NewComplaint } from '../complaint/decide/open-complaint.ts';
import { addComplaints } from '../complaint/execute/change-complaint.use-case.ts';
import { currentCustomers } from '../customers/customers.use-case.ts';
import { keepRecordedCustomers } from '../customers/follow-merges.use-case.ts';
import { findDuplicates, proposeDuplicates } from '../duplicates/find-duplicates.use-case.ts';
import { loadOpeningContext } from './opening-context.queries.ts';

export type IncomingComplaint = ComplaintSubject &
  Pick<NewComplaint, 'origin' | 'feedbackId'> & {
    readonly customer: CustomerFacts | null;
    readonly text: string | null;
    readonly severity: Severity | null;
    /** null: now. */
    readonly occurredAt: Date | null;
    /** When it reached the company, since when its clocks run; null: now. */
    readonly openedAt: Date | null;
    readonly actor: Identity;
    readonly onBehalfOf: string | null;
    /** The trace of its event: a batch has several. */
    readonly traceparent?: string | undefined;
  };

/**
 * Checks for duplicates, routes, opens and saves new complaints, any number in a few statements. Feedback that has a
 * complaint already gets no second one.
 */
export async function openComplaints(incoming: readonly IncomingComplaint[], tx: Tx): Promise<Complaint[]> {
  if (incoming.length === 0) return [];
  const feedbackIds = incoming.flatMap(({ feedbackId }) => feedbackId ?? []);
  const { known, numbers, rules, duplicates, ...context } = await loadOpeningContext(tx, feedbackIds, incoming.length);
  const unknown = withoutExisting(incoming, known);
  if (unknown.length === 0) return [];
  const currentOf = await currentCustomers(
    unknown.map(({ customer }) => customer),
    tx,
  );
  const fresh = unknown.map((one, nth) =>
    withFacts({ ...one, customer: currentOf(one.customer) }, numbers[nth], context.now),
  );
  const compared = await findDuplicates(fresh, duplicates, tx);
  const routed = await routeComplaints(compared, rules, tx);
  const complaints = await addComplaints(
    routed.map(({ actor, onBehalfOf, traceparent, at: _at, proposed: _proposed, ...complaint }) => ({
      complaint,
      actor,
      onBehalfOf,
      traceparent,
    })),
    context,
    tx,
  );
  await proposeDuplicates(routed, context.now, tx);
  // Recorded for a customer who was merged before this came here: it goes back with that one.
  const moved = unknown.map(({ customer }, nth) => ({ complaintId: fresh[nth]?.id ?? '', customer }));
  await keepRecordedCustomers(
    moved.filter(({ customer }) => customer !== currentOf(customer)),
    tx,
  );
  return complaints;
}

/** With its id and number, and the facts that duplicate detection, routing and opening go by. */
function withFacts({ customer, severity, ...incoming }: IncomingComplaint, number: string | undefined, now: Date) {
  if (number === undefined) throw new TypeError('There are fewer new numbers than complaints.');
  const saidSeverity = severity ?? 'normal';
  return {
    ...incoming,
    ...customerColumns(customer),
    id: newId(),
    number: `C-${now.getUTCFullYear()}-${number}`,
    severity: saidSeverity,
    saidSeverity,
    occurredAt: incoming.occurredAt ?? now,
    openedAt: incoming.openedAt !== null && incoming.openedAt < now ? incoming.openedAt : now,
    at: now,
  };
}

function withoutExisting(incoming: readonly IncomingComplaint[], known: ReadonlySet<string>): IncomingComplaint[] {
  const seen = new Set(known);
  return incoming.filter(({ feedbackId }) => {
    if (feedbackId === null) return true;
    if (seen.has(feedbackId)) return false;
    seen.add(feedbackId);
    return true;
  });
}
