import {
  type Answers,
  type EventData,
  FeedbackReceived,
  HandlingRated,
  happened,
  type Kind,
  type Method,
  type NewEvent,
  type Pattern,
  PraiseReceived,
  type phases,
  type Voice,
} from '@harken/contracts';
import type { Static } from 'typebox';
import type { Classification, Classifier } from '../classification/classifier.ts';
import { detectLanguage } from '../classification/detect-language.ts';
import { customerFacts, type PublicCustomer } from '../customers/customer.ts';
import type { AssignedTheme, ThemeAssignment } from '../themes/theme-assignment.ts';
import { monitoringPattern } from './monitoring-pattern.ts';

export interface Attachment {
  readonly url: string;
  readonly name: string | null;
}

/** What was done at the touchpoint or left out, as the speaker saw it. */
export interface ActionSeen {
  readonly action: string;
  readonly done: boolean;
}

/** What it is about when it is not the service: how a complaint was handled, or what was done about a problem. */
export type About = { readonly complaint: string } | { readonly problem: string };

export const aboutOf = (complaint: string | null, problem: string | null): About | null => {
  if (complaint !== null) return { complaint };
  return problem === null ? null : { problem };
};
export const complaintOf = (about: About | null) => (about && 'complaint' in about ? about.complaint : null);
export const problemOf = (about: About | null) => (about && 'problem' in about ? about.problem : null);

/** Checked feedback from a source. A field that the source left out is null. */
export interface FeedbackInput {
  readonly source: string;
  readonly sourceId: string;
  readonly voice: Voice;
  /** External id; null: nobody knows who it was, or it is no customer who speaks. */
  readonly customer: string | null;
  /** A person's id: whom it is about; of staff and management, who speaks. */
  readonly employee: string | null;
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
  readonly actions: readonly ActionSeen[];
  readonly about: About | null;
  /** It counts at its own time, and opens, alarms and triggers nothing. */
  readonly history: boolean;
  /** Of the content as received, see `digestOfFeedback`. */
  readonly digest: string;
  readonly occurredAt: Date;
}

export interface FeedbackRecord extends FeedbackInput {
  readonly id: string;
  readonly customerId: string | null;
  readonly pattern: Pattern;
  readonly complaint: Classification;
  /** What its text speaks of, by their ids. */
  readonly themes: readonly AssignedTheme[];
  /** The text reader found no theme that is clearly the nearest. */
  readonly themesUnsure: boolean;
  readonly receivedAt: Date;
  /** 1 as it came in; grows with each correction. */
  readonly version: number;
  readonly correctedAt: Date | null;
  /** It was never said: it counts nowhere. */
  readonly retractedAt: Date | null;
}

const noComplaint: Classification = { verdict: 'none', reasons: [] };

interface RecordContext {
  readonly id: string;
  readonly customer: PublicCustomer | null;
  readonly now: Date;
  readonly classify: Classifier;
  readonly assignThemes: (text: string | null, language: string | null) => ThemeAssignment;
}

/** Adds what the service decides: the pattern, the language, whether it is a complaint, and what it speaks of. */
export function createFeedbackRecord(
  input: FeedbackInput,
  { id, customer, now, classify, assignThemes }: RecordContext,
): FeedbackRecord {
  const language =
    input.text === null ? input.language : detectLanguage(input.text, input.language, customer?.language ?? null);
  const { kind, category, text, answers } = input;
  const { themes, unsure } = assignThemes(text, language);
  // Field by field, because a spread is slower to make and to read and every record comes through here.
  return {
    source: input.source,
    sourceId: input.sourceId,
    voice: input.voice,
    customer: customer?.externalId ?? null,
    employee: input.employee,
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
    actions: input.actions,
    about: input.about,
    history: input.history,
    digest: input.digest,
    occurredAt: input.occurredAt,
    id,
    customerId: customer?.id ?? null,
    complaint: input.voice === 'customer' ? classify({ kind, category, text, language, answers }) : noComplaint,
    themes,
    themesUnsure: unsure,
    receivedAt: now,
    version: 1,
    correctedAt: null,
    retractedAt: null,
  };
}

export type FeedbackFacts = Omit<EventData<typeof FeedbackReceived>, 'feedbackId'>;

/** `handling-rated` comes first, so that a consumer that opens a complaint from the feedback already has the rating. */
export function feedbackEvents(record: FeedbackRecord, customer: PublicCustomer | null): NewEvent[] {
  const received = happened(FeedbackReceived, record.id, {
    feedbackId: record.id,
    ...feedbackFacts(record, customer),
  });
  const rated = record.voice === 'customer' ? complaintOf(record.about) : null;
  return [
    ...(rated ? [handlingRated(record, rated, customer)] : []),
    received,
    ...(isPraise(record) ? [praiseReceived(record)] : []),
  ];
}

export function feedbackFacts(record: FeedbackRecord, customer: PublicCustomer | null): FeedbackFacts {
  return {
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
    voice: record.voice,
    customer: customer && customerFacts(customer),
    employee: record.employee,
    actions: record.actions.map(({ action, done }) => ({ action, done })),
    about: record.about && { complaint: complaintOf(record.about), problem: problemOf(record.about) },
    complaint: { verdict: record.complaint.verdict, reasons: [...record.complaint.reasons] },
    history: record.history,
    occurredAt: record.occurredAt.toISOString(),
    receivedAt: record.receivedAt.toISOString(),
  };
}

function handlingRated(record: FeedbackRecord, complaintId: string, customer: PublicCustomer | null): NewEvent {
  const { id: feedbackId, answers, history, occurredAt, receivedAt } = record;
  const { csat, nps, ces } = answers;
  return happened(HandlingRated, feedbackId, {
    complaintId,
    customer: customer && customerFacts(customer),
    rating: { feedbackId, csat, nps, ces },
    history,
    occurredAt: occurredAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
  });
}

/** Where staff or management speak, the person is who says it, not who is praised. */
const isPraise = (record: FeedbackRecord): record is FeedbackRecord & { readonly employee: string } =>
  record.kind === 'praise' && record.voice === 'customer' && record.employee !== null && !record.history;

const praiseReceived = (record: FeedbackRecord & { readonly employee: string }): NewEvent =>
  happened(PraiseReceived, record.id, {
    feedbackId: record.id,
    employee: record.employee,
    touchpoint: record.touchpoint,
    channel: record.channel,
    product: record.product,
    location: record.location,
    occurredAt: record.occurredAt.toISOString(),
    receivedAt: record.receivedAt.toISOString(),
  });
