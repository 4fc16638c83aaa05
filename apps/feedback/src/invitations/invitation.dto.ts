import { AnyObject, Filter, Id, Integer, Nested, Num, OneOf, oneOf, PageQuery, Text, Timestamp } from '@harken/service';
import { type ProgrammeStatus, programmeStatuses } from '../programmes/programme.ts';
import { type SkipReason, skipReasons } from './candidate.ts';
import { type InvitationOfCustomer, type InvitationStatus, invitationStatuses, openStatuses } from './invitation.ts';
import type { DecisionRow, ProgressRow } from './progress.ts';

const time = '2026-03-03T09:15:00.000Z';
const anId = '01926f3a-7c1e-7b54-9d0e-00000000000a';
const orNull = { nullable: true } as const;

export class InvitationQuery extends PageQuery {
  @Filter(oneOf(invitationStatuses), { description: 'In one of these states.', example: 'invited' })
  status?: InvitationStatus[];
  @Timestamp({ description: 'Invited at this time or later.', example: '2026-03-01T00:00:00Z', optional: true })
  from?: string;
}

export const decisions = ['invited', ...skipReasons] as const;

export class DecisionFilter extends PageQuery {
  @Filter(oneOf(decisions), { description: 'Only these.', example: 'quarantine' })
  decision?: (SkipReason | 'invited')[];
  @Text({
    description: 'Only about this customer, by external id, or by our id as `id:<uuid>`.',
    example: 'crm-10042',
    optional: true,
    max: 200,
  })
  customer?: string;
}

export class InvitationDto {
  @Id({ description: 'Its id.', example: anId }) id!: string;
  @Text({ description: 'Of which programme.', example: 'after-handover' }) programme!: string;
  @Integer({ description: 'The version of the programme whose questions it asks.', example: 1 }) surveyVersion!: number;
  @Text({ description: 'External id.', example: 'crm-10042' }) customer!: string;
  @Id({ description: 'Our id of the customer.', example: anId }) customerId!: string;
  @OneOf(invitationStatuses, { description: 'How far it has come.', example: 'invited' }) status!: InvitationStatus;
  @Text({ description: 'The language of its page, one of those of the survey.', example: 'th' }) language!: string;
  @Text({ description: 'Where the customer was.', example: 'handover', ...orNull }) touchpoint!: string | null;
  @Id({ description: 'The interaction it asks about.', example: anId, ...orNull }) interactionId!: string | null;
  @Id({ description: 'The complaint whose handling it asks about.', example: null, ...orNull })
  complaintId!: string | null;
  @Text({
    description: 'What to send to the customer, and to nobody else: the page. null once it cannot be answered.',
    example: 'https://feedback.example.com/answer/AZJvOnwee1SdDgAAAAAACmm4ZbRr2kq0m1bS3kV8dHk2Xf0w',
    ...orNull,
  })
  link!: string | null;
  @Id({ description: 'The message that was requested last: the invitation, or a reminder.', example: anId })
  messageId!: string;
  @Integer({ description: 'How many reminders were requested.', example: 0 }) reminders!: number;
  @Timestamp({ description: 'When the customer was invited.', example: time }) invitedAt!: Date;
  @Timestamp({ description: 'Until when it can be answered.', example: '2026-03-17T09:15:00.000Z' }) expiresAt!: Date;
  @Timestamp({ description: 'When its page was opened.', example: null, ...orNull }) openedAt!: Date | null;
  @Timestamp({ description: 'When the first answer was kept.', example: null, ...orNull }) startedAt!: Date | null;
  @Timestamp({ description: 'When it was answered.', example: null, ...orNull }) answeredAt!: Date | null;
  @Id({ description: 'The feedback of its answers.', example: null, ...orNull }) feedbackId!: string | null;
}

/** `linkOf` makes the link of an invitation that can still be answered. */
export function toInvitationDto(
  { invitation, customer }: InvitationOfCustomer,
  linkOf: (invitation: InvitationOfCustomer['invitation']) => string,
): InvitationDto {
  const { context: _, segments, tier, stage, customerLanguage, remindAt, ...shown } = invitation;
  const link = openStatuses.includes(invitation.status) ? linkOf(invitation) : null;
  return { ...shown, customer: customer.externalId, link };
}

class DecisionDetailsDto {
  @Text({ description: 'Of quarantine: the programme that has invited.', example: 'relationship', optional: true })
  programme?: string;
  @Timestamp({ description: 'Of quarantine: when it has.', example: time, optional: true }) invitedAt?: string;
  @Integer({ description: 'Of quota: which one, from 0.', example: 0, optional: true }) quota?: number;
  @Integer({ description: 'Of quota: how many it allows.', example: 200, optional: true }) max?: number;
  @Num({ description: 'Of sampling: the share that is asked.', example: 0.5, optional: true }) sampling?: number;
}

export class DecisionDto {
  @Text({ description: 'External id.', example: 'crm-10042' }) customer!: string;
  @Id({ description: 'Our id of the customer.', example: anId }) customerId!: string;
  @OneOf(decisions, {
    description: 'Invited, or why not: the first reason that applies, in this order.',
    example: 'quarantine',
  })
  decision!: string;
  @Nested(() => DecisionDetailsDto, {
    description: 'What the reason rests on.',
    example: { programme: 'relationship', invitedAt: time },
  })
  details!: DecisionDetailsDto;
  @Id({ description: 'The invitation that was made.', example: null, ...orNull }) invitationId!: string | null;
  @Id({ description: 'The interaction it was about.', example: anId, ...orNull }) interactionId!: string | null;
  @Id({ description: 'The complaint it was about.', example: null, ...orNull }) complaintId!: string | null;
  @Text({ description: 'Where the customer was.', example: 'handover', ...orNull }) touchpoint!: string | null;
  @Timestamp({ description: 'When it was decided.', example: time }) at!: Date;
}

export const toDecisionDto = ({ id: _, details, ...row }: DecisionRow): DecisionDto => ({
  ...row,
  details: details ?? {},
});

const CountsOf = (description: string, example: object) =>
  AnyObject({ description, example, values: { type: 'integer' } });

export class ProgressDto {
  @Text({ description: 'The programme.', example: 'after-handover' }) id!: string;
  @OneOf(programmeStatuses, { description: 'Whether it asks.', example: 'running' }) status!: ProgrammeStatus;
  @Integer({ description: 'The version that holds.', example: 1 }) version!: number;
  @Timestamp({ description: 'When it was started first.', example: time, ...orNull }) startedAt!: Date | null;
  @Timestamp({ description: 'When it ended.', example: null, ...orNull }) endedAt!: Date | null;
  @Timestamp({ description: 'When a calendar asks next.', example: null, ...orNull }) nextRunAt!: Date | null;
  @Integer({ description: 'Candidates whose time has not come.', example: 3 }) waiting!: number;
  @CountsOf('Invitations by status.', { invited: 40, answered: 12 }) invitations!: Record<string, number>;
  @CountsOf('Candidates who were not invited, by reason.', { quarantine: 7, sampling: 51 })
  skipped!: Record<string, number>;
}

/** Statuses and reasons that nobody has are 0. */
export const toProgressDto = ({ invitations, skipped, ...row }: ProgressRow): ProgressDto => ({
  ...row,
  status: row.status as ProgrammeStatus,
  invitations: countedBy(invitationStatuses, invitations),
  skipped: countedBy(skipReasons, skipped),
});

const countedBy = (names: readonly string[], counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(names.map((name) => [name, counts[name] ?? 0]));
