import { Id, Integer, ListOfKinds, Nested, OneOf, Text, Timestamp } from '@harken/service';
import { OmitType, PickType } from '@nestjs/swagger';
import { FeedbackDto } from '../feedback/feedback.dto.ts';
import { AmountDto, InteractionDto } from '../interactions/interaction.dto.ts';
import { CustomerMessageDto } from '../messages/customer-message.dto.ts';
import type { TimelineEntry } from './timeline-entry.ts';

const complaintId = '01926f3a-7c1e-7b54-9d0e-000000000003';
const time = '2026-03-02T09:15:02.000Z';
const optional = { optional: true };

/** What entries of every type have. */
class EntryDto {
  @Id({ description: 'Its id.', example: '01926f3a-7c1e-7b54-9d0e-00000000000a' }) id!: string;
  @Timestamp({ description: 'When.', example: time }) at!: Date;
  @Text({ description: 'Where in the journey.', example: 'handover', nullable: true }) touchpoint!: string | null;
  @Text({ description: 'By what channel.', example: 'web', nullable: true }) channel!: string | null;
}

const Type = (type: TimelineEntry['type']) => OneOf([type], { description: 'What happened.', example: type });

const interactionPlace = [
  ...(['id', 'occurredAt', 'touchpoint', 'channel', 'customer', 'customerId', 'receivedAt', 'digest'] as const),
] as const;
const feedbackFacts = [
  ...(['voice', 'employee', 'method', 'kind', 'pattern', 'category', 'text', 'language', 'answers'] as const),
  ...(['actions', 'about', 'history', 'complaint', 'version', 'retractedAt'] as const),
] as const;

export class InteractionFactsDto extends OmitType(InteractionDto, interactionPlace) {}
export class FeedbackFactsDto extends PickType(FeedbackDto, feedbackFacts) {}

const Word = (description: string, example: string) => Text({ description, example, ...optional });
const Moment = (description: string) => Timestamp({ description, example: time, ...optional, nullable: true });

/** What the action has to say is there, the rest is not. */
export class ComplaintFactsDto {
  @Text({ description: 'What became of it.', example: 'opened' }) action!: string;
  @Id({ description: 'The complaint.', example: complaintId }) complaintId!: string;
  @Text({ description: 'Its number for people.', example: 'C-2026-000042' }) number!: string;
  @Text({ description: 'Where it stood then.', example: 'received' }) status!: string;
  @Text({ description: 'How bad it was then.', example: 'high' }) severity!: string;
  @Text({ description: 'The team that had it.', example: 'after-sales' }) team!: string;
  @Word('Where it came from.', 'feedback') origin?: string;
  @Id({ description: 'The feedback it was opened from.', example: complaintId, ...optional, nullable: true })
  feedbackId?: string | null;
  @Integer({ description: 'The level of management it came to.', example: 1, ...optional, nullable: true })
  level?: number | null;
  @Word('Why it came there.', 'breach') reason?: string;
  @Text({ description: 'The clock that ran out.', example: 'acknowledge', ...optional, nullable: true })
  clock?: string | null;
  @Id({ description: 'The answer.', example: complaintId, ...optional }) answerId?: string;
  @Text({ description: 'What came of it.', example: 'upheld', ...optional, nullable: true }) outcome?: string | null;
  @Text({ description: 'Who wrote.', example: 'anna', ...optional, nullable: true }) by?: string | null;
  @Id({ description: 'The message.', example: complaintId, ...optional }) messageId?: string;
  @Integer({ description: 'How many attachments it has.', example: 0, ...optional }) attachments?: number;
  @Id({ description: 'The complaint it repeats.', example: complaintId, ...optional }) of?: string;
  @Id({ description: 'The compensation.', example: complaintId, ...optional }) compensationId?: string;
  @Word('What it is.', 'refund') kind?: string;
  @Nested(() => AmountDto, { description: 'What it is worth.', ...optional, nullable: true }) amount?: AmountDto | null;
  @Moment('By when the customer is to have it.') fulfilBy?: string | null;
  @Moment('When the customer got it.') fulfilledAt?: string | null;
}

export class InteractionEntryDto extends EntryDto {
  @Type('interaction') type!: string;
  @Nested(() => InteractionFactsDto, { description: 'What is known of it.' }) data!: InteractionFactsDto;
}

export class FeedbackEntryDto extends EntryDto {
  @Type('feedback') type!: string;
  @Nested(() => FeedbackFactsDto, { description: 'What was said.' }) data!: FeedbackFactsDto;
}

export class ComplaintEntryDto extends EntryDto {
  @Type('complaint') type!: string;
  @Nested(() => ComplaintFactsDto, { description: 'What became of the complaint.' }) data!: ComplaintFactsDto;
}

export class AnswerEntryDto extends EntryDto {
  @Type('answer') type!: string;
  @Nested(() => ComplaintFactsDto, { description: 'How it was answered.' }) data!: ComplaintFactsDto;
}

const messageFacts = ['purpose', 'state', 'reason', 'complaint', 'problem', 'programme', 'sentAt', 'failedAt'] as const;
export class MessageFactsDto extends PickType(CustomerMessageDto, messageFacts) {}

export class MessageEntryDto extends EntryDto {
  @Type('message') type!: string;
  @Nested(() => MessageFactsDto, { description: 'What the customer was to be told, and whether it arrived.' })
  data!: MessageFactsDto;
}

const entries = {
  interaction: InteractionEntryDto,
  feedback: FeedbackEntryDto,
  complaint: ComplaintEntryDto,
  answer: AnswerEntryDto,
  message: MessageEntryDto,
};

export class TimelinePage {
  @ListOfKinds('type', entries, {
    description: 'Newest first; `data` is what there is to say of an entry of its `type`.',
    example: [
      {
        type: 'complaint',
        id: '01926f3a-7c1e-7b54-9d0e-00000000000a',
        at: time,
        touchpoint: 'handover',
        channel: 'web',
        data: {
          action: 'opened',
          complaintId,
          number: 'C-2026-000042',
          status: 'received',
          severity: 'high',
          team: 'after-sales',
          origin: 'feedback',
          feedbackId: '01926f3a-7c1e-7b54-9d0e-000000000002',
        },
      },
    ],
  })
  items!: object[];
  @Text({ description: 'Give it as `cursor` for the next page; null at the end.', example: null, nullable: true })
  next!: string | null;
}
