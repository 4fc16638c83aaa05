import {
  type Answers,
  FeedbackReceived,
  HandlingRated,
  happened,
  type Kind,
  type Method,
  type NewEvent,
  type Pattern,
  type phases,
} from '@harken/contracts';
import type { Static } from 'typebox';
import type { Classification, Classifier } from '../classification/classifier.ts';
import { detectLanguage } from '../classification/detect-language.ts';
import { customerFacts, type PublicCustomer } from '../customers/customer.ts';
import { monitoringPattern } from './monitoring-pattern.ts';

export interface Attachment {
  readonly url: string;
  readonly name: string | null;
}

/** Checked feedback from a source. A field that the source left out is null. */
export interface FeedbackInput {
  readonly source: string;
  readonly sourceId: string;
  /** External id. */
  readonly customer: string;
  readonly method: Method;
  readonly kind: Kind | null;
  readonly touchpoint: string | null;
  readonly channel: string | null;
  readonly phase: (typeof phases)[number] | null;
  readonly campaign: string | null;
  readonly product: string | null;
  readonly location: string | null;
  readonly programme: string | null;
  readonly pattern: Pattern | null;
  readonly category: string | null;
  readonly text: string | null;
  readonly language: string | null;
  readonly answers: Static<typeof Answers>;
  readonly attachments: readonly Attachment[];
  /** The complaint whose handling it is about. */
  readonly about: { readonly complaint: string } | null;
  /** It counts at its own time, and opens, alarms and triggers nothing. */
  readonly history: boolean;
  /** Of the content as received, see `digestOfFeedback`. */
  readonly digest: string;
  readonly occurredAt: Date;
}

export interface FeedbackRecord extends FeedbackInput {
  readonly id: string;
  readonly customerId: string;
  readonly pattern: Pattern;
  readonly complaint: Classification;
  readonly receivedAt: Date;
}

/** Adds what the service decides: the pattern, the language, and whether it is a complaint. */
export function createFeedbackRecord(
  input: FeedbackInput,
  { id, customer, now, classify }: { id: string; customer: PublicCustomer; now: Date; classify: Classifier },
): FeedbackRecord {
  const language = input.text === null ? input.language : detectLanguage(input.text, input.language, customer.language);
  const { kind, category, text, answers } = input;
  // Field by field, because a spread is slower to make and to read and every record comes through here.
  return {
    source: input.source,
    sourceId: input.sourceId,
    customer: input.customer,
    method: input.method,
    kind,
    touchpoint: input.touchpoint,
    channel: input.channel,
    phase: input.phase,
    campaign: input.campaign,
    product: input.product,
    location: input.location,
    programme: input.programme,
    pattern: monitoringPattern(input.method, input.pattern),
    category,
    text,
    language,
    answers,
    attachments: input.attachments,
    about: input.about,
    history: input.history,
    digest: input.digest,
    occurredAt: input.occurredAt,
    id,
    customerId: customer.id,
    complaint: classify({ kind, category, text, language, answers }),
    receivedAt: now,
  };
}

/** `handling-rated` comes first, so that a consumer that opens a complaint from the feedback already has the rating. */
export function feedbackEvents(record: FeedbackRecord, customer: PublicCustomer): NewEvent[] {
  const received = feedbackReceived(record, customer);
  return record.about ? [handlingRated(record, record.about.complaint, customer), received] : [received];
}

function feedbackReceived(record: FeedbackRecord, customer: PublicCustomer): NewEvent {
  return happened(FeedbackReceived, record.id, {
    source: record.source,
    sourceId: record.sourceId,
    method: record.method,
    kind: record.kind,
    touchpoint: record.touchpoint,
    channel: record.channel,
    phase: record.phase,
    campaign: record.campaign,
    product: record.product,
    location: record.location,
    programme: record.programme,
    pattern: record.pattern,
    category: record.category,
    text: record.text,
    language: record.language,
    answers: record.answers,
    feedbackId: record.id,
    customer: customerFacts(customer),
    complaint: { verdict: record.complaint.verdict, reasons: [...record.complaint.reasons] },
    history: record.history,
    occurredAt: record.occurredAt.toISOString(),
    receivedAt: record.receivedAt.toISOString(),
  });
}

function handlingRated(record: FeedbackRecord, complaintId: string, customer: PublicCustomer): NewEvent {
  const { id: feedbackId, answers, history, occurredAt, receivedAt } = record;
  const { csat, nps, ces } = answers;
  return happened(HandlingRated, feedbackId, {
    complaintId,
    customer: customerFacts(customer),
    rating: { feedbackId, csat, nps, ces },
    history,
    occurredAt: occurredAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
  });
}
