import { clockNames, complaintStatuses, methods, outcomes, severities } from '@harken/contracts';
import { AnyObject, Flag, Id, Integer, ListOf, Nested, Num, OneOf, Text, Timestamp, text } from '@harken/service';
import { origins } from '../complaint.ts';
import { escalationKinds, managementActions } from '../escalation.ts';

const id = '01926f3a-7c1e-7b54-9d0e-000000000003';
const at = '2026-03-02T10:15:02.000Z';
const nullable = { nullable: true };
const optional = { optional: true };

export class ClockDto {
  @OneOf(clockNames, { description: 'What is waited for.', example: 'first_response' }) clock!: string;
  @Integer({ description: 'The cycle it was started in.', example: 1 }) cycle!: number;
  @Timestamp({ description: 'Since when it runs.', example: at }) startedAt!: Date;
  @Timestamp({
    description: 'Its deadline. While it stands still: the latest it can be, if the customer stays silent.',
    example: '2026-03-02T14:15:02.000Z',
  })
  dueAt!: Date;
  @Text({
    description: 'The time it was given, ISO 8601. In a business calendar a day is a working day.',
    example: 'PT4H',
  })
  target!: string;
  @Num({ description: 'The same in seconds of open time.', example: 14400 }) targetSeconds!: number;
  @Text({ description: 'In whose time it counts: `24x7`, or a business calendar.', example: 'office-hours' })
  calendar!: string;
  @Num({ description: 'How long it has stood still for the customer.', example: 0 }) pausedSeconds!: number;
  @Num({
    description: 'Time of its calendar until the deadline, negative behind it. Only while it runs or stands still.',
    example: 12600,
    ...optional,
  })
  remainingSeconds?: number;
  @OneOf(['running', 'paused', 'met', 'breached'], {
    description: 'Broken promises stay broken: a breached clock that was met late says `breached` and has `metAt`.',
    example: 'running',
  })
  state!: string;
  @Timestamp({ description: 'When it was met, or cancelled.', example: at, ...optional }) metAt?: Date;
  @Flag({ description: 'Nothing was done, and nothing is waited for any more.', example: true, ...optional })
  cancelled?: boolean;
  @Timestamp({ description: 'When it ran out.', example: at, ...optional }) breachedAt?: Date;
  @Integer({ description: 'The response policy it runs under.', example: 1 }) policyVersion!: number;
}

export class MessageStateDto {
  @OneOf(['requested', 'sent', 'failed'], { description: 'How far it has come.', example: 'sent' }) state!: string;
  @Timestamp({ description: 'Since when.', example: at }) at!: Date;
  @Text({ description: 'Why it failed.', example: 'address_refused', ...optional }) reason?: string;
}

export class AcknowledgementDto {
  @Timestamp({ description: 'When.', example: at }) at!: Date;
  @Nested(() => MessageStateDto, { description: 'The message to the customer, if one was to be sent.', ...nullable })
  message!: MessageStateDto | null;
}

export class AnswerDto {
  @Id({ description: 'Its id.', example: id }) id!: string;
  @Integer({ description: 'The cycle it belongs to.', example: 1 }) cycle!: number;
  @OneOf(['answer', 'rejection', 'withdrawal', 'duplicate'], { description: 'What it is.', example: 'answer' })
  kind!: string;
  @OneOf(outcomes, { description: 'What came of it.', example: 'upheld', ...nullable }) outcome!: string | null;
  @ListOf(text(), { description: 'The reasons.', example: ['lock-defect'] }) reasons!: string[];
  @Text({ description: 'How the customer was told, or is to be.', example: 'email' }) channel!: string;
  @Text({ description: 'What the customer was told, or is to be.', example: 'The lock is replaced tomorrow.' })
  text!: string;
  @Text({ description: 'Where the customer may turn.', example: null, ...nullable }) recourse!: string | null;
  @Text({ description: 'Who answered.', example: 'anna' }) by!: string;
  @Timestamp({ description: 'When it was recorded.', example: at }) at!: Date;
  @Timestamp({
    description: 'When it reached the customer; null: a standard text that is still to be sent.',
    example: at,
    ...nullable,
  })
  sentAt!: Date | null;
  @Text({ description: 'Who sent it; `system`: Harken or the CRM, by request.', example: 'anna', ...nullable })
  sentBy!: string | null;
  @Nested(() => MessageStateDto, {
    description: 'The message to the customer, if the message policy has it sent.',
    ...nullable,
  })
  message!: MessageStateDto | null;
}

export class ReachedPersonDto {
  @Text({ description: 'Who it is, everywhere.', example: 'noah' }) id!: string;
  @Text({ description: 'For people.', example: 'Noah Berg' }) name!: string;
  @Text({ description: 'What the person is.', example: 'supervisor', ...nullable }) role!: string | null;
  @Text({ description: 'The one who was away.', example: 'mara', ...nullable }) deputyFor!: string | null;
}

