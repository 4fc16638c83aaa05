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
import { factsOf, type KnownCustomer } from '../customers/customer.ts';
import type { ComplaintVerdict, Judge } from '../verdict/complaint-verdict.ts';
import { languageOf } from '../verdict/language.ts';
import { patternOf } from './monitoring-pattern.ts';

export interface Attachment {
  readonly url: string;
  readonly name: string | null;
}

/** Feedback as a source gave it, checked. What it did not say is null. */
export interface FeedbackGiven {
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
  readonly programme: string | null;
  readonly pattern: Pattern | null;
  readonly category: string | null;
  readonly text: string | null;
  readonly language: string | null;
  readonly answers: Static<typeof Answers>;
  readonly attachments: readonly Attachment[];
  /** The complaint whose handling it is about. */
  readonly about: { readonly complaint: string } | null;
  readonly occurredAt: Date;
}

export interface FeedbackRecord extends FeedbackGiven {
  readonly id: string;
  readonly customerId: string;
  readonly pattern: Pattern;
  readonly complaint: ComplaintVerdict;
  readonly receivedAt: Date;
}

/** What becomes of feedback: its pattern, its language, and whether it is a complaint. */
export function recordFeedback(
  given: FeedbackGiven,
  { id, customerId, now, judge }: { id: string; customerId: string; now: Date; judge: Judge },
): FeedbackRecord {
  const language = given.text === null ? given.language : languageOf(given.text, given.language);
  const { kind, category, text, answers } = given;
  // Field by field: a copy by spread is slower to make and to read, in a place where every record comes by.
  return {
    source: given.source,
    sourceId: given.sourceId,
    customer: given.customer,
    method: given.method,
    kind,
    touchpoint: given.touchpoint,
    channel: given.channel,
    phase: given.phase,
    campaign: given.campaign,
    programme: given.programme,
    pattern: patternOf(given.method, given.pattern),
    category,
    text,
    language,
    answers,
    attachments: given.attachments,
    about: given.about,
    occurredAt: given.occurredAt,
    id,
    customerId,
    complaint: judge({ kind, category, text, language, answers }),
    receivedAt: now,
  };
}

/** What is told of it. A rating of the handling of a complaint stands first: who opens a complaint from the feedback knows of it then. */
export function eventsOf(record: FeedbackRecord, customer: KnownCustomer): NewEvent[] {
  const received = feedbackReceived(record, customer);
  return record.about ? [handlingRated(record, record.about.complaint, customer), received] : [received];
}

function feedbackReceived(record: FeedbackRecord, customer: KnownCustomer): NewEvent {
  return happened(FeedbackReceived, record.id, {
    source: record.source,
    sourceId: record.sourceId,
    method: record.method,
    kind: record.kind,
    touchpoint: record.touchpoint,
    channel: record.channel,
    phase: record.phase,
    campaign: record.campaign,
    programme: record.programme,
    pattern: record.pattern,
    category: record.category,
    text: record.text,
    language: record.language,
    answers: record.answers,
    feedbackId: record.id,
    customer: factsOf(customer),
    complaint: { verdict: record.complaint.verdict, reasons: [...record.complaint.reasons] },
    occurredAt: record.occurredAt.toISOString(),
    receivedAt: record.receivedAt.toISOString(),
  });
}

function handlingRated(record: FeedbackRecord, complaintId: string, customer: KnownCustomer): NewEvent {
  const { id: feedbackId, answers, occurredAt, receivedAt } = record;
  const { csat, nps, ces } = answers;
  return happened(HandlingRated, feedbackId, {
    complaintId,
    customer: factsOf(customer),
    rating: { feedbackId, csat, nps, ces },
    occurredAt: occurredAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
  });
}
