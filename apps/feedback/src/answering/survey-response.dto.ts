import { AnyObject, Filter, Id, Integer, PageQuery, Text, Timestamp, text } from '@harken/service';
import type { SurveyAnswers } from '../programmes/survey.ts';
import type { SentResponse } from './survey-response.queries.ts';

export class SurveyResponsesQuery extends PageQuery {
  @Filter(text({ max: 200 }), { description: 'Programme.', example: 'handover-survey' }) programme?: string[];
  @Filter(text({ max: 200 }), { description: 'Open link.', example: 'lobby-poster' }) openLink?: string[];
}

/** What one person sent, question by question. */
export class SurveyResponseDto {
  @Id({ description: 'Its id, the `sourceId` of its feedback.', example: '01926f3a-7c1e-7b54-9d0e-00000000000c' })
  id!: string;
  @Text({ description: 'The programme.', example: 'handover-survey' }) programme!: string;
  @Integer({ description: 'The version whose questions were answered.', example: 1 }) surveyVersion!: number;
  @Id({
    description: 'The invitation; null for somebody who came by an open link.',
    example: '01926f3a-7c1e-7b54-9d0e-00000000000a',
    nullable: true,
  })
  invitationId!: string | null;
  @Text({ description: 'The open link; null for somebody who was invited.', example: null, nullable: true })
  openLink!: string | null;
  @Text({ description: 'In which it was answered.', example: 'th' }) language!: string;
  @AnyObject({
    description: 'By id of the question: a number, a text, the id of an option or a list of them, scores of a factor.',
    values: {
      anyOf: [
        { type: 'number' },
        { type: 'string' },
        { type: 'array', items: { type: 'string' } },
        { type: 'object', additionalProperties: { type: 'number' } },
      ],
    },
    example: { recommend: 9, reason: 'price', defects: ['water', 'doors'], service: { experience: 7 } },
  })
  answers!: SurveyAnswers;
  @Timestamp({ description: 'When the first page was sent.', example: '2026-03-04T18:00:00.000Z' }) startedAt!: Date;
  @Timestamp({ description: 'When all of it was sent.', example: '2026-03-04T18:02:00.000Z' }) sentAt!: Date;
  @Id({ description: 'The feedback that it became.', example: '01926f3a-7c1e-7b54-9d0e-000000000002' })
  feedbackId!: string;
}

export const surveyResponseDto = (response: SentResponse): SurveyResponseDto => {
  const { tokenHash: _token, place: _place, changedAt: _changed, expiresAt: _expires, ...shown } = response;
  return shown;
};