export class EscalationDto {
  @Id({ description: 'Its id.', example: id }) id!: string;
  @OneOf(escalationKinds, { description: 'To a level, or to another team.', example: 'hierarchical' }) kind!: string;
  @Integer({ description: 'The level of management.', example: 1, ...optional }) level?: number;
  @Text({ description: 'The other team.', example: 'engineering', ...optional }) team?: string;
  @Text({
    description:
      'breach, what brought it straight to management, by_hand, management_overdue (the level below had its time), or de_escalated.',
    example: 'breach',
  })
  reason!: string;
  @Text({ description: 'What a person said, or which levels are empty.', example: 'level 1 is empty', ...optional })
  note?: string;
  @ListOf(() => ReachedPersonDto, { description: 'Who stood there at that moment.' }) people!: ReachedPersonDto[];
  @Timestamp({ description: 'Until when the level has to act.', example: at, ...optional }) dueAt?: Date;
  @Timestamp({ description: 'When it should have acted and had not.', example: at, ...optional }) overdueAt?: Date;
  @OneOf(clockNames, { description: 'The clock that ran out.', example: 'first_response', ...optional }) clock?: string;
  @Integer({ description: 'The cycle of the clock.', example: 1 }) cycle!: number;
  @Timestamp({ description: 'When.', example: at }) at!: Date;
  @Timestamp({ description: 'When management first acted.', example: at, ...optional }) acknowledgedAt?: Date;
  @OneOf(managementActions, { description: 'What it did last.', example: 'instruct', ...optional }) action?: string;
  @Text({ description: 'Who did.', example: 'mara', ...optional }) handledBy?: string;
  @Timestamp({ description: 'When it was over.', example: at, ...optional }) closedAt?: Date;
}

export class LinkDto {
  @Id({ description: 'The other complaint.', example: id }) to!: string;
  @Text({ description: 'What they have to do with each other.', example: 'related' }) kind!: string;
  @Text({ description: 'Who linked them.', example: 'anna' }) by!: string;
  @Timestamp({ description: 'When.', example: at }) at!: Date;
  @Id({ description: 'The duplicate whose link it is, if not its own.', example: id, ...nullable }) via!: string | null;
}

export class HandlingDto {
  @Id({ description: 'The feedback that says so.', example: '01926f3a-7c1e-7b54-9d0e-000000000008' })
  feedbackId!: string;
  @Integer({ description: 'Satisfaction with the handling, 1-5.', example: 4, ...nullable }) csat!: number | null;
  @Integer({ description: 'Whether the customer would recommend us, 0-10.', example: null, ...nullable })
  nps!: number | null;
  @Integer({ description: 'How easy it was, 1-7.', example: null, ...nullable }) ces!: number | null;
  @Timestamp({ description: 'When it was said.', example: '2026-03-20T09:15:00.000Z' }) at!: Date;
}

/** The fields that lists and a single complaint share. */
export class ComplaintFactsDto {
  @Id({ description: 'Its id.', example: id }) id!: string;
  @Text({ description: 'Its number for people.', example: 'C-2026-000042' }) number!: string;
  @Integer({ description: 'Grows with each change; the ETag.', example: 3 }) version!: number;
  @Integer({ description: 'How often it was opened.', example: 1 }) cycle!: number;
  @OneOf(complaintStatuses, { description: 'Where it stands.', example: 'assigned' }) status!: string;
  @OneOf(severities, { description: 'How bad it is.', example: 'high' }) severity!: string;
  @Text({ description: "The customer's external id; null: unknown.", example: 'crm-10042', ...nullable })
  customer!: string | null;
  @Id({ description: "The customer's id.", example: '01926f3a-7c1e-7b54-9d0e-3f5a1c2b4d6e', ...nullable })
  customerId!: string | null;
  @Text({ description: 'Where it happened.', example: 'handover', ...nullable }) touchpoint!: string | null;
  @Text({ description: 'How it came in.', example: 'phone', ...nullable }) channel!: string | null;
  @Text({ description: 'What it is about.', example: 'defect', ...nullable }) category!: string | null;
  @Text({ description: 'The product it is about.', example: 'kitchen', ...nullable }) product!: string | null;
  @Text({ description: 'The location it is about.', example: 'tower-2', ...nullable }) location!: string | null;
  @Text({ description: 'The language of the text.', example: 'en', ...nullable }) language!: string | null;
  @Text({ description: 'The team that has it.', example: 'after-sales' }) team!: string;
  @Text({ description: 'The person who has it.', example: 'anna', ...nullable }) assignee!: string | null;
  @ListOf(text(), {
    description:
      "Why it is management's business; and `customer_wrote_after_end` or `customer_wrote_on_duplicate`, where the customer wrote after the end or on a duplicate; `message_failed`, where a message did not reach the customer.",
    example: ['safety'],
  })
  flags!: string[];
  @Timestamp({ description: 'When it was opened: since when its clocks run.', example: at }) openedAt!: Date;
}

