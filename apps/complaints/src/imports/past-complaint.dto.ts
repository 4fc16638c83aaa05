import {
  type ComplaintStatus,
  complaintStatuses,
  type Outcome,
  outcomes,
  type Severity,
  severities,
} from '@harken/contracts';
import { Integer, ListOf, OneOf, Text, Timestamp, text } from '@harken/service';
import { AttachmentDto } from '../messages/message.dto.ts';
import { type Direction, directions } from '../messages/message.ts';
import type { PastItem } from './past-complaint.ts';

// What is not known may be left out, or be null: systems write both.
const unknown = { optional: true, nullable: true } as const;

const openedAt = '2016-03-02T09:15:02.000Z';
const answeredAt = '2016-03-04T10:15:02.000Z';
const endedAt = '2016-03-09T10:15:02.000Z';

/** A duplicate needs its original: link them afterwards. */
export const importedStatuses = complaintStatuses.filter((status) => status !== 'duplicate');

const By = () =>
  Text({ description: 'The person who did; the assignee unless given.', example: 'anna', ...unknown, max: 200 });

export class PastAnswerDto {
  @OneOf(outcomes, {
    description: 'What came of it. A withdrawn complaint may have an answer without one: what its customer was told.',
    example: 'upheld',
    ...unknown,
  })
  outcome?: Outcome | null;
  @ListOf(text({ max: 500 }), { description: 'The reasons.', example: ['lock-defect'], ...unknown, max: 20 })
  reasons?: string[] | null;
  @Text({ description: 'How the customer was told; as it came unless given.', example: 'email', ...unknown, max: 200 })
  channel?: string | null;
  @Text({ description: 'What the customer was told.', example: 'The lock is replaced tomorrow.', max: 20_000 })
  text!: string;
  @Text({ description: 'Where the customer may turn.', example: null, ...unknown, max: 2000 }) recourse?: string | null;
  @By() by?: string | null;
  @Timestamp({ description: 'When; `answeredAt` unless given.', example: answeredAt, ...unknown })
  sentAt?: string | null;
}

export class PastMessageDto {
  @OneOf(directions, { description: 'in: the customer wrote. out: the company did.', example: 'in' })
  direction!: Direction;
  @Text({ description: 'By which it came or went.', example: 'email', max: 200 }) channel!: string;
  @Text({ description: 'What was written.', example: 'Here is a photo of the lock.', max: 20_000 }) text!: string;
  @ListOf(() => AttachmentDto, { description: 'What came with it, by address.', example: [], ...unknown, max: 20 })
  attachments?: AttachmentDto[] | null;
  @By() by?: string | null;
  @Text({
    description: 'What the channel calls it.',
    example: '<20160303.1015@mail.example.com>',
    ...unknown,
    max: 500,
  })
  externalId?: string | null;
  @Timestamp({ description: 'When.', example: '2016-03-03T10:15:02.000Z' }) at!: string;
}

export class PastEscalationDto {
  @Integer({ description: 'The level of management.', example: 1, min: 1, max: 9 }) level!: number;
  @Text({ description: 'Why; `imported` unless given.', example: 'breach', ...unknown, max: 200 })
  reason?: string | null;
  @Timestamp({ description: 'When.', example: '2016-03-03T12:15:02.000Z' }) at!: string;
  @Timestamp({ description: 'When management first acted.', example: answeredAt, ...unknown })
  acknowledgedAt?: string | null;
  @Timestamp({ description: 'When it was over; with the complaint unless given.', example: answeredAt, ...unknown })
  closedAt?: string | null;
}

export class PastComplaintDto implements PastItem {
  @Text({ description: 'The system it comes from.', example: 'crm', max: 200 }) source!: string;
  @Text({ description: 'Its id there.', example: 'case-4711', max: 200 }) id!: string;
  @Text({ description: "The customer's external id.", example: 'crm-10042', max: 200 }) customer!: string;
  @Text({ description: 'What the customer said.', example: 'The keys did not fit.', max: 20_000 }) text!: string;
  @Text({ description: 'How it came in.', example: 'phone', max: 200 }) channel!: string;
  @Text({ description: 'Where it happened.', example: 'handover', ...unknown, max: 200 }) touchpoint?: string | null;
  @Text({ description: 'What it is about.', example: 'defect', ...unknown, max: 200 }) category?: string | null;
  @Text({ description: 'The product it is about, by its id.', example: 'kitchen', ...unknown, max: 100 })
  product?: string | null;
  @Text({ description: 'The location it is about, by its id.', example: 'tower-2', ...unknown, max: 100 })
  location?: string | null;
  @Text({
    description: 'Why it went wrong, as the other system has it.',
    example: 'supplier-part',
    ...unknown,
    max: 100,
  })
  cause?: string | null;
  @OneOf(severities, { description: 'How bad it was; by the routing rules unless given.', example: 'high', ...unknown })
  severity?: Severity | null;
  @Text({ description: 'The language of the text, BCP 47.', example: 'en', ...unknown, min: 2, max: 35 })
  language?: string | null;
  @OneOf(importedStatuses, {
    description: 'Where it stands; by its times unless given.',
    example: 'closed',
    ...unknown,
  })
  status?: ComplaintStatus | null;
  @Text({
    description: 'The team that has it; by the routing rules unless given.',
    example: 'customer-care',
    ...unknown,
    max: 100,
  })
  team?: string | null;
  @Text({ description: 'The person who has it.', example: 'anna', ...unknown, max: 200 }) assignee?: string | null;
  @Timestamp({ description: 'When it reached the company.', example: openedAt }) openedAt!: string;
  @Timestamp({
    description: 'When the customer was told it has arrived.',
    example: '2016-03-02T11:15:02.000Z',
    ...unknown,
  })
  acknowledgedAt?: string | null;
  @Timestamp({ description: 'When it was first answered.', example: answeredAt, ...unknown }) answeredAt?:
    | string
    | null;
  @Timestamp({ description: 'When it was resolved, rejected or withdrawn.', example: endedAt, ...unknown })
  resolvedAt?: string | null;
  @Timestamp({ description: 'When it was closed.', example: endedAt, ...unknown }) closedAt?: string | null;
  @ListOf(() => PastAnswerDto, { description: 'Every answer. Nothing ends without one.', ...unknown, max: 50 })
  answers?: PastAnswerDto[] | null;
  @ListOf(() => PastMessageDto, { description: 'What was written beside the answers.', ...unknown, max: 200 })
  messages?: PastMessageDto[] | null;
  @ListOf(() => PastEscalationDto, { description: 'What management heard of it.', ...unknown, max: 50 })
  escalations?: PastEscalationDto[] | null;
}

export const pastComplaintExample = {
  source: 'crm',
  id: 'case-4711',
  customer: 'crm-10042',
  text: 'The keys did not fit.',
  channel: 'phone',
  touchpoint: 'handover',
  category: 'defect',
  openedAt,
  acknowledgedAt: '2016-03-02T11:15:02.000Z',
  answeredAt,
  resolvedAt: endedAt,
  closedAt: endedAt,
  answers: [{ outcome: 'upheld', reasons: ['lock-defect'], channel: 'email', text: 'The lock is replaced tomorrow.' }],
};
