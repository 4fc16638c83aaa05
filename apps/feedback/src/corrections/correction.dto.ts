import { type Method, methods } from '@harken/contracts';
import { Id, Integer, ListOf, Nested, OmitFields, OnBehalfOf, OneOf, Text, Timestamp } from '@harken/service';
import { FeedbackBody, FeedbackDto } from '../feedback/feedback.dto.ts';
import type { FeedbackRecord } from '../feedback/feedback-record.ts';
import { corrections, type FeedbackVersion } from './feedback-version.ts';

const Reason = (more: { optional?: true; nullable?: true }) =>
  Text({ description: 'Why.', example: 'The interviewer mistook 1 for 7.', max: 2000, ...more });

export class RetractBody {
  @Reason({ optional: true }) reason?: string;
  @OnBehalfOf() onBehalfOf?: string;
}

const needed = ['source', 'id', 'method', 'occurredAt'] as const;
const Fixed = (description: string, example: string) =>
  Text({ description: `${description} It stays as it was.`, example, max: 200, chosenId: true, optional: true });

/** The fields that are wrong, with what is right; the others stay. An object like `answers` is replaced whole. */
export class SupersedeBody extends OmitFields(FeedbackBody, [...needed, 'history']) {
  @Fixed('The system that sent it.', 'crm') source?: string;
  @Fixed('Its id there.', 'survey-991') id?: string;
  @OneOf(methods, { description: 'How it was collected.', example: 'survey', optional: true }) method?: Method;
  @Timestamp({ description: 'When it was said.', example: '2026-03-02T09:15:00.000Z', optional: true })
  occurredAt?: string;
  @Reason({ optional: true }) reason?: string;
  @OnBehalfOf() onBehalfOf?: string;
}

export class FeedbackVersionDto {
  @Id({ description: 'The feedback.', example: '01926f3a-7c1e-7b54-9d0e-000000000002' }) feedbackId!: string;
  @Integer({ description: 'Its number, from 1.', example: 1 }) version!: number;
  @OneOf(corrections, { description: 'What ended it.', example: 'superseded' })
  correction!: FeedbackVersion['correction'];
  @Reason({ nullable: true }) reason!: string | null;
  @Text({ description: 'Who corrected it: the key, or its person.', example: 'crm' }) actor!: string;
  @Text({ description: 'The person that the client said it acts for.', example: 'anna', nullable: true })
  onBehalfOf!: string | null;
  @Timestamp({ description: 'When.', example: '2026-03-03T09:15:00.000Z' }) at!: Date;
  @Nested(() => FeedbackDto, { description: 'What it said until then.' }) content!: FeedbackRecord;
}

export class FeedbackVersionsDto {
  @ListOf(() => FeedbackVersionDto, { description: 'The versions that no longer hold, the first first.' })
  items!: FeedbackVersionDto[];
}
