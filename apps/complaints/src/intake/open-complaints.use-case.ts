import type { Method, Severity } from '@harken/contracts';
import type { Tx } from '@harken/database';
import { newId } from '@harken/messaging';
import { routeComplaints } from '../assignment/route-complaints.use-case.ts';
import type { Complaint, CustomerFacts } from '../complaint/complaint.ts';
import { addComplaints } from '../complaint/execute/add-complaints.use-case.ts';
import { findDuplicates, proposeDuplicates } from '../duplicates/find-duplicates.use-case.ts';
import { loadOpeningContext } from './opening-context.queries.ts';

export interface IncomingComplaint {
  readonly origin: 'feedback' | 'person';
  readonly feedbackId: string | null;
  readonly customer: CustomerFacts;
  readonly touchpoint: string | null;
  readonly channel: string | null;
  readonly method: Method | null;
  readonly category: string | null;
  readonly campaign: string | null;
  readonly language: string | null;
  readonly text: string | null;
  readonly severity: Severity | null;
  /** null: now. */
  readonly occurredAt: Date | null;
  readonly actor: string;
  readonly by: string | null;
  /** The trace of its event: a batch has several. */
  readonly traceparent?: string | undefined;
}

/**
 * Checks for duplicates, routes, opens and saves new complaints, any number in a few statements. Feedback that has a
 * complaint already gets no second one.
 */
export async function openComplaints(incoming: readonly IncomingComplaint[], tx: Tx): Promise<Complaint[]> {
  if (incoming.length === 0) return [];
  const feedbackIds = incoming.flatMap(({ feedbackId }) => feedbackId ?? []);
  const { known, numbers, rules, duplicates, ...context } = await loadOpeningContext(tx, feedbackIds, incoming.length);
  const fresh = withoutExisting(incoming, known).map((one) => ({ ...one, id: newId() }));
  if (fresh.length === 0) return [];
  const said = fresh.map(({ customer, severity, ...one }) => ({
    ...one,
    severity: severity ?? ('normal' as const),
    segments: customer.segments,
    tier: customer.tier,
    stage: customer.stage,
    at: context.now,
  }));
  const repeats = await findDuplicates(
    fresh.map(({ customer, ...one }) => ({ ...one, customer: customer.externalId })),
    duplicates,
    context.now,
    tx,
  );
  const routed = await routeComplaints(said, rules, tx);
  const openings = fresh.flatMap(({ customer, actor, by, occurredAt, traceparent, ...one }, index) => {
    const [way, number] = [routed[index], numbers[index]];
    if (!way || !number) return [];
    const { repeated = false, proposed = [] } = repeats[index] ?? {};
    const { customerId, externalId, language: customerLanguage, ...facts } = customer;
    const saidSeverity = said[index]?.severity ?? way.severity;
    const complaint = {
      ...one,
      ...facts,
      ...way,
      saidSeverity,
      repeated,
      customerId,
      customer: externalId,
      customerLanguage,
    };
    const numbered = {
      ...complaint,
      number: `C-${context.now.getUTCFullYear()}-${number}`,
      occurredAt: occurredAt ?? context.now,
    };
    return [{ complaint: numbered, actor, by, traceparent, proposed }];
  });
  const complaints = await addComplaints(openings, context, tx);
  await proposeDuplicates(
    openings.map(({ complaint, proposed }) => ({ id: complaint.id, proposed })),
    context.now,
    tx,
  );
  return complaints;
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