export class ComplaintListItemDto extends ComplaintFactsDto {
  @Flag({ description: 'Whether a clock has run out that still runs.', example: false }) overdue!: boolean;
  @Timestamp({ description: 'The next deadline.', example: at, ...nullable }) dueAt!: Date | null;
  @Integer({ description: 'The highest level it stands before.', example: null, ...nullable })
  escalationLevel!: number | null;
}

export class ComplaintDto extends ComplaintFactsDto {
  @OneOf(origins, { description: 'Where it came from; `import`: another system.', example: 'feedback' })
  origin!: string;
  @Id({ description: 'The feedback it was opened from.', example: id, ...nullable }) feedbackId!: string | null;
  @ListOf(text(), { description: "The customer's segments when it was opened.", example: ['owner-occupier'] })
  segments!: string[];
  @Text({ description: "The customer's tier when it was opened.", example: 'gold', ...nullable }) tier!: string | null;
  @Text({ description: "The customer's stage when it was opened.", example: 'run-in', ...nullable })
  stage!: string | null;
  @Text({ description: "The customer's language.", example: 'en', ...nullable }) customerLanguage!: string | null;
  @OneOf(methods, { description: 'How the feedback was given.', example: 'survey', ...nullable })
  method!: string | null;
  @Text({ description: 'The campaign it belongs to.', example: null, ...nullable }) campaign!: string | null;
  @Text({
    description: 'What the customer said.',
    example: 'The keys did not fit and nobody called back.',
    ...nullable,
  })
  text!: string | null;
  @Text({
    description: 'The routing rule that decided; null: the fallback team, or a person.',
    example: 'handover-defects',
    ...nullable,
  })
  rule!: string | null;
  @Integer({ description: 'The version of the routing rules.', example: 1, ...nullable }) rulesVersion!: number | null;
  @Id({ description: 'The complaint it repeats.', example: null, ...nullable }) duplicateOf!: string | null;
  @Text({ description: 'Why it went wrong, from the list of causes.', example: null, ...nullable })
  cause!: string | null;
  @Id({ description: 'The systemic problem that it belongs to: `/v1/problems/{id}`.', example: null, ...nullable })
  problem!: string | null;
  @Timestamp({ description: 'When it happened.', example: at }) occurredAt!: Date;
  @Timestamp({
    description: 'When the customer was told it has arrived, in this cycle.',
    example: at,
    ...nullable,
  })
  acknowledgedAt!: Date | null;
  @Nested(() => AcknowledgementDto, { description: 'How the customer was told so, in this cycle.', ...nullable })
  acknowledgement!: AcknowledgementDto | null;
  @Timestamp({ description: 'When the customer was first answered, in this cycle.', example: at, ...nullable })
  answeredAt!: Date | null;
  @Timestamp({ description: 'When it ended, in this cycle.', example: at, ...nullable }) endedAt!: Date | null;
  @ListOf(() => ClockDto, { description: 'Its deadlines.' }) clocks!: ClockDto[];
  @ListOf(() => AnswerDto, { description: 'What the customer was told.' }) answers!: AnswerDto[];
  @ListOf(() => EscalationDto, { description: 'What management has heard of it.' }) escalations!: EscalationDto[];
  @ListOf(() => LinkDto, { description: 'Complaints it has to do with.' }) links!: LinkDto[];
  @ListOf(() => HandlingDto, { description: 'What the customer says of its handling.' }) handling!: HandlingDto[];
}

export class HistoryDto {
  @Text({ description: 'Its place in the order.', example: '17' }) id!: string;
  @Timestamp({ description: 'When.', example: at }) at!: Date;
  @Text({ description: 'The client, or `system`.', example: 'acme' }) actor!: string;
  @Id({ description: 'The key of the client.', example: id, ...optional }) keyId?: string;
  @Text({ description: 'The person that the key or token stands for: verified.', example: 'anna', ...optional })
  person?: string;
  @Text({ description: 'The person that the client said it acts for: as said.', example: 'ben', ...optional })
  onBehalfOf?: string;
  @Text({ description: 'What was done.', example: 'acknowledge' }) action!: string;
  @Text({ description: 'Why, or what was said.', example: 'Called back.', ...optional }) reason?: string;
  @Text({ description: 'What it was before.', example: 'received', ...optional }) from?: string;
  @Text({ description: 'What it is since.', example: 'acknowledged', ...optional }) to?: string;
  @AnyObject({
    description:
      'What the fields it changed were before: of the complaint, of its `clocks` by `<cycle>:<clock>`, of its `escalations` by id. Without it: the opening, or nothing changed but the version.',
    example: { status: 'received', acknowledgedAt: null, clocks: { '1:acknowledge': { metAt: null } } },
    ...optional,
  })
  before?: object;
  @AnyObject({
    description: 'What they are since. From all of them, the first first, the state of the complaint can be rebuilt.',
    example: { status: 'acknowledged', acknowledgedAt: at, clocks: { '1:acknowledge': { metAt: at } } },
    ...optional,
  })
  after?: object;
  @Integer({ description: 'The version of the complaint after it.', example: 4 }) version!: number;
}
