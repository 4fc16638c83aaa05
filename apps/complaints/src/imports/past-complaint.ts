import type { Severity } from '@harken/contracts';
import { FieldErrors } from '@harken/errors';
import { type CustomerFacts, customerColumns, emptySubject } from '../complaint/complaint.ts';
import type { PastAnswer, PastComplaint } from '../complaint/decide/import-complaint.ts';
import type { Attachment, Message } from '../messages/message.ts';
import { type Route, route, type VersionedRules } from '../policies/routing-rules/routing-rules.ts';
import type { Member } from '../teams/team.ts';
import type { PastCourse, StatedCourse } from './course-of-past.ts';

type Text = string | null | undefined;
type Of<K extends 'answers' | 'messages'> = NonNullable<StatedCourse[K]>[number];

/** An item of an import, as it is sent. */
export interface PastItem
  extends StatedCourse,
    Readonly<Record<'source' | 'id' | 'customer' | 'text' | 'channel', string>> {
  readonly touchpoint?: Text;
  readonly category?: Text;
  readonly product?: Text;
  readonly location?: Text;
  /** As the other system had it: the list of today does not bind it. */
  readonly cause?: Text;
  readonly severity?: Severity | null | undefined;
  readonly language?: Text;
  readonly team?: Text;
  readonly answers?:
    | readonly (Of<'answers'> & {
        readonly reasons?: readonly string[] | null | undefined;
        readonly channel?: Text;
        readonly text: string;
        readonly recourse?: Text;
        readonly by?: Text;
      })[]
    | null
    | undefined;
  readonly messages?:
    | readonly (Of<'messages'> & {
        readonly text: string;
        readonly attachments?: readonly Attachment[] | null | undefined;
        readonly by?: Text;
      })[]
    | null
    | undefined;
}

/** An item whose course is in order. */
export interface CheckedItem {
  readonly item: PastItem;
  readonly digest: string;
  readonly course: PastCourse;
}

export interface PlacedItem extends CheckedItem {
  readonly complaintId: string;
  readonly customer: CustomerFacts;
  readonly route: Pick<Route, 'team' | 'severity' | 'rule'> & { readonly rulesVersion: number | null };
}

/** The team and severity that the item names; else those of the rules in force. Nobody is assigned. */
export function routeOf(
  { item, course }: CheckedItem,
  customer: CustomerFacts,
  rules: VersionedRules,
): PlacedItem['route'] {
  const facts = {
    ...subjectOf(item, customer),
    segments: customer.segments,
    tier: customer.tier,
    stage: customer.stage,
  };
  const { rule, rulesVersion, ...routed } = route(
    { ...facts, text: item.text, origin: 'import', severity: item.severity ?? 'normal', at: course.openedAt },
    rules,
  );
  const severity = item.severity ?? routed.severity;
  return item.team
    ? { team: item.team, severity, rule: null, rulesVersion: null }
    : { ...routed, severity, rule, rulesVersion };
}

const subjectOf = (item: PastItem, customer: CustomerFacts) => ({
  ...emptySubject,
  channel: item.channel,
  touchpoint: item.touchpoint ?? null,
  category: item.category ?? null,
  product: item.product ?? null,
  location: item.location ?? null,
  language: item.language ?? customer.language,
});

/** An open complaint belongs to somebody of its team; people of before may have left. */
export function assertPlace(
  { item, course, route: { team } }: PlacedItem,
  members: ReadonlyMap<string, readonly Member[]>,
): void {
  const errors = new FieldErrors();
  const ofTeam = members.get(team);
  errors.at('team').addIf(!ofTeam, 'complaint-import.unknown-team', `There is no team ${team}.`);
  const stranger = !!ofTeam && ofTeam.length > 0 && !!item.assignee && !ofTeam.some(({ id }) => id === item.assignee);
  errors
    .at('assignee')
    .addIf(
      course.endedAt === null && stranger,
      'complaint-import.assignee-not-in-team',
      `${item.assignee} does not belong to ${team}.`,
    );
  errors.throwIfAny('complaint-import.invalid', 'The complaint has no place here.');
}

interface Taker {
  readonly importId: string;
  /** Who takes it over: the author of what names none. */
  readonly by: string;
  readonly number: string;
  newId(): string;
}

/** The complaint, and the texts of its messages beside it. */
export function toPastComplaint(
  placed: PlacedItem,
  { importId, by: taker, number, newId }: Taker,
): { readonly complaint: PastComplaint; readonly messages: readonly Message[] } {
  const { item, course, complaintId: id, customer, route: routed } = placed;
  const { openedAt, acknowledgedAt, answeredAt, endedAt, closedAt, status } = course;
  const assignee = item.assignee ?? null;
  const messages = (item.messages ?? []).map((message, index): Message => {
    const { direction, channel, text } = message;
    const at = course.messagesAt[index] ?? openedAt;
    return {
      ...{ id: newId(), complaintId: id, cycle: 1, direction, channel, text, at, complaintVersion: 1 },
      attachments: message.attachments ?? [],
      by: message.by ?? (direction === 'out' ? assignee : null) ?? taker,
      externalId: message.externalId ?? null,
      afterEnd: direction === 'in' && endedAt !== null && at > endedAt,
    };
  });
  const complaint: PastComplaint = {
    ...{ id, importId, number: `C-${openedAt.getUTCFullYear()}-${number}`, text: item.text, status },
    ...customerColumns(customer),
    assignee,
    ...subjectOf(item, customer),
    ...routed,
    cause: item.cause ?? null,
    ...{ occurredAt: openedAt, openedAt, acknowledgedAt, answeredAt, endedAt, closedAt },
    answers: answersOf(placed, taker, newId),
    messages: messages.map(({ attachments, ...message }) => ({ ...message, attachments: attachments.length })),
    escalations: (item.escalations ?? []).flatMap(({ level, reason }, index) => {
      const times = course.escalations[index];
      return times ? [{ level, reason: reason ?? 'imported', ...times }] : [];
    }),
  };
  return { complaint, messages };
}

/** What ended a complaint as rejected is a rejection; what a customer was told who withdrew has no outcome. */
function answersOf({ item, course }: PlacedItem, taker: string, newId: () => string): PastAnswer[] {
  const { status, openedAt } = course;
  const answers = item.answers ?? [];
  return answers.map(({ outcome, reasons, channel, text, recourse, by }, index) => {
    const isRejection = status === 'rejected' && index === answers.length - 1 && (outcome ?? 'rejected') === 'rejected';
    const isWithdrawal = status === 'withdrawn' && !outcome;
    return {
      id: newId(),
      kind: isRejection ? 'rejection' : isWithdrawal ? 'withdrawal' : 'answer',
      outcome: isWithdrawal ? null : (outcome ?? 'rejected'),
      reasons: reasons ?? [],
      channel: channel ?? item.channel,
      text,
      recourse: recourse ?? null,
      by: by ?? item.assignee ?? taker,
      sentAt: course.answersSentAt[index] ?? openedAt,
    };
  });
}
